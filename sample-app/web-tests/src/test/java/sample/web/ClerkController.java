package sample.web;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.github.comspring.Activator;
import io.github.comspring.ComPointer;
import io.github.comspring.ComReference;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

import org.springframework.security.concurrent.DelegatingSecurityContextExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks a clerk, by an injected reference or by a pointer of the request's own, on the
 * thread of the request or on another one.
 */
@RestController
class ClerkController {

	@ComReference("Web.Bean")
	private Clerk bean;

	@ComReference("Web.Here")
	private Clerk here;

	@ComReference("Web.Process")
	private Clerk process;

	@ComReference("Web.Server")
	private Clerk server;

	private final Activator activator;

	ClerkController(Activator activator) {
		this.activator = activator;
	}

	@GetMapping("/reference/{place}/{method}")
	String callReference(@PathVariable String place, @PathVariable String method) {
		return call(reference(place), method);
	}

	@GetMapping("/pointer/{place}/{method}")
	String callPointer(@PathVariable String place, @PathVariable String method) {
		try (ComPointer<Clerk> pointer = this.activator.createInstance("Web." + place, Clerk.class)) {
			return call(pointer.get(), method);
		}
	}

	@GetMapping("/thread/{place}/{method}")
	String callOnAnotherThread(@PathVariable String place, @PathVariable String method) {
		return CompletableFuture.supplyAsync(() -> callPointer(place, method), (task) -> new Thread(task).start())
			.join();
	}

	@GetMapping("/executor/{place}/{method}")
	String callWithExecutor(@PathVariable String place, @PathVariable String method) {
		Executor threads = new DelegatingSecurityContextExecutor((task) -> new Thread(task).start());
		return CompletableFuture.supplyAsync(() -> callPointer(place, method), threads).join();
	}

	@GetMapping("/snapshot/{place}/{method}")
	String callWithSnapshot(@PathVariable String place, @PathVariable String method) {
		ContextSnapshot snapshot = ContextSnapshotFactory.builder().build().captureAll();
		Executor threads = snapshot.wrapExecutor((task) -> new Thread(task).start());
		return CompletableFuture.supplyAsync(() -> callPointer(place, method), threads).join();
	}

	private Clerk reference(String place) {
		return Map.of("Bean", this.bean, "Here", this.here, "Process", this.process, "Server", this.server).get(place);
	}

	private static String call(Clerk clerk, String method) {
		Function<Runnable, String> done = (call) -> {
			call.run();
			return "done";
		};
		return switch (method) {
			case "client" -> clerk.client();
			case "crash" -> done.apply(clerk::crash);
			case "loseConnection" -> done.apply(clerk::loseConnection);
			case "sign" -> done.apply(clerk::sign);
			default -> throw new IllegalArgumentException(method);
		};
	}

}
