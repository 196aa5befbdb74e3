package sample.hello.greeter;

import io.github.comspring.ComPointer;
import io.github.comspring.test.ComModuleExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sample.hello.Greeter;
import sample.hello.Greeting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The module in the process of its client and in a surrogate.
 */
@Timeout(120)
class GreeterModuleTests {

	@RegisterExtension
	static final ComModuleExtension module = ComModuleExtension.ofClasses(GreeterModule.class, Greeter.class);

	@Test
	void greetWhenInProcessThenPoliteHere() {
		try (ComPointer<Greeter> greeter = module.inProcess().createInstance(GreeterModule.GREETER, Greeter.class)) {
			assertThat(greeter.get().greet("ann"))
				.isEqualTo(new Greeting("Good day, Ann", ProcessHandle.current().pid()));
		}
	}

	@Test
	void greetWhenInSurrogateThenPoliteElsewhere() {
		try (ComPointer<Greeter> greeter = module.inSurrogate().createInstance(GreeterModule.GREETER, Greeter.class)) {
			Greeting greeting = greeter.get().greet("ann");
			assertThat(greeting.text()).isEqualTo("Good day, Ann");
			assertThat(greeting.process()).isNotEqualTo(ProcessHandle.current().pid());
		}
	}

}
