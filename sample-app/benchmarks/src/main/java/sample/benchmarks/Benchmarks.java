package sample.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import sample.benchmarks.remote.ReferenceBenchmark;
import sample.benchmarks.remote.RemoteBenchmarks;
import sample.benchmarks.remote.RemoteCallBenchmark;
import sample.benchmarks.remote.StreamBenchmark;
import sample.benchmarks.soak.Soak;
import sample.benchmarks.surrogate.SurrogateBenchmarks;
import sample.benchmarks.work.WorkBenchmarks;

/**
 * Runs the benchmarks and prints a table of ratios. Takes JMH's own options, such as the
 * name of one benchmark. Calls between two processes are measured only when the first
 * argument is {@code remote}, cold activations when it is {@code surrogate}, and the work
 * of libraries when it is {@code work}; with {@code soak} nothing is measured but what
 * grows with time.
 */
public final class Benchmarks {

	/** What each benchmark is compared with. */
	private static final Map<String, String> BASELINES = baselines();

	private Benchmarks() {
	}

	/**
	 * Runs the benchmarks.
	 * @param args JMH's options, or {@code remote} and the arguments of
	 * {@link RemoteBenchmarks}, {@code surrogate} and those of
	 * {@link SurrogateBenchmarks}, {@code work} and those of {@link WorkBenchmarks}, or
	 * {@code soak} and those of {@link Soak}
	 * @throws CommandLineOptionException if an option is not JMH's
	 * @throws RunnerException if a benchmark fails
	 * @throws IOException if a server cannot start
	 * @throws InterruptedException if interrupted
	 * @throws ExecutionException if the load of a soak, or a job, fails
	 */
	public static void main(String[] args)
			throws CommandLineOptionException, RunnerException, IOException, InterruptedException, ExecutionException {
		String[] further = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
		switch ((args.length > 0) ? args[0] : "") {
			case "remote" -> RemoteBenchmarks.main(further);
			case "surrogate" -> SurrogateBenchmarks.run(further);
			case "work" -> WorkBenchmarks.run(further);
			case "soak" -> System.exit(Soak.run(further) ? 0 : 1);
			default -> measure(args);
		}
	}

	private static void measure(String[] args) throws CommandLineOptionException, RunnerException {
		print(new Runner(new OptionsBuilder().parent(new CommandLineOptions(args))
			.exclude(RemoteCallBenchmark.class.getName())
			.exclude(StreamBenchmark.class.getName())
			.exclude(ReferenceBenchmark.class.getName())
			.build()).run());
	}

	private static void print(Collection<RunResult> results) {
		Map<String, Double> scores = new LinkedHashMap<>();
		results.forEach((result) -> scores.put(name(result), result.getPrimaryResult().getScore()));
		System.out.printf("%n| benchmark | score | against | ratio |%n|---|---|---|---|%n");
		results.forEach((result) -> {
			String name = name(result);
			String baseline = BASELINES.getOrDefault(name, "");
			Double reference = scores.get(baseline);
			String ratio = (reference != null) ? String.format(Locale.ROOT, "%.2f", scores.get(name) / reference) : "";
			System.out.printf(Locale.ROOT, "| %s | %.1f %s | %s | %s |%n", name, scores.get(name),
					result.getPrimaryResult().getScoreUnit(), (reference != null) ? baseline : "", ratio);
		});
	}

	private static String name(RunResult result) {
		String method = result.getParams().getBenchmark();
		String name = method.substring(method.lastIndexOf('.') + 1);
		StringBuilder named = new StringBuilder(name);
		result.getParams().getParamsKeys().forEach((key) -> named.append(' ').append(result.getParams().getParam(key)));
		return named.toString();
	}

	private static Map<String, String> baselines() {
		Map<String, String> baselines = new LinkedHashMap<>();
		baselines.put("comClassFactory", "springGetBean");
		baselines.put("comClassFactoryByProgId", "springGetBean");
		baselines.put("comPrototypeBean", "springGetBean");
		baselines.put("springObjectProvider", "springGetBean");
		baselines.put("pf4jExtensionFactory", "springGetBean");
		baselines.put("bareMapAndFactory", "springGetBean");
		for (String threads : new String[] { "8", "64" }) {
			baselines.put("activationBy" + threads + "Threads", "activationByOneThread");
			baselines.put("getBeanBy" + threads + "Threads", "getBeanByOneThread");
		}
		baselines.put("callOnObjectFromPointer", "directInterfaceCall");
		baselines.put("getAndCall", "directInterfaceCall");
		baselines.put("recordJackson", "recordByHand");
		baselines.put("lookUp consecutive", "lookUp random");
		baselines.put("resolve 100", "bareHashMap 100");
		baselines.put("resolve 10000", "bareHashMap 10000");
		return baselines;
	}

}
