package sample.web;

import io.github.comspring.Activation;
import io.github.comspring.ComClass;
import io.github.comspring.security.ActivationPolicy;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * An application that needs clerks, on either stack. Everybody may ask; who gets a clerk
 * is for the activation policy to say.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ClerkController.class, WebApplication.Servlet.class, WebApplication.Reactive.class })
class WebApplication {

	@Bean
	AuthorizationManager<Activation> activationPolicy(ActivationPolicy.Builder policy) {
		policy.classes("Web.Server.*").permitAll();
		policy.anyClass().hasRole("CLERK");
		return policy.build();
	}

	@ComClass(clsid = Places.BEAN, progId = "Web.Bean.1")
	Clerk clerk() {
		return new SecuredClerk();
	}

	private static UserDetails[] users() {
		return new UserDetails[] { user("ann", "CLERK"), user("tim", "TRAINEE"), user("gus", "GUEST") };
	}

	private static UserDetails user(String name, String role) {
		return User.withUsername(name).password("{noop}" + name).roles(role).build();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class Servlet {

		@Bean
		SecurityFilterChain web(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService userDetails() {
			return new InMemoryUserDetailsManager(users());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		@Bean
		SecurityWebFilterChain web(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService userDetails() {
			return new MapReactiveUserDetailsService(users());
		}

	}

}
