package io.github.comspring.core.orpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls within calls of processes that have as many under way as they may: what has begun
 * can end, and what has not is told so.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class NestedBudgetTests {

	/** How many calls of one peer a process carries out. */
	private static final int CALLS = 6;

	private static final int CONNECTIONS = CALLS + 4;

	private static final int DEPTH = 5;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	/** Holds every outer call until all are under way, and the test has seen it. */
	private final CyclicBarrier all = new CyclicBarrier(CALLS + 1);

	private RemoteCallTests.Bench bench;

	@BeforeEach
	void start() {
		PeerBudgets usual = RpcLimits.DEFAULT.budgets();
		PeerBudgets few = new PeerBudgets(usual.callsToServer(), CONNECTIONS, CALLS, usual.strangers(),
				usual.strangersMessage(), usual.memory(), usual.memoryOfPeer());
		OrpcSettings settings = new OrpcSettings(RpcLimits.DEFAULT.withBudgets(few), Duration.ofSeconds(60));
		ObjectRpc server = this.processes.start("few-server", settings);
		ObjectRpc client = this.processes.start("few-client", settings);
		this.bench = TwoProcesses.remote(server, client, RemoteCallTests.Bench.class,
				new RemoteCallTests.BenchObject());
	}

	private String nest(int depth) {
		return this.bench.ask((question) -> (depth == 0) ? question : nest(depth - 1));
	}

	/**
	 * Begins as many calls as may be under way, each of which goes on by nested ones.
	 */
	private List<FutureTask<String>> outerCalls() {
		List<FutureTask<String>> calls = IntStream.range(0, CALLS)
			.mapToObj((number) -> new FutureTask<>(() -> this.bench.ask((question) -> {
				meet();
				meet();
				return nest(DEPTH);
			})))
			.toList();
		calls.forEach((call) -> new Thread(call, "caller").start());
		meet();
		return calls;
	}

	private void meet() {
		try {
			this.all.await(60, SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The calls are not all there", ex);
		}
	}

	@Test
	void callsThatNestDeepWhenNoMoreMayBeUnderWayThenTheyEnd() throws Exception {
		List<FutureTask<String>> calls = outerCalls();
		meet();
		for (FutureTask<String> call : calls) {
			assertThat(call.get()).isEqualTo("answer?");
		}
	}

	@Test
	void outerCallWhenNoMoreMayBeUnderWayThenTooBusyAndTheOthersEnd() throws Exception {
		List<FutureTask<String>> calls = outerCalls();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.bench.add(1, 2))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_SERVER_TOO_BUSY));
		meet();
		for (FutureTask<String> call : calls) {
			assertThat(call.get()).isEqualTo("answer?");
		}
		assertThat(this.bench.add(1, 2)).isEqualTo(3);
	}

}
