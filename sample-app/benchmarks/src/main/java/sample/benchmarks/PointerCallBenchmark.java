package sample.benchmarks;

import java.util.concurrent.TimeUnit;

import io.github.comspring.Activator;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComClass;
import io.github.comspring.ComPointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Calls an object through a pointer, and directly.
 */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PointerCallBenchmark {

	private static final String ADDER = "{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E03}";

	private ConfigurableApplicationContext context;

	private ComPointer<Adder> pointer;

	private Adder throughPointer;

	private Adder direct;

	private int left = 1;

	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.main.banner-mode=off")
			.run();
		this.pointer = this.context.getBean(Activator.class).createInstance(Clsid.of(ADDER), Adder.class);
		this.throughPointer = this.pointer.get();
		this.direct = new Adder.Plain();
	}

	@TearDown
	public void stop() {
		this.pointer.close();
		SpringApplication.exit(this.context);
	}

	@Benchmark
	public int directInterfaceCall() {
		return this.direct.add(this.left, 2);
	}

	@Benchmark
	public int callOnObjectFromPointer() {
		return this.throughPointer.add(this.left, 2);
	}

	@Benchmark
	public int getAndCall() {
		return this.pointer.get().add(this.left, 2);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@ComClass(clsid = ADDER)
		ClassFactory<Adder> adders() {
			return (type) -> new Adder.Plain();
		}

	}

}
