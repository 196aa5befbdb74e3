package io.github.comspring.autoconfigure;

import java.time.Duration;

import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What the properties say of calls between processes.
 *
 * @param properties what they say
 */
record DeclaredRpc(ComProperties.Rpc properties) {

	private static final DataSize LEAST_MESSAGE = DataSize.ofKilobytes(1);

	private static final DataSize MOST_MESSAGE = DataSize.ofMegabytes(2047);

	/**
	 * Returns the settings.
	 * @return the settings
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	OrpcSettings settings() {
		ComProperties.Rpc declared = this.properties;
		RpcLimits defaults = RpcLimits.DEFAULT;
		RpcLimits limits = new RpcLimits(count("max-connections", declared.maxConnections()), defaults.fragmentSize(),
				count("max-fragments", declared.maxFragments()),
				messageSize("max-message-size", declared.maxMessageSize()),
				time("bind-timeout", declared.bindTimeout()), time("idle-timeout", declared.idleTimeout()),
				defaults.closeTime(), budgets());
		return new OrpcSettings(limits, time("call-timeout", declared.callTimeout()),
				count("per-peer.max-objects", declared.perPeer().maxObjects()));
	}

	private PeerBudgets budgets() {
		ComProperties.Rpc declared = this.properties;
		ComProperties.Rpc.PerPeer peer = declared.perPeer();
		PeerBudgets usual = PeerBudgets.share(declared.maxConnections());
		int connections = count("per-peer.max-connections", peer.maxConnections(), usual.connections());
		long memory = memory("max-request-memory", declared.maxRequestMemory(), usual.memory());
		return new PeerBudgets(count("max-calls-per-server", declared.maxCallsPerServer()), connections,
				count("per-peer.max-calls", peer.maxCalls(), connections),
				count("unintroduced.max-connections", declared.unintroduced().maxConnections(), usual.strangers()),
				messageSize("unintroduced.max-message-size", declared.unintroduced().maxMessageSize()), memory,
				memory("per-peer.max-request-memory", peer.maxRequestMemory(), PeerBudgets.partOf(memory)));
	}

	private static int count(String property, @Nullable Integer number, int usual) {
		return (number != null) ? count(property, number) : usual;
	}

	private static long memory(String property, @Nullable DataSize size, long usual) {
		if (size != null && size.compareTo(LEAST_MESSAGE) < 0) {
			throw new InvalidComPropertyException("comspring.rpc." + property, DeclaredSize.text(size),
					"is less than " + DeclaredSize.text(LEAST_MESSAGE), "Use a size such as 256MB",
					"Leave it out, for a part of the heap");
		}
		return (size != null) ? size.toBytes() : usual;
	}

	private static int count(String property, int number) {
		if (number < 1) {
			throw new InvalidComPropertyException("comspring.rpc." + property, Integer.toString(number),
					"is less than 1", "Use a number of at least 1", "Leave it out, for the default");
		}
		return number;
	}

	private static int messageSize(String property, DataSize size) {
		if (size.compareTo(LEAST_MESSAGE) < 0 || size.compareTo(MOST_MESSAGE) > 0) {
			throw new InvalidComPropertyException("comspring.rpc." + property, DeclaredSize.text(size),
					"is no size from " + DeclaredSize.text(LEAST_MESSAGE) + " to " + DeclaredSize.text(MOST_MESSAGE),
					"Use a size such as 64MB", "Leave it out, for the default");
		}
		return (int) size.toBytes();
	}

	private static Duration time(String property, Duration time) {
		if (time.toMillis() < 1) {
			throw new InvalidComPropertyException("comspring.rpc." + property, time.toString(),
					"is no time of at least 1 ms", "Use a time such as 60s", "Leave it out, for the default");
		}
		return time;
	}

}
