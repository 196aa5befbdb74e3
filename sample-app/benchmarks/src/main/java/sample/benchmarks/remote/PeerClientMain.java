package sample.benchmarks.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The process that calls one peer. It makes all measurements of that peer itself instead
 * of leaving each to a fork: gRPC and Spring need half a minute until they are compiled,
 * and a peer that is still being compiled must not be compared with one that is not.
 */
final class PeerClientMain {

	/** More rounds of warm-up than any peer should need. */
	private static final int MAX_ROUNDS = 9;

	/** A peer is warm when a round brings less than this factor. */
	private static final double WARM = 1.05;

	private final PeerKind peer;

	private final CommandLineOptions given;

	private final boolean quick;

	private PeerClientMain(PeerKind peer, CommandLineOptions given, boolean quick) {
		this.peer = peer;
		this.given = given;
		this.quick = quick;
	}

	/**
	 * Measures one peer.
	 * @param args the name of the {@link PeerKind}, the file for the scores, then the
	 * arguments of {@link RemoteBenchmarks}
	 */
	public static void main(String[] args) {
		int status = 1;
		try {
			measure(args);
			status = 0;
		}
		catch (CommandLineOptionException | RunnerException | IOException | RuntimeException ex) {
			ex.printStackTrace();
		}
		// Some peers leave threads behind that are no daemons
		System.exit(status);
	}

	private static void measure(String[] args) throws CommandLineOptionException, RunnerException, IOException {
		String[] options = Arrays.copyOfRange(args, 2, args.length);
		PeerClientMain client = new PeerClientMain(PeerKind.valueOf(args[0]), RemoteBenchmarks.options(options),
				RemoteBenchmarks.isQuick(options));
		List<RunResult> results = client.run();
		Files.write(Path.of(args[1]), results.stream().map(Score::of).map(Score::toLine).toList());
	}

	private List<RunResult> run() throws RunnerException {
		if (!this.quick) {
			warmUp();
		}
		List<RunResult> results = new ArrayList<>();
		results.addAll(throughput(64));
		results.addAll(throughput(8));
		// Last, because both processes stay pinned
		results.addAll(latency());
		return results;
	}

	/**
	 * Calls until a round of all operations is hardly faster than the one before.
	 */
	private void warmUp() throws RunnerException {
		double before = 0;
		for (int round = 0; round < MAX_ROUNDS; round++) {
			Collection<RunResult> results = new Runner(throughputOptions(8).warmupIterations(0).build()).run();
			double now = results.stream().mapToDouble((result) -> result.getPrimaryResult().getScore()).sum();
			if (now < before * WARM) {
				return;
			}
			before = now;
		}
	}

	private Collection<RunResult> throughput(int callers) throws RunnerException {
		return new Runner(throughputOptions(callers).build()).run();
	}

	private Collection<RunResult> latency() throws RunnerException {
		Collection<String> pinning = this.given.getParameter("pinning").orElse(List.of(Pinning.TOGETHER.name()));
		return new Runner(options().mode(Mode.SampleTime)
			.timeUnit(TimeUnit.MICROSECONDS)
			.threads(1)
			.param("pinning", pinning.toArray(String[]::new))
			.build()).run();
	}

	private ChainedOptionsBuilder throughputOptions(int callers) {
		return options().mode(Mode.Throughput)
			.timeUnit(TimeUnit.SECONDS)
			.threads(callers)
			.param("pinning", Pinning.FREE.name());
	}

	private ChainedOptionsBuilder options() {
		ChainedOptionsBuilder options = new OptionsBuilder().parent(this.given)
			.include(RemoteCallBenchmark.class.getName())
			.shouldFailOnError(true)
			.forks(0)
			.param("peer", this.peer.name());
		return this.quick ? RemoteBenchmarks.shorten(options) : options;
	}

}
