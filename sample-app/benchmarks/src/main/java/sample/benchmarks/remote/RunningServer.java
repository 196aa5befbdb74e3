package sample.benchmarks.remote;

/**
 * The server that a benchmark calls. {@link RemoteBenchmarks} starts it, so that it stays
 * warm between benchmarks, and tells the process of the benchmark by a system property.
 *
 * @param pid the process id, for {@link Pinning}
 * @param address what {@link PeerServer#address()} returned
 */
record RunningServer(long pid, String address) {

	private static final String PROPERTY = "sample.benchmarks.server";

	/**
	 * Returns the option for a JVM that shall call this server.
	 * @return the option
	 */
	String jvmArgument() {
		return "-D" + PROPERTY + "=" + this.pid + "@" + this.address;
	}

	/**
	 * Returns the server that this JVM was told of.
	 * @return the server
	 */
	static RunningServer given() {
		String value = System.getProperty(PROPERTY);
		if (value == null) {
			throw new IllegalStateException("No server is running; begin the arguments with 'remote'");
		}
		int at = value.indexOf('@');
		return new RunningServer(Long.parseLong(value.substring(0, at)), value.substring(at + 1));
	}

}
