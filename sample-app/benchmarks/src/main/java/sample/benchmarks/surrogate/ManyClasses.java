package sample.benchmarks.surrogate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import sample.benchmarks.Adder;
import sample.benchmarks.Median;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Many classes of one application, which share a surrogate.
 *
 * @param classes the classes
 */
record ManyClasses(List<Clsid> classes) {

	/**
	 * Names classes that nobody else has.
	 * @param count how many
	 */
	ManyClasses(int count) {
		this(IntStream.range(0, count)
			.mapToObj((i) -> Clsid.of(String.format("{8D7E64B0-5D0C-4A39-8D0B-1A6D0C40%04X}", i)))
			.toList());
	}

	/**
	 * Returns the configuration of the classes.
	 * @param jar the jar that implements them all
	 * @return arguments of the client
	 */
	List<String> arguments(Path jar) {
		List<String> arguments = new ArrayList<>();
		for (Clsid each : this.classes) {
			String name = "--comspring.classes[" + each + "].";
			arguments.addAll(
					List.of(name + "in-process-server=" + jar, name + "context=surrogate", name + "application=many"));
		}
		return arguments;
	}

	/**
	 * Activates an object of each class, the first of which has the surrogate launched,
	 * and prints how long that took.
	 * @param client the application
	 */
	void measure(ConfigurableApplicationContext client) {
		Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
		List<ComPointer<Adder>> pointers = new ArrayList<>();
		List<Double> millis = new ArrayList<>();
		for (Clsid each : this.classes) {
			long start = System.nanoTime();
			pointers.add(client.getBean(Activator.class).createInstance(each, Adder.class));
			pointers.get(pointers.size() - 1).get().add(1, 2);
			millis.add((System.nanoTime() - start) / 1e6);
		}
		long processes = ProcessHandle.current().children().filter((child) -> !before.contains(child)).count();
		pointers.forEach(ComPointer::close);
		System.out.printf(Locale.ROOT,
				"%n%d classes of one application: %d launch(es), the first class %.0f ms, "
						+ "all others %.0f ms, each of them %.1f ms (median)%n",
				millis.size(), processes, millis.get(0), millis.stream().skip(1).mapToDouble(Double::doubleValue).sum(),
				Median.of(millis.subList(1, millis.size())));
	}

}
