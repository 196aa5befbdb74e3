package io.github.comspring.core.rpc.pdu;

/**
 * The memory that the message of one connection takes, out of what it shares with others.
 */
public interface MessageMemory {

	/**
	 * Takes memory, which is given back once the message is done with.
	 * @param bytes how much more
	 * @return whether there was so much; if not, nothing was taken
	 */
	boolean take(int bytes);

}
