package sample.desk;

import io.github.comspring.ComInterface;
import io.github.comspring.ComReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for a controller whose reference a test replaces, in a slice of the application
 * and in the whole of it. The class that it names does not exist.
 */
@Timeout(60)
class ReplacedReferenceTests {

	@Nested
	@WebMvcTest(GreetingController.class)
	@AutoConfigureMockMvc(addFilters = false)
	@ContextConfiguration(classes = GreetingController.class)
	class Slice {

		@MockitoBean
		private Greeting greeting;

		@Test
		void referenceWhenReplacedInWebMvcTestThenReplacement(@Autowired MockMvcTester mvc) {
			given(this.greeting.text()).willReturn("Hello");
			assertThat(mvc.get().uri("/greeting")).hasStatusOk().hasBodyTextEqualTo("Hello");
		}

	}

	@Nested
	@SpringBootTest(classes = Whole.Application.class)
	@AutoConfigureMockMvc(addFilters = false)
	class Whole {

		@MockitoBean
		private Greeting greeting;

		@Test
		void referenceWhenReplacedInSpringBootTestThenReplacement(@Autowired MockMvcTester mvc) {
			given(this.greeting.text()).willReturn("Hello");
			assertThat(mvc.get().uri("/greeting")).hasStatusOk().hasBodyTextEqualTo("Hello");
		}

		@Configuration(proxyBeanMethods = false)
		@EnableAutoConfiguration
		@Import(GreetingController.class)
		static class Application {

		}

	}

	@ComInterface("{0D2B7C55-6E43-4C61-9E0B-3B8F5A1D7C90}")
	interface Greeting {

		String text();

	}

	@RestController
	static class GreetingController {

		private final Greeting greeting;

		GreetingController(@ComReference("Desk.Greeting.1") Greeting greeting) {
			this.greeting = greeting;
		}

		@GetMapping("/greeting")
		String greeting() {
			return this.greeting.text();
		}

	}

}
