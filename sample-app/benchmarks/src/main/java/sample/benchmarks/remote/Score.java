package sample.benchmarks.remote;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;

/**
 * One number of {@link RemoteCallBenchmark}: the median in microseconds for one caller,
 * calls per second for more.
 */
record Score(Operation operation, PeerKind peer, int callers, double value) {

	static Score of(RunResult result) {
		double value = (result.getParams().getMode() == Mode.SampleTime)
				? result.getPrimaryResult().getStatistics().getPercentile(50) : result.getPrimaryResult().getScore();
		return new Score(Operation.valueOf(result.getParams().getParam("operation")),
				PeerKind.valueOf(result.getParams().getParam("peer")), result.getParams().getThreads(), value);
	}

	/**
	 * Reads what {@link #toLine()} returned.
	 * @param line the line
	 * @return the score
	 */
	static Score parse(String line) {
		String[] parts = line.split(" ");
		return new Score(Operation.valueOf(parts[0]), PeerKind.valueOf(parts[1]), Integer.parseInt(parts[2]),
				Double.parseDouble(parts[3]));
	}

	/**
	 * Returns this score as a line for another process.
	 * @return the line
	 */
	String toLine() {
		return this.operation + " " + this.peer + " " + this.callers + " " + this.value;
	}

}
