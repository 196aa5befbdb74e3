package sample.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activator;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComClass;
import io.github.comspring.ComPointer;
import io.github.comspring.security.ActivationPolicy;
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
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.ExtensionFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Creates an object and lets it go: through the activator, guarded by a policy that asks
 * for an authenticated caller, and through its peers.
 */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ActivationBenchmark {

	private static final String FACTORY_CLASS = "{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E01}";

	private static final String PROTOTYPE_CLASS = "{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E02}";

	private final Clsid factoryClass = Clsid.of(FACTORY_CLASS);

	private final Clsid prototypeClass = Clsid.of(PROTOTYPE_CLASS);

	private final ExtensionFactory extensionFactory = new DefaultExtensionFactory();

	private final Map<Clsid, Supplier<Adder>> bareMap = Map.of(this.factoryClass, Adder.Plain::new);

	private ConfigurableApplicationContext context;

	private Activator activator;

	private BeanFactory beanFactory;

	private ObjectProvider<Adder.Plain> provider;

	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.main.banner-mode=off")
			.run();
		this.activator = this.context.getBean(Activator.class);
		this.beanFactory = this.context.getBeanFactory();
		this.provider = this.context.getBeanProvider(Adder.Plain.class);
		SecurityContextHolder.getContext()
			.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("clerk", null,
					AuthorityUtils.createAuthorityList("ROLE_DESK")));
	}

	@TearDown
	public void stop() {
		SecurityContextHolder.clearContext();
		SpringApplication.exit(this.context);
	}

	@Benchmark
	public int comClassFactory() {
		try (ComPointer<Adder> adder = this.activator.createInstance(this.factoryClass, Adder.class)) {
			return adder.get().add(1, 2);
		}
	}

	@Benchmark
	public int comClassFactoryByProgId() {
		try (ComPointer<Adder> adder = this.activator.createInstance("Benchmark.Adder", Adder.class)) {
			return adder.get().add(1, 2);
		}
	}

	@Benchmark
	public int comPrototypeBean() {
		try (ComPointer<Adder> adder = this.activator.createInstance(this.prototypeClass, Adder.class)) {
			return adder.get().add(1, 2);
		}
	}

	@Benchmark
	public int springGetBean() {
		return this.beanFactory.getBean("prototypeAdder", Adder.class).add(1, 2);
	}

	@Benchmark
	public int springObjectProvider() {
		return this.provider.getObject().add(1, 2);
	}

	@Benchmark
	public int pf4jExtensionFactory() {
		return this.extensionFactory.create(Adder.Plain.class).add(1, 2);
	}

	@Benchmark
	public int bareMapAndFactory() {
		return this.bareMap.get(this.factoryClass).get().add(1, 2);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		AuthorizationManager<Activation> activationPolicy(ActivationPolicy.Builder policy) {
			policy.anyClass().mayActivate().authenticated();
			return policy.build();
		}

		@ComClass(clsid = PROTOTYPE_CLASS)
		Adder.Plain prototypeAdder() {
			return new Adder.Plain();
		}

		@Bean
		@ComClass(clsid = FACTORY_CLASS, progId = "Benchmark.Adder.1")
		ClassFactory<Adder> adders() {
			return (type) -> new Adder.Plain();
		}

	}

}
