package io.github.comspring.core.orpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

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

/**
 * Calls within calls do not wait for the connections of the outer ones, which wait for
 * them.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class NestedCallTests {

	/** How many calls at once one process makes to another one, but for nested ones. */
	private static final int CALLS = 4;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	/** Holds every outer call until as many are under way as can be. */
	private final CyclicBarrier allTaken = new CyclicBarrier(CALLS);

	private RemoteCallTests.Bench bench;

	@BeforeEach
	void start() {
		PeerBudgets usual = RpcLimits.DEFAULT.budgets();
		PeerBudgets few = new PeerBudgets(CALLS, usual.connections(), usual.calls(), usual.strangers(),
				usual.strangersMessage(), usual.memory(), usual.memoryOfPeer());
		OrpcSettings settings = new OrpcSettings(RpcLimits.DEFAULT.withBudgets(few), Duration.ofSeconds(20));
		ObjectRpc server = this.processes.start("nested-server", settings);
		ObjectRpc client = this.processes.start("nested-client", settings);
		this.bench = TwoProcesses.remote(server, client, RemoteCallTests.Bench.class,
				new RemoteCallTests.BenchObject());
	}

	@Test
	void callbackThatCallsBackWhenOuterCallsHaveAllConnectionsThenAnswers() throws Exception {
		assertThat(inThreads(() -> this.bench.ask((question) -> {
			meet();
			return question + " " + this.bench.add(20, 22);
		}))).containsOnly("answer? 42");
	}

	@Test
	void callbackWithinCallbackWhenOuterCallsHaveAllConnectionsThenAnswers() throws Exception {
		assertThat(inThreads(() -> this.bench.ask((question) -> {
			meet();
			return question + this.bench.ask((inner) -> " " + this.bench.add(20, 22));
		}))).containsOnly("answer? 42");
	}

	private void meet() {
		try {
			this.allTaken.await(60, SECONDS);
		}
		catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
			throw new IllegalStateException("The outer calls are not all there", ex);
		}
	}

	/**
	 * Calls twice as often at once as there are connections for.
	 */
	private static List<String> inThreads(Callable<String> call) throws Exception {
		List<FutureTask<String>> tasks = IntStream.range(0, 2 * CALLS)
			.mapToObj((number) -> new FutureTask<>(call))
			.toList();
		tasks.forEach((task) -> new Thread(task, "caller").start());
		List<String> answers = new ArrayList<>();
		for (FutureTask<String> task : tasks) {
			answers.add(task.get());
		}
		return answers;
	}

}
