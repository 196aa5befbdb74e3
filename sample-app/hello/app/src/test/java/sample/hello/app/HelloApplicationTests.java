package sample.hello.app;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * The application as it is configured: one greeter is a bean, the other one a jar in a
 * surrogate.
 */
@SpringBootTest(properties = "comspring.modules.path=target/modules")
@AutoConfigureMockMvc
@Timeout(120)
class HelloApplicationTests {

	@Autowired
	private MockMvc mvc;

	@Test
	@WithMockUser(roles = "GUEST")
	void greetThenPoliteFromAnotherProcess() throws Exception {
		String greeting = get("/greetings/ann").andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(JsonPath.<String>read(greeting, "$.text")).isEqualTo("Good day, Ann");
		assertThat(JsonPath.<Number>read(greeting, "$.process").longValue())
			.isNotEqualTo(ProcessHandle.current().pid());
	}

	@Test
	@WithMockUser(roles = "GUEST")
	void greetBrieflyThenFromThisProcess() throws Exception {
		get("/greetings/ann/brief").andExpect(status().isOk())
			.andExpect(jsonPath("$.text").value("Hi ann"))
			.andExpect(jsonPath("$.process").value((int) ProcessHandle.current().pid()));
	}

	@Test
	@WithMockUser
	void classesThenActuatorShowsBoth() throws Exception {
		get("/actuator/comclasses").andExpect(status().isOk())
			.andExpect(jsonPath("$..progId").value(hasItem("Hello.Greeter.1")))
			.andExpect(jsonPath("$..progId").value(hasItem("Hello.BriefGreeter.1")));
	}

	private ResultActions get(String path) throws Exception {
		return this.mvc.perform(MockMvcRequestBuilders.get(path));
	}

}
