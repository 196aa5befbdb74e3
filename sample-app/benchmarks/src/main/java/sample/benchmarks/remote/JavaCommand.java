package sample.benchmarks.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts JVMs like this one, with the same class path.
 */
final class JavaCommand {

	private JavaCommand() {
	}

	/**
	 * Prepares a process whose errors appear among the errors of this process.
	 * @param jvmArguments the options of the JVM
	 * @param main the class to run
	 * @param arguments the arguments of the class
	 * @return the process, not started
	 */
	static ProcessBuilder of(List<String> jvmArguments, Class<?> main, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-cp", System.getProperty("java.class.path")));
		command.addAll(jvmArguments);
		command.add(main.getName());
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
	}

}
