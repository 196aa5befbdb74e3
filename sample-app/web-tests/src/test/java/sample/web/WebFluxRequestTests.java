package sample.web;

import org.springframework.boot.WebApplicationType;

/**
 * Requests in WebFlux, where Reactor propagates its context.
 */
class WebFluxRequestTests extends RequestTests {

	WebFluxRequestTests() {
		super(WebApplicationType.REACTIVE);
	}

}
