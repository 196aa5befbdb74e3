package io.github.comspring.core.scm.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.comspring.Clsid;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import org.jspecify.annotations.Nullable;

/**
 * A server process that has introduced itself. Guarded by the class table of the machine;
 * what is public is safe from any thread.
 */
public final class RunningServer {

	private final long oxid;

	private final Endpoint endpoint;

	private final ServerControl control;

	private final long pid;

	private final Instant startTime;

	private final ServerOrigin origin;

	private final ServerUse use = new ServerUse();

	/** By cookie, the oldest first. */
	@GuardedBy("MachineClassTable")
	private final Map<Integer, PublishedClass> classes = new LinkedHashMap<>();

	/** The cookies of what its one client has. */
	@GuardedBy("MachineClassTable")
	private final List<Integer> consumed = new ArrayList<>();

	/** Safe from any thread. */
	private final Set<Clsid> refused = ConcurrentHashMap.newKeySet();

	@GuardedBy("MachineClassTable")
	private long version = -1;

	/** Safe from any thread. */
	private volatile boolean useful;

	/**
	 * Creates a server that offers nothing yet.
	 * @param oxid the number of the process
	 * @param endpoint where it listens
	 * @param control asks it to do something
	 * @param pid its process id
	 * @param startTime when it started
	 * @param origin how it came to register
	 */
	public RunningServer(long oxid, Endpoint endpoint, ServerControl control, long pid, Instant startTime,
			ServerOrigin origin) {
		this.oxid = oxid;
		this.endpoint = endpoint;
		this.control = control;
		this.pid = pid;
		this.startTime = startTime;
		this.origin = origin;
	}

	/**
	 * Returns the number of the process.
	 * @return its OXID
	 */
	public long oxid() {
		return this.oxid;
	}

	/**
	 * Returns where the process listens.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Returns what asks the process to do something. Its calls fail as any do, and are
	 * never made under the lock.
	 * @return the control
	 */
	public ServerControl control() {
		return this.control;
	}

	/**
	 * Returns the process id.
	 * @return the id, as the process says
	 */
	public long pid() {
		return this.pid;
	}

	ServerOrigin origin() {
		return this.origin;
	}

	/**
	 * Returns the launch of the process.
	 * @return the launch, or {@code null} if the process came by itself
	 */
	public @Nullable Launch launch() {
		return this.origin.launch();
	}

	/**
	 * Returns how much the process has been used.
	 * @return the use
	 */
	public ServerUse use() {
		return this.use;
	}

	/**
	 * Replaces the classes that can be had; by none if the process is out of use.
	 * @param number the number of the message
	 * @param offered the classes
	 * @return whether the message was the latest
	 */
	boolean publish(long number, List<PublishedClass> offered) {
		if (number <= this.version) {
			return false;
		}
		this.version = number;
		this.classes.clear();
		for (PublishedClass each : offered) {
			if (!this.consumed.contains(each.cookie()) && !this.use.isDraining()) {
				this.classes.put(each.cookie(), each);
			}
		}
		Launch launch = launch();
		if (launch != null) {
			launch.published(offered);
		}
		return true;
	}

	/**
	 * Takes a class for a client; what is for a single use is taken for good.
	 * @param clsid the class
	 * @param reserved whether what is for a single use is for somebody else
	 * @return what was taken, or {@code null} if the class cannot be had
	 */
	@Nullable Offer take(Clsid clsid, boolean reserved) {
		for (PublishedClass each : this.classes.values()) {
			if (each.clsid().equals(clsid) && !(reserved && each.singleUse())) {
				if (each.singleUse()) {
					this.consumed.add(each.cookie());
					this.classes.remove(each.cookie());
				}
				return new Offer(this, this.version, this.use.taken());
			}
		}
		return null;
	}

	/**
	 * Offers a class no more, because the process does not. Does nothing if the process
	 * has said something else in the meantime.
	 * @param clsid the class
	 * @param number the message that offered it
	 */
	void drop(Clsid clsid, long number) {
		if (number == this.version) {
			this.classes.values().removeIf((each) -> each.clsid().equals(clsid));
		}
	}

	/**
	 * Offers nothing more, because the process cannot be called, until it says what it
	 * offers.
	 */
	void dropAll() {
		this.classes.clear();
	}

	/**
	 * Offers nothing more, and serves those who have something from it.
	 */
	void drain() {
		this.use.drain();
		this.classes.clear();
	}

	/**
	 * Offers nothing more, whatever the process says.
	 */
	void condemn() {
		this.version = Long.MAX_VALUE;
		this.classes.clear();
		Launch launch = launch();
		if (launch != null) {
			launch.progress().condemn();
		}
	}

	/**
	 * Notes that others are not served a class from this process. Safe from any thread.
	 * @param clsid the class
	 * @return whether that is new
	 */
	public boolean refused(Clsid clsid) {
		Launch launch = launch();
		if (launch != null) {
			launch.refused(clsid);
		}
		return this.refused.add(clsid);
	}

	/**
	 * Notes that a client got what it asked for.
	 */
	public void served() {
		this.useful = true;
	}

	/**
	 * Tells whether any client ever got what it asked for.
	 * @return whether one did
	 */
	public boolean hasServed() {
		return this.useful;
	}

	/**
	 * Lists the classes that can be had.
	 * @return a copy
	 */
	List<PublishedClass> classes() {
		return List.copyOf(this.classes.values());
	}

	/**
	 * Describes the process for an operator. Reads files.
	 * @param state its counts, or {@code null} if it does not give them
	 * @return what it is now
	 */
	public ServerDescription describe(@Nullable ServerState state) {
		Launch launch = launch();
		LaunchedProcess process = (launch != null) ? launch.progress().process() : null;
		return new ServerDescription(this.pid, this.startTime, (launch != null) ? launch.subject() : null,
				(launch != null) ? launch.kind() : Kind.LOCAL_SERVER, (launch != null) ? launch.serial() : 0,
				this.endpoint.toString(), this.use.activations(), this.use.isDraining(),
				(process != null) ? process.group() : null, state);
	}

	@Override
	public String toString() {
		return "process " + this.pid;
	}

}
