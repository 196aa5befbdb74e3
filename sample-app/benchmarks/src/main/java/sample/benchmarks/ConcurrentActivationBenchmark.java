package sample.benchmarks;

import java.util.concurrent.TimeUnit;

import io.github.comspring.Activator;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * How many objects of one class the threads of one application create and let go
 * together: as many times more than one thread does as there are cores, if they do not
 * hinder each other.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConcurrentActivationBenchmark {

	private ConfigurableApplicationContext context;

	private Activator activator;

	private BeanFactory beanFactory;

	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(ActivationBenchmark.Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.main.banner-mode=off")
			.run();
		this.activator = this.context.getBean(Activator.class);
		this.beanFactory = this.context.getBeanFactory();
	}

	@TearDown
	public void stop() {
		SpringApplication.exit(this.context);
	}

	@Benchmark
	public int activationByOneThread(Clerk clerk) {
		return activate();
	}

	@Benchmark
	@Threads(8)
	public int activationBy8Threads(Clerk clerk) {
		return activate();
	}

	@Benchmark
	@Threads(64)
	public int activationBy64Threads(Clerk clerk) {
		return activate();
	}

	@Benchmark
	public int getBeanByOneThread() {
		return getBean();
	}

	@Benchmark
	@Threads(8)
	public int getBeanBy8Threads() {
		return getBean();
	}

	@Benchmark
	@Threads(64)
	public int getBeanBy64Threads() {
		return getBean();
	}

	private int activate() {
		try (ComPointer<Adder> adder = this.activator.createInstance("Benchmark.Adder", Adder.class)) {
			return adder.get().add(1, 2);
		}
	}

	private int getBean() {
		return this.beanFactory.getBean("prototypeAdder", Adder.class).add(1, 2);
	}

	/**
	 * The caller, on each thread.
	 */
	@State(Scope.Thread)
	public static class Clerk {

		@Setup
		public void login() {
			SecurityContextHolder.getContext()
				.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("clerk", null,
						AuthorityUtils.createAuthorityList("ROLE_DESK")));
		}

		@TearDown
		public void logout() {
			SecurityContextHolder.clearContext();
		}

	}

}
