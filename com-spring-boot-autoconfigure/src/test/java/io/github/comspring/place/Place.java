package io.github.comspring.place;

/**
 * Where a class can run.
 */
enum Place {

	/** A bean of the client's own application. */
	BEAN,

	/** A jar that is loaded into the client's process. */
	JAR,

	/** A jar in a process that is started for it. */
	SURROGATE,

	/** A jar in a process that was started ahead. */
	SPARE,

	/** A bean of an application that is started for it. */
	LOCAL_SERVER,

	/** A jar in a process that another application, the host, starts. */
	SURROGATE_OF_HOST,

	/** A bean of an application that another application, the host, starts. */
	LOCAL_SERVER_OF_HOST;

	/**
	 * Tells whether the object is in the client's process: where a test has to ask, the
	 * difference is a {@link MeantDifference}.
	 */
	boolean isInProcess() {
		return this == BEAN || this == JAR;
	}

	/**
	 * Tells whether the class is served by a jar.
	 */
	boolean isJar() {
		return this == JAR || this == SURROGATE || this == SPARE || this == SURROGATE_OF_HOST;
	}

	/**
	 * Tells whether another application starts the process.
	 */
	boolean isHosted() {
		return this == SURROGATE_OF_HOST || this == LOCAL_SERVER_OF_HOST;
	}

}
