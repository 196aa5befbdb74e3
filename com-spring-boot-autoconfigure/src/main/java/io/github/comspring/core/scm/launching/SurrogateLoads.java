package io.github.comspring.core.scm.launching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.core.scm.supervision.ServerDeath;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.RunningServer;

/**
 * Brings classes to surrogates that run, each once however many ask for it. Safe from any
 * thread.
 */
public final class SurrogateLoads {

	private final MachineClassTable table;

	private final ObjectRpc rpc;

	private final ConcurrentMap<Key, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

	/**
	 * Creates it.
	 * @param table knows what runs
	 * @param rpc the objects of this process
	 */
	public SurrogateLoads(MachineClassTable table, ObjectRpc rpc) {
		this.table = table;
		this.rpc = rpc;
	}

	/**
	 * Brings a class to a surrogate, unless it has it. Waits for somebody who does so
	 * already.
	 * @param server the surrogate
	 * @param hosted the class
	 * @return whether the surrogate has it; {@code false} if it is about to end
	 * @throws ComException what the surrogate threw, the same for all who asked
	 */
	boolean load(RunningServer server, HostedClass hosted) {
		Key key = new Key(server.oxid(), hosted.clsid());
		CompletableFuture<Boolean> mine = new CompletableFuture<>();
		CompletableFuture<Boolean> present = this.underWay.putIfAbsent(key, mine);
		if (present != null) {
			return resultOf(present);
		}
		try {
			// Whoever was here before may have done it since
			mine.complete(hasPublished(server, hosted) || call(server, hosted));
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

	private boolean call(RunningServer server, HostedClass hosted) {
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
			if (!isEnding(ex.hresult())) {
				throw ServerDeath.explain(server, ex);
			}
			ServerDeath.await(server, ex);
			this.table.dropAll(server);
			return false;
		}
	}

	private static boolean isEnding(HResult hresult) {
		return hresult.equals(HResult.CO_E_SERVER_STOPPING) || hresult.equals(HResult.RPC_S_SERVER_UNAVAILABLE)
				|| hresult.equals(HResult.RPC_E_DISCONNECTED);
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
