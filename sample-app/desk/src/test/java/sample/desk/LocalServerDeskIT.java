package sample.desk;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * The desk with its rasterizer in a server process, by one property.
 */
@SpringBootTest(properties = { "comspring.classes.[Desk.PageRasterizer.1].context=local-server",
		"comspring.modules.path=target/modules", "desk.servers=target/servers",
		"desk.server-arguments=--comspring.server.idle-timeout=1s" })
@AutoConfigureMockMvc
class LocalServerDeskIT {

	@Autowired
	private MockMvc mvc;

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void uploadThenDrawnInAProcessThatStartsOnceAndEndsWhenIdle() throws Exception {
		AtomicReference<String> id = new AtomicReference<>();
		upload("brochure.pdf").andExpect(status().isOk())
			.andExpect(jsonPath("$.pages").value(3))
			.andDo((result) -> id.set(JsonPath.read(result.getResponse().getContentAsString(), "$.id")));
		ProcessHandle server = server(id.get(), 0);
		assertThat(server(id.get(), 1)).isEqualTo(server).isNotEqualTo(ProcessHandle.current());
		upload("damaged.pdf").andExpect(status().isUnprocessableContent())
			.andExpect(jsonPath("$.detail").value(containsString("damaged")));
		assertThat(server.onExit()).succeedsWithin(Duration.ofMinutes(2));
	}

	@Test
	@WithMockUser(username = "guest", roles = "GUEST")
	void uploadWhenGuestThenRefusedBeforeAnythingIsStarted() throws Exception {
		upload("brochure.pdf").andExpect(status().isForbidden())
			.andExpect(jsonPath("$.detail").value(containsString("guest may not activate")));
	}

	private ProcessHandle server(String document, int page) throws Exception {
		AtomicReference<String> processId = new AtomicReference<>();
		this.mvc.perform(get("/documents/{id}/pages/{page}", document, page))
			.andExpect(status().isOk())
			.andDo((result) -> processId.set(result.getResponse().getHeader("X-Process-Id")));
		return ProcessHandle.of(Long.parseLong(processId.get())).orElseThrow();
	}

	private ResultActions upload(String name) throws Exception {
		return this.mvc.perform(
				multipart("/documents").file(new MockMultipartFile("file", DeskTests.document(name))).with(csrf()));
	}

}
