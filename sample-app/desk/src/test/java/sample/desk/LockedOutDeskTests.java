package sample.desk;

import java.util.concurrent.atomic.AtomicReference;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * The desk with less patience than it usually has.
 */
@SpringBootTest(properties = { "comspring.modules.path=target/modules", "comspring.applications.desk.restart-limit=1",
		"comspring.applications.desk.restart-window=1h" })
@AutoConfigureMockMvc
@DirtiesContext
class LockedOutDeskTests {

	@Autowired
	private MockMvc mvc;

	@Test
	@WithMockUser(username = "clerk", roles = "DESK")
	void pageWhenLockedOutThenSaysThatTheDocumentMayBeFine() throws Exception {
		AtomicReference<String> id = new AtomicReference<>();
		this.mvc
			.perform(multipart("/documents").file(new MockMultipartFile("file", DeskTests.document("hostile.pdf")))
				.with(csrf()))
			.andExpect(status().isOk())
			.andDo((result) -> id.set(JsonPath.read(result.getResponse().getContentAsString(), "$.id")));
		this.mvc.perform(get("/documents/{id}/pages/0", id.get()))
			.andExpect(status().isServiceUnavailable())
			.andExpect(jsonPath("$.detail").value(containsString("draws nothing for a short while")))
			.andExpect(jsonPath("$.detail").value(containsString("may be fine")))
			.andExpect(jsonPath("$.detail").value(containsString("OutOfMemoryError")));
	}

}
