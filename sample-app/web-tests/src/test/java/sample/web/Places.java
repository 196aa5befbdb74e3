package sample.web;

import java.nio.file.Path;
import java.util.List;

/**
 * The classes of clerks, one for each place where a class can be.
 */
final class Places {

	/** A bean of the application. */
	static final String BEAN = "{2B8C6E14-7A3D-4F95-8E60-1D5B9C7A4F11}";

	/** A jar in the process of the application. */
	static final String HERE = "{2B8C6E14-7A3D-4F95-8E60-1D5B9C7A4F12}";

	/** The jar in a surrogate. */
	static final String PROCESS = "{2B8C6E14-7A3D-4F95-8E60-1D5B9C7A4F13}";

	/** An application that is started, with a policy of its own. */
	static final String SERVER = "{2B8C6E14-7A3D-4F95-8E60-1D5B9C7A4F14}";

	private Places() {
	}

	/**
	 * Returns the properties of the application.
	 * @param modules where the jar is
	 * @return the properties
	 */
	static List<String> properties(Path modules) {
		String server = String.join(" ", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				ServerApplication.class.getName());
		return List.of("comspring.modules.path=" + modules, "comspring.classes[Web.Here.1].in-process-server=clerk.jar",
				"comspring.classes[Web.Here.1].context=in-process",
				"comspring.classes[Web.Process.1].in-process-server=clerk.jar",
				"comspring.classes[Web.Process.1].context=surrogate", "comspring.classes[Web.Server.1].clsid=" + SERVER,
				"comspring.classes[Web.Server.1].local-server=" + server);
	}

}
