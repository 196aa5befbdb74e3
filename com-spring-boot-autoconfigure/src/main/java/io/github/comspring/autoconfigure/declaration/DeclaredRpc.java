package io.github.comspring.autoconfigure.declaration;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.orpc.OrpcProperties;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.RpcProperty;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What the properties say of calls between processes.
 *
 * @param properties what they say
 */
public record DeclaredRpc(ComProperties.Rpc properties) {

	private static final DataSize LEAST_MESSAGE = DataSize.ofKilobytes(1);

	private static final DataSize MOST_MESSAGE = DataSize.ofMegabytes(2047);

	/**
	 * Returns the settings of this application.
	 * @return the settings
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	public OrpcSettings settings() {
		return said().settings();
	}

	/**
	 * Returns what the properties say that is not as usual.
	 * @return what they say, of this application and its surrogates
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	public OrpcProperties said() {
		ComProperties.Rpc declared = this.properties;
		ComProperties.Rpc.PerPeer peer = declared.perPeer();
		ComProperties.Rpc.Unintroduced stranger = declared.unintroduced();
		OrpcSettings usual = OrpcSettings.DEFAULT;
		RpcLimits limits = usual.limits();
		Said said = new Said(new EnumMap<>(RpcProperty.class));
		said.time(RpcProperty.CALL_TIMEOUT, declared.callTimeout(), usual.callTimeout());
		said.time(RpcProperty.BIND_TIMEOUT, declared.bindTimeout(), limits.bindTime());
		said.time(RpcProperty.IDLE_TIMEOUT, declared.idleTimeout(), limits.idleTime());
		said.count(RpcProperty.MAX_CALLS_PER_SERVER, declared.maxCallsPerServer(), limits.budgets().callsToServer());
		said.count(RpcProperty.MAX_FRAGMENTS, declared.maxFragments(), limits.fragments());
		said.count(RpcProperty.PER_PEER_MAX_OBJECTS, peer.maxObjects(), usual.objectsOfPeer());
		said.count(RpcProperty.MAX_CONNECTIONS, declared.maxConnections(), 0);
		said.count(RpcProperty.PER_PEER_MAX_CONNECTIONS, peer.maxConnections(), 0);
		said.count(RpcProperty.PER_PEER_MAX_CALLS, peer.maxCalls(), 0);
		said.count(RpcProperty.UNINTRODUCED_MAX_CONNECTIONS, stranger.maxConnections(), 0);
		said.memory(RpcProperty.MAX_REQUEST_MEMORY, declared.maxRequestMemory());
		said.memory(RpcProperty.PER_PEER_MAX_REQUEST_MEMORY, peer.maxRequestMemory());
		said.messageSize(RpcProperty.MAX_MESSAGE_SIZE, declared.maxMessageSize(), limits.reassembledBytes());
		said.messageSize(RpcProperty.UNINTRODUCED_MAX_MESSAGE_SIZE, stranger.maxMessageSize(),
				limits.budgets().strangersMessage());
		return new OrpcProperties(said.values());
	}

	/**
	 * What is said, checked.
	 *
	 * @param values what is said so far
	 */
	private record Said(Map<RpcProperty, Long> values) {

		void count(RpcProperty property, @Nullable Integer number, int usual) {
			if (number != null && number < 1) {
				throw new InvalidComPropertyException(property.key(), Integer.toString(number), "is less than 1",
						"Use a number of at least 1", "Leave it out, for the default");
			}
			put(property, (number != null) ? number : usual, usual);
		}

		void memory(RpcProperty property, @Nullable DataSize size) {
			if (size != null && size.compareTo(LEAST_MESSAGE) < 0) {
				throw new InvalidComPropertyException(property.key(), DeclaredSize.text(size),
						"is less than " + DeclaredSize.text(LEAST_MESSAGE), "Use a size such as 256MB",
						"Leave it out, for a part of the heap");
			}
			put(property, (size != null) ? size.toBytes() : 0, 0);
		}

		void messageSize(RpcProperty property, DataSize size, int usual) {
			if (size.compareTo(LEAST_MESSAGE) < 0 || size.compareTo(MOST_MESSAGE) > 0) {
				throw new InvalidComPropertyException(property.key(), DeclaredSize.text(size),
						"is no size from " + DeclaredSize.text(LEAST_MESSAGE) + " to "
								+ DeclaredSize.text(MOST_MESSAGE),
						"Use a size such as 64MB", "Leave it out, for the default");
			}
			put(property, size.toBytes(), usual);
		}

		void time(RpcProperty property, Duration time, Duration usual) {
			if (time.toMillis() < 1) {
				throw new InvalidComPropertyException(property.key(), time.toString(), "is no time of at least 1 ms",
						"Use a time such as 60s", "Leave it out, for the default");
			}
			put(property, time.toMillis(), usual.toMillis());
		}

		private void put(RpcProperty property, long value, long usual) {
			if (value != usual) {
				this.values.put(property, value);
			}
		}

	}

}
