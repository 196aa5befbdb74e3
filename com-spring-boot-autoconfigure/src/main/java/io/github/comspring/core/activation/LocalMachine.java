package io.github.comspring.core.activation;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of the machine that this process runs on. No name is looked up in the
 * network.
 *
 * @param hostName the machine's own name, possibly with its domain
 */
record LocalMachine(String hostName) {

	/** Texts that {@link InetAddress} reads as addresses, without asking anybody. */
	private static final Pattern ADDRESS = Pattern
		.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

	/**
	 * Returns this machine.
	 * @return the machine with the name that the operating system knows
	 */
	static LocalMachine current() {
		try {
			return new LocalMachine(InetAddress.getLocalHost().getHostName());
		}
		catch (UnknownHostException ex) {
			return new LocalMachine("localhost");
		}
	}

	/**
	 * Tells whether a name means this machine.
	 * @param name a host name, with or without its domain, or an address; it may begin
	 * with two backslashes
	 * @return whether it does
	 */
	boolean isNamed(String name) {
		String bare = (name.startsWith("\\\\") ? name.substring(2) : name).toLowerCase(Locale.ROOT);
		String own = this.hostName.toLowerCase(Locale.ROOT);
		return bare.equals("localhost") || bare.equals(own) || own.startsWith(bare + ".") || isOwnAddress(bare);
	}

	private static boolean isOwnAddress(String name) {
		if (!ADDRESS.matcher(name).matches()) {
			return false;
		}
		try {
			InetAddress address = InetAddress.getByName(name);
			return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
		}
		catch (UnknownHostException | SocketException ex) {
			return false;
		}
	}

}
