package sample.web;

import org.springframework.boot.WebApplicationType;

/**
 * Requests in Spring MVC.
 */
class MvcRequestTests extends RequestTests {

	MvcRequestTests() {
		super(WebApplicationType.SERVLET);
	}

}
