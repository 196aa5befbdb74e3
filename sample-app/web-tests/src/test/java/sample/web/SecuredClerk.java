package sample.web;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * A clerk that knows for whom it works.
 */
class SecuredClerk extends ClerkObject {

	@Override
	public String client() {
		Authentication client = SecurityContextHolder.getContext().getAuthentication();
		return (client != null) ? client.getName() + " " + client.isAuthenticated() : "nobody";
	}

}
