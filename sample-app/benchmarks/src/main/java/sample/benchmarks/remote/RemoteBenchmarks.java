package sample.benchmarks.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures calls and streams between two processes, peer after peer, and prints the
 * ratios. Each peer has a server process and a client process of its own. Takes some ten
 * minutes.
 */
public final class RemoteBenchmarks {

	/** The peers that also carry streams, and whose objects are held. */
	private static final List<PeerKind> FULL = List.of(PeerKind.RAW_UNIX, PeerKind.COM_UNIX);

	private static final String QUICK = "quick";

	private final List<String> arguments;

	private final List<Score> scores = new ArrayList<>();

	private final List<RunResult> streams = new ArrayList<>();

	private final List<RunResult> references = new ArrayList<>();

	private final Set<PeerKind> failed = EnumSet.noneOf(PeerKind.class);

	private RemoteBenchmarks(String[] arguments) {
		this.arguments = List.of(arguments);
	}

	/**
	 * Runs the benchmarks and prints the ratios.
	 * @param args {@code quick} for a smoke test that proves no number, then JMH's
	 * options, such as {@code -p peer=RMI,RAW_UNIX} or {@code -p pinning=APART}
	 * @throws CommandLineOptionException if an option is not JMH's
	 * @throws IOException if a process cannot start
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if a peer failed, once the others are printed
	 */
	public static void main(String[] args) throws CommandLineOptionException, IOException, InterruptedException {
		RemoteBenchmarks benchmarks = new RemoteBenchmarks(args);
		Collection<String> peers = options(args).getParameter("peer").orElse(List.of());
		for (PeerKind peer : PeerKind.values()) {
			if (peers.isEmpty() || peers.contains(peer.name())) {
				benchmarks.measure(peer);
			}
		}
		benchmarks.print();
		if (!benchmarks.failed.isEmpty()) {
			throw new IllegalStateException("These peers failed: " + benchmarks.failed);
		}
	}

	/**
	 * Tells whether the arguments ask for a smoke test.
	 * @param arguments the arguments
	 * @return whether they begin with {@code quick}
	 */
	static boolean isQuick(String[] arguments) {
		return arguments.length > 0 && arguments[0].equals(QUICK);
	}

	/**
	 * Returns JMH's options among the arguments.
	 * @param arguments the arguments
	 * @return the options
	 * @throws CommandLineOptionException if an option is not JMH's
	 */
	static CommandLineOptions options(String[] arguments) throws CommandLineOptionException {
		return new CommandLineOptions(
				isQuick(arguments) ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
	}

	/**
	 * Makes the runs of a smoke test short.
	 * @param options what is run
	 * @return the options
	 */
	static ChainedOptionsBuilder shorten(ChainedOptionsBuilder options) {
		TimeValue moment = TimeValue.milliseconds(20);
		return options.warmupIterations(1).warmupTime(moment).measurementIterations(1).measurementTime(moment);
	}

	private void measure(PeerKind peer) throws CommandLineOptionException, IOException, InterruptedException {
		ServerProcess process = ServerProcess.start(peer);
		try {
			if (FULL.contains(peer)) {
				this.streams.addAll(run(StreamBenchmark.class, peer, process.server()));
			}
			runClient(peer, process.server());
			if (FULL.contains(peer)) {
				this.references.addAll(run(ReferenceBenchmark.class, peer, process.server()));
			}
		}
		catch (RunnerException ex) {
			ex.printStackTrace();
			this.failed.add(peer);
		}
		finally {
			process.stop();
		}
	}

	private Collection<RunResult> run(Class<?> benchmark, PeerKind peer, RunningServer server)
			throws RunnerException, CommandLineOptionException {
		String[] given = this.arguments.toArray(String[]::new);
		ChainedOptionsBuilder options = new OptionsBuilder().parent(options(given))
			.include(benchmark.getName())
			.shouldFailOnError(true)
			.param("peer", peer.name())
			.jvmArgsAppend(server.jvmArgument());
		return new Runner((isQuick(given) ? shorten(options).forks(1) : options).build()).run();
	}

	private void runClient(PeerKind peer, RunningServer server) throws IOException, InterruptedException {
		Path file = Files.createTempFile("scores", ".txt");
		List<String> parameters = new ArrayList<>(List.of(peer.name(), file.toString()));
		parameters.addAll(this.arguments);
		Process client = JavaCommand.of(List.of(server.jvmArgument()), PeerClientMain.class, parameters)
			.redirectOutput(ProcessBuilder.Redirect.INHERIT)
			.start();
		if (client.waitFor() != 0) {
			System.err.println("The client of " + peer + " failed");
			this.failed.add(peer);
		}
		Files.readAllLines(file).stream().map(Score::parse).forEach(this.scores::add);
		Files.delete(file);
	}

	private void print() {
		printReferences();
		new RatioTable(this.scores).print(System.out);
		System.out.printf("%n| 64 MiB stream | ms |%n|---|---|%n");
		this.streams.forEach((result) -> System.out.printf(Locale.ROOT, "| %s | %.0f |%n",
				result.getParams().getParam("peer"), result.getPrimaryResult().getScore()));
	}

	private void printReferences() {
		System.out.printf("%n| references | peer | median us |%n|---|---|---|%n");
		this.references.forEach((result) -> {
			String benchmark = result.getParams().getBenchmark();
			System.out.printf(Locale.ROOT, "| %s | %s | %.1f |%n", benchmark.substring(benchmark.lastIndexOf('.') + 1),
					result.getParams().getParam("peer"), result.getPrimaryResult().getStatistics().getPercentile(50));
		});
	}

}
