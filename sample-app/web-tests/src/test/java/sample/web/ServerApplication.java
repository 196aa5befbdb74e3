package sample.web;

import io.github.comspring.Activation;
import io.github.comspring.ComClass;
import io.github.comspring.security.ActivationPolicy;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;

/**
 * An application that serves clerks in a process of its own, and has its own policy.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServerApplication {

	/**
	 * Starts the server.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		new SpringApplicationBuilder(ServerApplication.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Bean
	AuthorizationManager<Activation> activationPolicy(ActivationPolicy.Builder policy) {
		policy.anyClass().localProcess();
		policy.anyClass().mayActivate().hasAnyRole("CLERK", "TRAINEE");
		policy.anyClass().mayAccess().access((client, activation) -> {
			String method = String.valueOf(activation.method());
			return AuthorityAuthorizationManager.hasAnyRole(method.equals("sign") ? "MANAGER" : "CLERK")
				.authorize(client, activation);
		});
		return policy.build();
	}

	@ComClass(clsid = Places.SERVER, progId = "Web.Server.1")
	Clerk clerk() {
		return new SecuredClerk() {

			@Override
			public void loseConnection() {
				throw new AccessDeniedException("not on Sundays");
			}

		};
	}

}
