package sample.benchmarks;

import io.github.comspring.ComInterface;

/**
 * The interface that all peers call.
 */
@ComInterface("{3F1B33E0-6C0B-4E7E-9B5A-2B5B0F7C1D10}")
public interface Adder {

	int add(int left, int right);

	/**
	 * The class that all peers instantiate.
	 */
	final class Plain implements Adder {

		@Override
		public int add(int left, int right) {
			return left + right;
		}

	}

}
