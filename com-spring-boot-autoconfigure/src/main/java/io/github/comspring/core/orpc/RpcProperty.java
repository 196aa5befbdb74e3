package io.github.comspring.core.orpc;

/**
 * What can be said of calls between processes: the properties below
 * {@code comspring.rpc}, each a number, a time in milliseconds or a size in bytes.
 */
public enum RpcProperty {

	/** How long a call may take. */
	CALL_TIMEOUT("call-timeout"),

	/** How many calls to one process may be under way. */
	MAX_CALLS_PER_SERVER("max-calls-per-server"),

	/** How many connections are accepted. */
	MAX_CONNECTIONS("max-connections"),

	/** How many fragments a message may have. */
	MAX_FRAGMENTS("max-fragments"),

	/** How long the data of a message may be. */
	MAX_MESSAGE_SIZE("max-message-size"),

	/** How much memory the requests of all may take. */
	MAX_REQUEST_MEMORY("max-request-memory"),

	/** How long a client may take to introduce itself. */
	BIND_TIMEOUT("bind-timeout"),

	/** How long a connection may be unused. */
	IDLE_TIMEOUT("idle-timeout"),

	/** How many connections of one process are accepted. */
	PER_PEER_MAX_CONNECTIONS("per-peer.max-connections"),

	/** How many calls of one process may be under way. */
	PER_PEER_MAX_CALLS("per-peer.max-calls"),

	/** How much memory the requests of one process may take. */
	PER_PEER_MAX_REQUEST_MEMORY("per-peer.max-request-memory"),

	/** How many objects of this process another one may hold. */
	PER_PEER_MAX_OBJECTS("per-peer.max-objects"),

	/** How many connections of those are accepted that have not shown who they are. */
	UNINTRODUCED_MAX_CONNECTIONS("unintroduced.max-connections"),

	/** How long the data of their requests may be. */
	UNINTRODUCED_MAX_MESSAGE_SIZE("unintroduced.max-message-size");

	private static final String PREFIX = "comspring.rpc.";

	private final String key;

	RpcProperty(String name) {
		this.key = PREFIX + name;
	}

	/**
	 * Returns the whole name.
	 * @return such as {@code comspring.rpc.call-timeout}
	 */
	public String key() {
		return this.key;
	}

}
