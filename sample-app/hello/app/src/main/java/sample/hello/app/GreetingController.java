package sample.hello.app;

import io.github.comspring.ComReference;
import sample.hello.Greeter;
import sample.hello.Greeting;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Greets, and does not know where the greeters run.
 */
@RestController
class GreetingController {

	private final Greeter polite;

	private final Greeter brief;

	GreetingController(@ComReference("Hello.Greeter.1") Greeter polite,
			@ComReference("Hello.BriefGreeter.1") Greeter brief) {
		this.polite = polite;
		this.brief = brief;
	}

	@GetMapping("/greetings/{name}")
	Greeting greet(@PathVariable String name) {
		return this.polite.greet(name);
	}

	@GetMapping("/greetings/{name}/brief")
	Greeting greetBriefly(@PathVariable String name) {
		return this.brief.greet(name);
	}

}
