package io.github.comspring.core.orpc.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that this process shares with others, by where they listen. Safe from any
 * thread.
 */
public final class SharedSecrets {

	private final ConcurrentMap<Endpoint, Shared> secrets = new ConcurrentHashMap<>();

	/**
	 * Adds a secret, instead of that of whoever listened at the endpoint before.
	 * @param endpoint where the other process listens
	 * @param process the number of that process, or 0 if it is not known
	 * @param secret the secret
	 */
	public void put(Endpoint endpoint, long process, String secret) {
		this.secrets.put(endpoint, new Shared(process, secret));
	}

	/**
	 * Finds a secret.
	 * @param endpoint where the other process listens
	 * @return the secret, or {@code null} if this process shares none with it
	 */
	public @Nullable String find(Endpoint endpoint) {
		Shared shared = this.secrets.get(endpoint);
		return (shared != null) ? shared.secret : null;
	}

	/**
	 * Forgets the secret of a process that has ended. That of its successor at the same
	 * endpoint stays.
	 * @param process the number of the process, not 0
	 * @return where it listened, or {@code null} if there was no secret
	 */
	public @Nullable Endpoint forget(long process) {
		for (Map.Entry<Endpoint, Shared> each : this.secrets.entrySet()) {
			if (each.getValue().process == process && this.secrets.remove(each.getKey(), each.getValue())) {
				return each.getKey();
			}
		}
		return null;
	}

	/**
	 * A secret.
	 *
	 * @param process with whom
	 * @param secret the secret
	 */
	private record Shared(long process, String secret) {
	}

}
