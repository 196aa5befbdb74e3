package io.github.comspring.core.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * A server that takes more memory than it is given.
 */
final class HungryServer {

	private HungryServer() {
	}

	public static void main(String[] args) {
		List<byte[]> taken = new ArrayList<>();
		while (true) {
			taken.add(new byte[1 << 20]);
		}
	}

}
