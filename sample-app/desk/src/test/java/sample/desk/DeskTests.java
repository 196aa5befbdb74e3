package sample.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Tests for the desk's web side, with the real rasterizer.
 */
@SpringBootTest(properties = "comspring.modules.path=target/modules")
@AutoConfigureMockMvc
class DeskTests {

	@Autowired
	private MockMvc mvc;

	@Autowired
	private AuditEventRepository auditEvents;

	@Test
	void uploadWhenNotSignedInThenRefused() throws Exception {
		upload("brochure.pdf").andExpect(status().isUnauthorized());
	}

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void uploadWhenClerkThenPagesAreDrawn() throws Exception {
		AtomicReference<String> id = new AtomicReference<>();
		upload("brochure.pdf").andExpect(status().isOk())
			.andExpect(jsonPath("$.pages").value(3))
			.andDo((result) -> id.set(JsonPath.read(result.getResponse().getContentAsString(), "$.id")));
		this.mvc.perform(get("/documents/{id}/pages/2", id.get()))
			.andExpect(status().isOk())
			.andExpect(content().contentType("image/png"))
			.andExpect(header().string("X-Process-Id", not(Long.toString(ProcessHandle.current().pid()))))
			.andExpect((result) -> assertThat(result.getResponse().getContentAsByteArray()).startsWith(0x89, 'P', 'N',
					'G'));
		this.mvc.perform(get("/documents/{id}/pages/3", id.get()))
			.andExpect(status().isUnprocessableContent())
			.andExpect(jsonPath("$.detail").value(containsString("no page 4")));
	}

	@Test
	@WithMockUser(username = "guest", roles = "GUEST")
	void uploadWhenGuestThenAccessDeniedAndAuditNamesClassAndRule() throws Exception {
		upload("brochure.pdf").andExpect(status().isForbidden())
			.andExpect(jsonPath("$.detail").value(containsString("E_ACCESSDENIED")))
			.andExpect(jsonPath("$.detail").value(containsString("guest")))
			.andExpect(jsonPath("$.detail").value(containsString("Desk.PageRasterizer.1")));
		assertThat(this.auditEvents.find("guest", null, null)).last().satisfies((event) -> {
			assertThat(event.getData().toString()).contains("Desk.PageRasterizer.1")
				.contains("{0E6C2A4B-7D1F-4B43-9C55-6A5B8B1F7D21}")
				.contains("DESK");
		});
	}

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void uploadWhenDamagedThenClearMessage() throws Exception {
		upload("damaged.pdf").andExpect(status().isUnprocessableContent())
			.andExpect(jsonPath("$.detail").value(containsString("damaged")));
	}

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void uploadWhenBombThenClearMessage() throws Exception {
		upload("bomb.pdf").andExpect(status().isUnprocessableContent())
			.andExpect(jsonPath("$.detail").value(containsString("unpacks to more than")));
	}

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void uploadWhenIndexCardThenReadBesideTheVersionOfTheDesk() throws Exception {
		upload("/cards", "brochure.yaml").andExpect(status().isOk())
			.andExpect(jsonPath("$.card.entries.drawer").value("B 12"))
			.andExpect(jsonPath("$.card.library").value("SnakeYAML 1.33"))
			.andExpect(jsonPath("$.ownLibrary").value(startsWith("SnakeYAML 2.")));
		upload("/cards", "damaged.pdf").andExpect(status().isUnprocessableContent())
			.andExpect(jsonPath("$.detail").value(containsString("no YAML")));
	}

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void pageWhenUnknownDocumentThenSaysWhatToDo() throws Exception {
		this.mvc.perform(get("/documents/nobody/pages/0"))
			.andExpect(status().isNotFound())
			.andExpect(jsonPath("$.detail").value(containsString("Upload it again")));
	}

	@Test
	@WithMockUser(username = "operator", roles = "OPERATOR")
	void comclassesWhenOperatorThenShowsTheRasterizer() throws Exception {
		this.mvc.perform(get("/actuator/comclasses/Desk.PageRasterizer"))
			.andExpect(status().isOk())
			.andExpect(jsonPath("$.progId").value("Desk.PageRasterizer.1"))
			.andExpect(jsonPath("$.registry.inProcessServer").value(containsString("rasterizer.jar")));
		this.mvc.perform(get("/actuator/comregistry")).andExpect(status().isOk());
	}

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void comclassesWhenClerkThenForbidden() throws Exception {
		this.mvc.perform(get("/actuator/comclasses")).andExpect(status().isForbidden());
	}

	private ResultActions upload(String name) throws Exception {
		return upload("/documents", name);
	}

	private ResultActions upload(String path, String name) throws Exception {
		return this.mvc.perform(multipart(path).file(new MockMultipartFile("file", document(name)))
			.header("X-Requested-With", "XMLHttpRequest")
			.with(csrf()));
	}

	static byte[] document(String name) throws IOException {
		return Files.readAllBytes(Path.of("documents", name));
	}

}
