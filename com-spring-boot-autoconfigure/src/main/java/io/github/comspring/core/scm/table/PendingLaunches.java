package io.github.comspring.core.scm.table;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import org.jspecify.annotations.Nullable;

/**
 * The launches whose process has not ended, and which of them others may join. Others
 * reach it through {@link MachineClassTable#launches} alone, and so under the lock.
 */
public final class PendingLaunches {

	/** What others may join: launched, and neither registered nor ended. */
	@GuardedBy("MachineClassTable")
	private final Map<LaunchKey, Launch> joinable = new HashMap<>();

	@GuardedBy("MachineClassTable")
	private final Set<Launch> launches = new HashSet<>();

	@GuardedBy("MachineClassTable")
	private long lastSerial;

	@GuardedBy("MachineClassTable")
	private boolean closed;

	PendingLaunches() {
	}

	/**
	 * Joins the launch of a key, or begins a new one.
	 * @param key the key
	 * @param coClass the class that the process of a new one is started for
	 * @return the launch, whose process is not started if it is new
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if nothing is launched any more
	 */
	public JoinedLaunch join(LaunchKey key, CoClass coClass) {
		requireOpen(key);
		Launch present = this.joinable.get(key);
		if (present != null) {
			return new JoinedLaunch(present, false);
		}
		Launch begun = new Launch(++this.lastSerial, key, coClass);
		this.joinable.put(key, begun);
		this.launches.add(begun);
		return new JoinedLaunch(begun, true);
	}

	private void requireOpen(LaunchKey key) {
		if (this.closed) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE,
					"The service control manager stops and starts no server for " + key);
		}
	}

	/**
	 * Begins the launch of a spare, which nobody joins before it is taken.
	 * @param key the key under which it is taken
	 * @param most how many there may be
	 * @param application the application by its names
	 * @return the launch, whose process is not started, or {@code null} if there are
	 * enough
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if nothing is launched any more
	 */
	public @Nullable Launch beginSpare(LaunchKey key, int most, String application) {
		requireOpen(key);
		if (spares(key).size() >= most) {
			return null;
		}
		Launch begun = Launch.ofSpare(++this.lastSerial, key, application);
		this.launches.add(begun);
		return begun;
	}

	/**
	 * Lists the spares of a key, those on their way included.
	 * @param key the key
	 * @return a copy, the oldest first
	 */
	public List<Launch> spares(LaunchKey key) {
		return spares().filter((each) -> each.key().equals(key)).toList();
	}

	/**
	 * Lists the spares of an application, whoever they run as.
	 * @param appId the application
	 * @return a copy, the oldest first
	 */
	public List<Launch> spares(AppId appId) {
		return spares().filter((each) -> appId.equals(each.key().appId())).toList();
	}

	private Stream<Launch> spares() {
		return this.launches.stream()
			.filter((each) -> each.isSpare() && !each.progress().isCondemned())
			.sorted(Comparator.comparingLong(Launch::serial));
	}

	/**
	 * Joins the launch of a key, or makes a spare the launch of that key.
	 * @param key the key
	 * @param coClass the class that a process is wanted for
	 * @param fits tells whether a spare may be taken
	 * @return the launch, or {@code null} if there is none and no spare that fits
	 */
	public @Nullable Launch joinSpare(LaunchKey key, CoClass coClass, Predicate<Launch> fits) {
		Launch present = this.joinable.get(key);
		if (present != null || this.closed) {
			return present;
		}
		Launch spare = spares(key).stream().filter(Launch::isReady).filter(fits).findFirst().orElse(null);
		if (spare != null) {
			spare.taken(coClass);
			this.joinable.put(key, spare);
		}
		return spare;
	}

	/**
	 * Takes a spare that was not taken by anybody out of use, for good.
	 * @param spare the spare
	 * @return its process, to be ended, or {@code null} if there is none or somebody has
	 * taken it
	 */
	public @Nullable LaunchedProcess retireSpare(Launch spare) {
		if (!spare.isSpare()) {
			return null;
		}
		spare.progress().condemn();
		return spare.progress().process();
	}

	/**
	 * Lets nobody join a launch any more, whose process is of no use.
	 * @param launch the launch
	 * @return its process, to be ended, or {@code null} if there is none
	 */
	public @Nullable LaunchedProcess discard(Launch launch) {
		closeTo(launch);
		return launch.progress().process();
	}

	/**
	 * Notes that the process of a launch could not be started.
	 * @param launch the launch
	 * @param why what failed
	 */
	void failed(Launch launch, ComException why) {
		launch.progress().failed(why);
		remove(launch);
	}

	/**
	 * Notes that the process of a launch has ended.
	 * @param launch the launch
	 * @param exit how it ended
	 */
	void ended(Launch launch, ProcessExit exit) {
		launch.progress().ended(exit);
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
			if (launch.isSecret(secret) && launch.progress().announce()) {
				return launch;
			}
		}
		return null;
	}

	/**
	 * Tells whether anything is launched any more.
	 * @return whether this is closed
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * Lets nothing be launched any more.
	 * @return the launched processes that have not ended
	 */
	List<LaunchedProcess> close() {
		this.closed = true;
		return processes(this.launches.stream());
	}

	/**
	 * Lets nothing be launched any more, and spares not be taken.
	 * @return the processes of the spares that have not ended
	 */
	public List<LaunchedProcess> closeSpares() {
		this.closed = true;
		return processes(spares());
	}

	private static List<LaunchedProcess> processes(Stream<Launch> launches) {
		return launches.map((each) -> each.progress().process()).filter(Objects::nonNull).toList();
	}

}
