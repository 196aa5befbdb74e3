package io.github.comspring.core.scm.launching;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.RunningTime;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.LostCall;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.core.scm.supervision.ServerDeath;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Brings classes to surrogates that run, each once however many ask for it. Safe from any
 * thread.
 */
public final class SurrogateLoads {

	/** How the call of one client fails that says nothing of the surrogate. */
	private static final Set<HResult> ITS_OWN = Set.of(HResult.RPC_E_CALL_CANCELED, HResult.RPC_E_TIMEOUT);

	private final MachineClassTable table;

	private final ObjectRpc rpc;

	private final LongSupplier ticker;

	private final ConcurrentMap<Key, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

	/**
	 * Creates it.
	 * @param table knows what runs
	 * @param rpc the objects of this process
	 */
	public SurrogateLoads(MachineClassTable table, ObjectRpc rpc) {
		this(table, rpc, System::nanoTime);
	}

	/**
	 * Creates it.
	 * @param ticker tells the time in nanoseconds
	 */
	SurrogateLoads(MachineClassTable table, ObjectRpc rpc, LongSupplier ticker) {
		this.table = table;
		this.rpc = rpc;
		this.ticker = ticker;
	}

	/**
	 * Brings a class to a surrogate, unless it has it. Waits for somebody who does so
	 * already.
	 * @param server the surrogate
	 * @param hosted the class
	 * @param timeout how long to wait for somebody else, or the end of a dead one, at
	 * most
	 * @return whether the surrogate has it; {@code false} if it is about to end
	 * @throws ComException what the surrogate threw, the same for all who asked,
	 * {@code CO_E_SERVER_EXEC_FAILURE} if the time ran out, {@code RPC_E_CALL_CANCELED}
	 * if the thread was interrupted
	 */
	boolean load(RunningServer server, HostedClass hosted, Duration timeout) {
		long end = this.ticker.getAsLong() + timeout.toNanos();
		Key key = new Key(server.oxid(), hosted.clsid());
		while (true) {
			CompletableFuture<Boolean> mine = new CompletableFuture<>();
			CompletableFuture<Boolean> present = this.underWay.putIfAbsent(key, mine);
			if (present == null) {
				return bring(server, hosted, key, mine, end);
			}
			Boolean loaded = await(present, hosted, left(end));
			if (loaded != null) {
				return loaded;
			}
		}
	}

	/**
	 * Waits for somebody else. One who was interrupted, or has less time than others,
	 * fails alone: they try once more.
	 * @return whether the surrogate has the class, or {@code null} if the other one could
	 * not wait for it
	 */
	private @Nullable Boolean await(CompletableFuture<Boolean> load, HostedClass hosted, Duration timeout) {
		try {
			if (!new RunningTime(this.ticker).await(load, timeout)) {
				throw new ComException(HResult.CO_E_SERVER_EXEC_FAILURE,
						"A surrogate was not brought " + hosted.coClass() + " in time");
			}
			return load.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ComException(HResult.RPC_E_CALL_CANCELED,
					"The thread was interrupted while a surrogate was brought " + hosted.coClass(), ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof ComException failure && ITS_OWN.contains(failure.hresult())) {
				return null;
			}
			return resultOf(load);
		}
	}

	private boolean bring(RunningServer server, HostedClass hosted, Key key, CompletableFuture<Boolean> mine,
			long end) {
		try {
			// Whoever was here before may have done it since
			mine.complete(hasPublished(server, hosted) || call(server, hosted, end));
		}
		catch (RuntimeException | Error ex) {
			mine.completeExceptionally(ex);
		}
		finally {
			this.underWay.remove(key);
		}
		return resultOf(mine);
	}

	private static boolean hasPublished(RunningServer server, HostedClass hosted) {
		Launch launch = server.launch();
		return launch != null && launch.hasPublished(hosted.clsid());
	}

	private static boolean resultOf(CompletableFuture<Boolean> load) {
		try {
			return load.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof ComException failure) {
				throw new ComException(failure.hresult(), failure.detail(), failure);
			}
			throw ex;
		}
	}

	private boolean call(RunningServer server, HostedClass hosted, long end) {
		try {
			this.rpc.wellKnown(server.endpoint(), server.oxid(), null, Surrogate.IPID, Surrogate.class)
				.loadDllServer(hosted);
			return true;
		}
		catch (ComException ex) {
			if (ex.hresult().equals(HResult.RPC_S_UNKNOWN_IF)) {
				throw new ComException(HResult.CO_E_SERVER_EXEC_FAILURE,
						"The process that was started to host " + hosted.coClass() + " registered no surrogate", ex);
			}
			Duration left = left(end);
			if (!isEnding(ex)) {
				throw ServerDeath.explain(server, ex, left);
			}
			ServerDeath.await(server, ex, left);
			this.table.dropAll(server);
			return false;
		}
	}

	private Duration left(long end) {
		return Duration.ofNanos(Math.max(0, end - this.ticker.getAsLong()));
	}

	private static boolean isEnding(ComException failure) {
		return failure.hresult().equals(HResult.CO_E_SERVER_STOPPING) || LostCall.of(failure) == LostCall.NOT_BEGUN;
	}

	/**
	 * What is brought where.
	 *
	 * @param surrogate the number of the process
	 * @param clsid the class
	 */
	private record Key(long surrogate, Clsid clsid) {
	}

}
