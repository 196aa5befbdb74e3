package io.github.comspring.core.orpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcLimits;

/**
 * What is said of the object RPC of an application, and holds in its surrogates, too.
 * What is not said is usual, or a part of what the process itself has: its connections,
 * its heap.
 *
 * @param said what is said
 */
public record OrpcProperties(Map<RpcProperty, Long> said) {

	/** Those that wait to introduce themselves are at most this part of what connects. */
	private static final int PART_OF_STRANGERS = 9;

	/** So that one message can be there twice, as bytes and as what they say. */
	private static final int PART_OF_MESSAGE = 3;

	/**
	 * Copies what is said.
	 */
	public OrpcProperties {
		said = Map.copyOf(said);
	}

	/**
	 * Reads what the launcher of this process has said, as system properties.
	 * @return what they say
	 */
	public static OrpcProperties ofThisProcess() {
		Map<RpcProperty, Long> found = new EnumMap<>(RpcProperty.class);
		for (RpcProperty each : RpcProperty.values()) {
			Long value = Long.getLong(each.key());
			if (value != null) {
				found.put(each, value);
			}
		}
		return new OrpcProperties(found);
	}

	/**
	 * Returns the options of a JVM whose process is to be told the same.
	 * @return system properties for {@link #ofThisProcess()}
	 */
	public List<String> options() {
		List<String> options = new ArrayList<>();
		for (RpcProperty each : RpcProperty.values()) {
			Long value = this.said.get(each);
			if (value != null) {
				options.add("-D" + each.key() + "=" + value);
			}
		}
		return options;
	}

	/**
	 * Returns what holds in a process that may have less than the one that this was said
	 * of: what its own memory does not allow is not promised.
	 * @param most how many connections there is memory for, with those of clients that
	 * have not said who they are
	 * @return what holds there
	 */
	public OrpcProperties within(int most) {
		PeerBudgets usual = PeerBudgets.share(connections());
		long strangers = Math.min(value(RpcProperty.UNINTRODUCED_MAX_CONNECTIONS, usual.strangers()),
				Math.max(1, most / PART_OF_STRANGERS));
		long memory = Math.min(value(RpcProperty.MAX_REQUEST_MEMORY, usual.memory()), usual.memory());
		long ofPeer = Math.min(value(RpcProperty.PER_PEER_MAX_REQUEST_MEMORY, PeerBudgets.partOf(memory)), memory);
		long message = Math.min(RpcLimits.DEFAULT.reassembledBytes(),
				Runtime.getRuntime().maxMemory() / PART_OF_MESSAGE);
		Map<RpcProperty, Long> within = new EnumMap<>(RpcProperty.class);
		within.putAll(this.said);
		within.put(RpcProperty.UNINTRODUCED_MAX_CONNECTIONS, strangers);
		within.put(RpcProperty.MAX_CONNECTIONS, Math.min(connections(), Math.max(1, most - strangers)));
		within.put(RpcProperty.MAX_REQUEST_MEMORY, memory);
		within.put(RpcProperty.PER_PEER_MAX_REQUEST_MEMORY, ofPeer);
		within.putIfAbsent(RpcProperty.MAX_MESSAGE_SIZE, message);
		return new OrpcProperties(within);
	}

	/**
	 * Returns the settings of this process if this holds for it.
	 * @return the settings
	 * @throws IllegalArgumentException if a number is out of its range
	 */
	public OrpcSettings settings() {
		RpcLimits usual = RpcLimits.DEFAULT;
		RpcLimits limits = new RpcLimits(connections(), usual.fragmentSize(),
				number(RpcProperty.MAX_FRAGMENTS, usual.fragments()),
				number(RpcProperty.MAX_MESSAGE_SIZE, usual.reassembledBytes()),
				time(RpcProperty.BIND_TIMEOUT, usual.bindTime()), time(RpcProperty.IDLE_TIMEOUT, usual.idleTime()),
				usual.closeTime(), budgets());
		return new OrpcSettings(limits, time(RpcProperty.CALL_TIMEOUT, OrpcSettings.DEFAULT.callTimeout()),
				number(RpcProperty.PER_PEER_MAX_OBJECTS, OrpcSettings.OBJECTS_OF_PEER));
	}

	private PeerBudgets budgets() {
		PeerBudgets usual = PeerBudgets.share(connections());
		int ofPeer = number(RpcProperty.PER_PEER_MAX_CONNECTIONS, usual.connections());
		long memory = value(RpcProperty.MAX_REQUEST_MEMORY, usual.memory());
		return new PeerBudgets(number(RpcProperty.MAX_CALLS_PER_SERVER, usual.callsToServer()), ofPeer,
				number(RpcProperty.PER_PEER_MAX_CALLS, ofPeer),
				number(RpcProperty.UNINTRODUCED_MAX_CONNECTIONS, usual.strangers()),
				number(RpcProperty.UNINTRODUCED_MAX_MESSAGE_SIZE, usual.strangersMessage()), memory,
				value(RpcProperty.PER_PEER_MAX_REQUEST_MEMORY, PeerBudgets.partOf(memory)));
	}

	private int connections() {
		return number(RpcProperty.MAX_CONNECTIONS, RpcLimits.DEFAULT.connections());
	}

	private int number(RpcProperty property, int usual) {
		return Math.toIntExact(value(property, usual));
	}

	private Duration time(RpcProperty property, Duration usual) {
		return Duration.ofMillis(value(property, usual.toMillis()));
	}

	private long value(RpcProperty property, long usual) {
		Long value = this.said.get(property);
		return (value != null) ? value : usual;
	}

}
