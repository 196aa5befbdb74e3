package io.github.comspring.core.reference;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.ProgId;
import io.github.comspring.core.apartment.Apartment;

/**
 * A server for the tests of this package that does nothing but count, with a class that
 * has two interfaces.
 */
final class TestServer implements ClassObject.Server {

	final ReferenceCount references = new ReferenceCount();

	private final boolean keptByClassObjects;

	TestServer(boolean keptByClassObjects) {
		this.keptByClassObjects = keptByClassObjects;
	}

	/**
	 * Returns a class object that is held once, as a look-up returns it.
	 */
	ClassObject held(ClassFactory<?> factory) {
		this.references.acquire();
		return new ClassObject(new CoClass(new Clsid(Guid.random()), new ProgId("Test.Spell.1"), null), factory,
				Apartment.CALLER, this);
	}

	@Override
	public void acquire() {
		this.references.acquire();
	}

	@Override
	public void release() {
		this.references.release();
	}

	@Override
	public boolean isKeptByClassObjects() {
		return this.keptByClassObjects;
	}

	@ComInterface("{6B1B7E54-2C62-4E3B-8A2D-0B1E3E7A6B01}")
	interface Spell {

		String cast();

	}

	@ComInterface("{6B1B7E54-2C62-4E3B-8A2D-0B1E3E7A6B02}")
	interface Scroll {

		int length();

	}

	@ComInterface("{6B1B7E54-2C62-4E3B-8A2D-0B1E3E7A6B03}")
	interface Wand {

	}

	/**
	 * An object with two interfaces that counts how often it was destroyed.
	 */
	static class Fireball implements Spell, Scroll, AutoCloseable {

		volatile int destroyed;

		@Override
		public String cast() {
			return "fire";
		}

		@Override
		public int length() {
			return 4;
		}

		@Override
		public void close() {
			this.destroyed++;
		}

	}

}
