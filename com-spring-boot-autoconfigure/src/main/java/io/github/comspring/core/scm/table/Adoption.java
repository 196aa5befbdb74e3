package io.github.comspring.core.scm.table;

import io.github.comspring.core.rpc.server.Association;
import org.jspecify.annotations.Nullable;

/**
 * A server process of the same user that came by itself: started by hand, or by a service
 * control manager that is gone. It is known by the connections through which it
 * introduced itself, and as a server for as long as they last.
 *
 * @param association the connections
 */
public record Adoption(Association association) implements ServerOrigin {

	@Override
	public @Nullable Launch launch() {
		return null;
	}

	@Override
	public @Nullable String identity() {
		return null;
	}

	@Override
	public boolean speaks(String secret, Association sender) {
		return this.association.equals(sender);
	}

	@Override
	public boolean isReserved(@Nullable Launch own) {
		return false;
	}

}
