package io.github.comspring.core.activation;

import io.github.comspring.ComInterface;
import io.github.comspring.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Interfaces and objects for the tests of this package.
 */
final class Zoo {

	private Zoo() {
	}

	@ComInterface("{5A1C7A00-66D4-4B55-9F0B-0C1B5C0D0A01}")
	interface Walks {

		String walk();

	}

	@ComInterface("{5A1C7A00-66D4-4B55-9F0B-0C1B5C0D0A02}")
	interface Swims {

		String swim();

	}

	@ComInterface("{5A1C7A00-66D4-4B55-9F0B-0C1B5C0D0A03}")
	interface Flies {

	}

	@ComInterface("{5A1C7A00-66D4-4B55-9F0B-0C1B5C0D0A04}")
	interface Feeds {

		String feed();

	}

	/**
	 * Has two of the interfaces.
	 *
	 * @param name where it comes from
	 */
	record Duck(String name) implements Walks, Swims {

		@Override
		public String walk() {
			return this.name;
		}

		@Override
		public String swim() {
			return this.name;
		}

	}

	/**
	 * An outer object that answers for the interfaces of a part of it.
	 */
	static final class Farm implements Walks, Unknown, AutoCloseable {

		io.github.comspring.@Nullable ComPointer<Object> part;

		int closed;

		@Override
		public String walk() {
			return "farm";
		}

		@Override
		public @Nullable Object queryInterface(Class<?> type) {
			return (this.part != null && type.isInstance(this.part.get())) ? this.part.get() : null;
		}

		@Override
		public void close() {
			this.closed++;
			if (this.part != null) {
				this.part.close();
			}
		}

	}

}
