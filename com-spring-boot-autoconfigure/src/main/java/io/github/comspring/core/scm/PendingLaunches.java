package io.github.comspring.core.scm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import org.jspecify.annotations.Nullable;

/**
 * The launches whose process has not ended, and which of them others may join. Guarded by
 * the class table of the machine.
 */
final class PendingLaunches {

	/** What others may join: launched, and neither registered nor ended. */
	private final Map<LaunchKey, Launch> joinable = new HashMap<>();

	private final Set<Launch> launches = new HashSet<>();

	private long lastSerial;

	private boolean closed;

	/**
	 * Joins the launch of a key, or begins a new one.
	 * @param key the key
	 * @param beginning makes the launch, given its serial
	 * @return the launch, whose process is not started if it is new
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if nothing is launched any more
	 */
	JoinedLaunch join(LaunchKey key, LongFunction<Launch> beginning) {
		if (this.closed) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE,
					"The service control manager stops and starts no server for " + key);
		}
		Launch present = this.joinable.get(key);
		if (present != null) {
			return new JoinedLaunch(present, false);
		}
		Launch begun = beginning.apply(++this.lastSerial);
		this.joinable.put(key, begun);
		this.launches.add(begun);
		return new JoinedLaunch(begun, true);
	}

	/**
	 * Notes that the process of a launch could not be started.
	 * @param launch the launch
	 * @param why what failed
	 */
	void failed(Launch launch, ComException why) {
		launch.failed(why);
		remove(launch);
	}

	/**
	 * Notes that the process of a launch has ended.
	 * @param launch the launch
	 * @param exit how it ended
	 */
	void ended(Launch launch, ProcessExit exit) {
		launch.ended(exit);
		remove(launch);
	}

	private void remove(Launch launch) {
		closeTo(launch);
		this.launches.remove(launch);
	}

	/**
	 * Lets nobody join a launch any more.
	 * @param launch the launch
	 */
	void closeTo(Launch launch) {
		this.joinable.remove(launch.key(), launch);
	}

	/**
	 * Finds the launch that a process belongs to, which has not been here before.
	 * @param secret what the process shows
	 * @return the launch, or {@code null} if there is none
	 */
	@Nullable Launch announced(String secret) {
		for (Launch launch : this.launches) {
			if (launch.isSecret(secret) && launch.announce()) {
				return launch;
			}
		}
		return null;
	}

	/**
	 * Tells whether anything is launched any more.
	 * @return whether this is closed
	 */
	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Lets nothing be launched any more.
	 * @return the launched processes that have not ended
	 */
	List<LaunchedProcess> close() {
		this.closed = true;
		return this.launches.stream().map(Launch::process).filter(Objects::nonNull).toList();
	}

}
