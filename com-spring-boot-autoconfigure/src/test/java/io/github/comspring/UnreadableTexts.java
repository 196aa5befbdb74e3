package io.github.comspring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts that nobody should have to read, and some that one may.
 */
final class UnreadableTexts {

	private final Logger logger = System.getLogger("test");

	String unreadable(Key key, Plain plain) {
		String texts = "key " + key + new Key[0] + Stream.of(key);
		texts += plain + " and " + List.of(key);
		texts += plain;
		this.logger.log(Level.INFO, "{0}", key);
		return texts + key.name() + new Readable("x") + List.of(new Readable("y")) + 1;
	}

	record Key(String name) {
	}

	static final class Plain {

	}

	record Readable(String name) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
