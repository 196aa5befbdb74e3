package sample.benchmarks;

import java.util.List;

/**
 * The value in the middle.
 */
public final class Median {

	private Median() {
	}

	/**
	 * Returns the value in the middle.
	 * @param values some values
	 * @return the median, not a number if there are none
	 */
	public static double of(List<Double> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
	}

}
