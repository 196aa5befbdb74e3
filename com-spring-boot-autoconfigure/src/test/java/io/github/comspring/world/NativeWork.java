package io.github.comspring.world;

import io.github.comspring.ComInterface;

/**
 * What a native library does.
 */
@ComInterface("{7D2E4B90-3C58-4F1A-A6E7-90B1C3D5E7E1}")
public interface NativeWork {

	/** Tells in which process it runs. */
	long pid();

	/**
	 * Works on a number, and returns twice as much.
	 * @param number a number from 0 to 1000
	 */
	long twice(int number);

	/**
	 * Has native code go wrong.
	 * @param how the name of a signal, or "pointer" for one to nowhere
	 */
	void crash(String how);

}
