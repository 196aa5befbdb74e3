package io.github.comspring.security;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Callers from other processes.
 */
final class Callers {

	private Callers() {
	}

	static Caller trusted(@Nullable String user) {
		return caller(new Peer(Origin.LOCAL, user, null), true);
	}

	static Caller untrusted(@Nullable String user) {
		return caller(new Peer(Origin.LOCAL, user, null), false);
	}

	private static Caller caller(Peer peer, boolean trusted) {
		return new Caller(1, peer, trusted, false, AuthenticationLevel.CONNECT, new Connections(peer));
	}

	private record Connections(Peer peer) implements Association {

		@Override
		public int id() {
			return 1;
		}

		@Override
		public @Nullable Object principal() {
			return null;
		}

	}

}
