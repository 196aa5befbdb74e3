package io.github.comspring.place.served;

/**
 * Looks around.
 */
public final class SurroundingsObject implements Surroundings {

	private final boolean foundInConstructor = findsItself();

	private static boolean findsItself() {
		try {
			ClassLoader loader = Thread.currentThread().getContextClassLoader();
			return Class.forName(SurroundingsObject.class.getName(), false, loader) == SurroundingsObject.class;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	@Override
	public boolean findsItselfInMethod() {
		return findsItself();
	}

	@Override
	public boolean foundItselfInConstructor() {
		return this.foundInConstructor;
	}

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

}
