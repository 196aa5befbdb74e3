package sample.reader;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An application of the reader that runs, in a process of its own.
 */
class Application implements AutoCloseable {

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final List<String> output = new ArrayList<>();

	private boolean ended;

	private Application(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "output of " + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts an executable jar, with the configuration that is in its working directory.
	 * @param jar the jar
	 * @param directory the working directory
	 * @param environment variables besides those of the tests
	 * @param arguments the command line behind the jar
	 * @return the application, which may not be ready yet
	 */
	static Application start(Path jar, Path directory, Map<String, String> environment, List<String> arguments)
			throws IOException {
		List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-jar",
				jar.toString(), "--server.port=0", "--spring.config.location=file:./"));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
		builder.environment().merge("PATH", JAVA.getParent().toString(), (path, first) -> first + ":" + path);
		builder.environment().putAll(environment);
		return new Application(builder.start());
	}

	/**
	 * Waits for a line of the output.
	 * @param pattern what the line has
	 * @return the match
	 */
	MatchResult await(String pattern) throws InterruptedException {
		Pattern compiled = Pattern.compile(pattern);
		synchronized (this.output) {
			for (int next = 0;; next++) {
				while (next == this.output.size()) {
					if (this.ended) {
						throw new AssertionError("No line has " + pattern + " in:\n" + String.join("\n", this.output));
					}
					this.output.wait();
				}
				var matcher = compiled.matcher(this.output.get(next));
				if (matcher.find()) {
					return matcher.toMatchResult();
				}
			}
		}
	}

	/**
	 * Returns what the application has written up to now.
	 */
	String output() {
		synchronized (this.output) {
			return String.join("\n", this.output);
		}
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpResponse<String> get(String path, String user, String password) throws IOException, InterruptedException {
		String credentials = Base64.getEncoder()
			.encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
		return this.client.send(request(path).header("Authorization", "Basic " + credentials).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) throws InterruptedException {
		String port = await("Tomcat started on port (\\d+)").group(1);
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
	}

	/**
	 * Returns the server processes that the application has started, which are those
	 * whose command line says where to register; the one that makes the class archive
	 * serves nobody.
	 */
	List<ProcessHandle> servers() {
		return this.process.descendants()
			.filter((each) -> has(each, "--comspring.scm.endpoint=") && !has(each, "-XX:ArchiveClassesAtExit="))
			.toList();
	}

	private static boolean has(ProcessHandle process, String argument) {
		return process.info().commandLine().orElse("").contains(argument);
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach(this::add);
		}
		catch (IOException ex) {
			add(ex.toString());
		}
		finally {
			synchronized (this.output) {
				this.ended = true;
				this.output.notifyAll();
			}
		}
	}

	private void add(String line) {
		synchronized (this.output) {
			this.output.add(line);
			this.output.notifyAll();
		}
	}

	/**
	 * Stops the application as an operator would.
	 */
	@Override
	public void close() {
		// The process itself would close its output, too
		this.process.toHandle().destroy();
		try {
			this.process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
		}
		finally {
			this.process.toHandle().destroyForcibly();
		}
	}

}
