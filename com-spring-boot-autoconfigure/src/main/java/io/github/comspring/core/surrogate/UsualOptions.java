package io.github.comspring.core.surrogate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that a JVM gets if its application says nothing else. Of most options the
 * JVM takes the last one, so that what an application says wins; these it would not start
 * with beside others, or not heed the others.
 */
final class UsualOptions {

	/** What stands back behind what. */
	private static final Map<Pattern, Pattern> YIELDING = Map.of(
			// A JVM has one collector. What ends alike is an option of one
			Pattern.compile("-XX:\\+Use\\w+GC"), Pattern.compile("-XX:\\+Use(?!MaximumCompaction)\\w+GC"),
			// Would be ignored beside a certain size
			Pattern.compile("-Xmx.*"), Pattern.compile("-XX:MaxRAM(Percentage|Fraction)?=.*"),
			// Other archives than those of class data sharing
			Pattern.compile("-Xshare:auto"), Pattern.compile("-XX:AOT\\w+=.*"));

	/** The largest heap, which must not be smaller than what is asked for. */
	private static final Pattern HEAP = Pattern.compile("-Xmx(\\d{1,15})([kKmMgG]?)");

	private static final Pattern PART_OF_HEAP = Pattern
		.compile("-(?:Xms|XX:(?:Initial|Min|SoftMax)HeapSize=)(\\d{1,15})([kKmMgG]?)");

	private UsualOptions() {
	}

	/**
	 * Returns what is left of the usual options beside those of an application.
	 * @param given the options of the application
	 * @param usual the usual options
	 * @return the usual ones without those that would be in the way
	 */
	static List<String> beside(List<String> given, List<String> usual) {
		List<String> left = new ArrayList<>();
		long least = given.stream().mapToLong((each) -> bytes(PART_OF_HEAP, each)).max().orElse(0);
		for (String each : usual) {
			if (bytes(HEAP, each) > 0 && bytes(HEAP, each) < least) {
				left.add("-Xmx" + least);
			}
			else if (!yields(each, given)) {
				left.add(each);
			}
		}
		return left;
	}

	private static boolean yields(String usual, List<String> given) {
		return YIELDING.entrySet()
			.stream()
			.filter((each) -> each.getKey().matcher(usual).matches())
			.anyMatch((each) -> given.stream().anyMatch((word) -> each.getValue().matcher(word).matches()));
	}

	private static long bytes(Pattern option, String word) {
		Matcher size = option.matcher(word);
		if (!size.matches()) {
			return 0;
		}
		int shift = switch (size.group(2).toLowerCase(Locale.ROOT)) {
			case "g" -> 30;
			case "m" -> 20;
			case "k" -> 10;
			default -> 0;
		};
		return Long.parseLong(size.group(1)) << shift;
	}

}
