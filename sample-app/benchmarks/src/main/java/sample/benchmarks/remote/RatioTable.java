package sample.benchmarks.remote;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The scores of all peers, a row for each peer and operation, each number also as a
 * multiple of what the raw unix socket reached.
 */
final class RatioTable {

	private final Map<Row, Map<Integer, Double>> rows;

	RatioTable(Collection<Score> scores) {
		this.rows = scores.stream()
			.collect(Collectors.groupingBy((score) -> new Row(score.operation(), score.peer()), TreeMap::new,
					Collectors.toMap(Score::callers, Score::value)));
	}

	void print(PrintStream out) {
		out.println();
		out.println(
				"Each ratio is to the raw unix socket: of latencies a small one is good, of throughputs a large one.");
		out.println();
		out.println("| operation | peer | 1 caller, median us | ratio | 8 callers, calls/s | ratio "
				+ "| 64 callers, calls/s | ratio |");
		out.println("|---|---|---|---|---|---|---|---|");
		this.rows.keySet()
			.forEach((row) -> out.println("| " + row.operation() + " | " + row.peer() + cells(row, 1, "%.1f")
					+ cells(row, 8, "%.0f") + cells(row, 64, "%.0f") + " |"));
	}

	private String cells(Row row, int callers, String format) {
		Double score = this.rows.get(row).get(callers);
		Double floor = this.rows.getOrDefault(row.floor(), Map.of()).get(callers);
		return " | " + ((score != null) ? String.format(Locale.ROOT, format, score) : "") + " | "
				+ ((score != null && floor != null) ? String.format(Locale.ROOT, "%.2f", score / floor) : "");
	}

	private record Row(Operation operation, PeerKind peer) implements Comparable<Row> {

		Row floor() {
			return new Row(this.operation, PeerKind.RAW_UNIX);
		}

		@Override
		public int compareTo(Row other) {
			int byOperation = this.operation.compareTo(other.operation);
			return (byOperation != 0) ? byOperation : this.peer.compareTo(other.peer);
		}

	}

}
