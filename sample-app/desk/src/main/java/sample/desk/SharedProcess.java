package sample.desk;

import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;

import org.springframework.stereotype.Component;

/**
 * Calls the classes of the desk, which share a process unless they are configured
 * otherwise. When a document ends that process, the calls for all others are lost with
 * it. Each lost call is repeated once, alone in the next process: what is lost again has
 * ended the process itself.
 */
@Component
class SharedProcess {

	private static final Set<HResult> LOST = Set.of(HResult.RPC_S_CALL_FAILED, HResult.RPC_S_SERVER_UNAVAILABLE,
			HResult.RPC_E_DISCONNECTED, HResult.CO_E_OBJNOTCONNECTED, HResult.CO_E_OBJSRV_RPC_FAILURE);

	private final Activator activator;

	/** Calls share the first lock; the repeated one has the second to itself. */
	private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

	SharedProcess(Activator activator) {
		this.activator = activator;
	}

	/**
	 * Creates an object for one call.
	 * @param progId its class
	 * @param type its interface
	 * @param call the call, which can be made twice
	 * @return the answer
	 * @throws E if the object refuses
	 */
	<T, R, E extends Exception> R call(String progId, Class<T> type, Call<T, R, E> call) throws E {
		try {
			return call(this.turns.readLock(), progId, type, call);
		}
		catch (ComException ex) {
			if (!isLost(ex)) {
				throw ex;
			}
			return call(this.turns.writeLock(), progId, type, call);
		}
	}

	private <T, R, E extends Exception> R call(Lock turn, String progId, Class<T> type, Call<T, R, E> call) throws E {
		turn.lock();
		try (ComPointer<T> pointer = this.activator.createInstance(progId, type)) {
			return call.on(pointer.get());
		}
		finally {
			turn.unlock();
		}
	}

	/**
	 * Tells whether a call was not answered because the process has ended.
	 */
	static boolean isLost(ComException ex) {
		return LOST.contains(ex.hresult());
	}

	/**
	 * A call of an object.
	 *
	 * @param <T> the type of the object
	 * @param <R> the type of the answer
	 * @param <E> what it refuses with
	 */
	interface Call<T, R, E extends Exception> {

		R on(T object) throws E;

	}

}
