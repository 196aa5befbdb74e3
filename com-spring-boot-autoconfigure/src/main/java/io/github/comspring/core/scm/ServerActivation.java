package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.call.IncomingCall;
import io.github.comspring.core.orpc.call.LostCall;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.supervision.RecentServers;
import io.github.comspring.core.scm.supervision.Recycling;
import io.github.comspring.core.scm.supervision.ServerDeath;
import io.github.comspring.core.scm.supervision.ServerNotices;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.Offer;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Has server processes serve clients: another one where the one that was found ends, has
 * come to its limits or cannot be called. Safe from any thread.
 */
final class ServerActivation {

	/**
	 * How often a request may find a server that is just about to end. One that others
	 * have had in the meantime does not count.
	 */
	private static final int ATTEMPTS = 4;

	private final ObjectRpc rpc;

	private final MachineClassTable table;

	private final ServerSearch search;

	private final Recycling recycling;

	private final RecentServers recent;

	private final ServerNotices notices;

	private final Predicate<OverdueCall> overdue;

	private final LongSupplier nanoTime;

	/** How often anything was taken from any server. */
	private final LongAdder offers = new LongAdder();

	/**
	 * Creates it.
	 * @param rpc calls the servers
	 * @param table told of servers that do not serve
	 * @param search finds the servers
	 * @param recycling says which of them are used up
	 * @param recent told of servers that have served
	 * @param notices tells servers of clients that were not served in the end
	 * @param overdue told of servers that do not answer in time; tells whether they are
	 * ended for it
	 * @param nanoTime a clock in nanoseconds
	 */
	ServerActivation(ObjectRpc rpc, MachineClassTable table, ServerSearch search, Recycling recycling,
			RecentServers recent, ServerNotices notices, Predicate<OverdueCall> overdue, LongSupplier nanoTime) {
		this.rpc = rpc;
		this.table = table;
		this.search = search;
		this.recycling = recycling;
		this.recent = recent;
		this.notices = notices;
		this.overdue = overdue;
		this.nanoTime = nanoTime;
	}

	/**
	 * Serves a client.
	 * @param request what it asks for
	 * @return what it gets
	 * @throws ComException as {@link Scm#activate} throws
	 */
	Activated activate(ScmRequest request) {
		long end = this.nanoTime.getAsLong() + this.search.time(request).toNanos();
		ComException broken = null;
		Set<RunningServer> usedUp = new HashSet<>();
		int attempts = 0;
		while (attempts < ATTEMPTS + usedUp.size()) {
			long before = this.offers.sum();
			Offer taken = this.search.find(request, left(end));
			if (taken == null) {
				// Whoever lost to others has not been in vain for all
				attempts += (this.offers.sum() == before) ? 1 : 0;
				continue;
			}
			this.offers.increment();
			attempts++;
			if (this.recycling.retires(taken, request.target().coClass().clsid(),
					request.target().supervision().recycling())) {
				usedUp.add(taken.server());
				continue;
			}
			try {
				Activated activated = serve(taken, request);
				if (activated != null) {
					return activated;
				}
			}
			catch (ComException ex) {
				broken = unreachable(taken, request, ex, left(end));
			}
			if (taken.server().hasServed()) {
				usedUp.add(taken.server());
			}
		}
		throw (broken != null) ? broken : new ComException(HResult.CO_E_SERVER_STOPPING, "Each server process of "
				+ request.target().coClass() + " was taken by others or ended before it could serve this client");
	}

	private Duration left(long end) {
		return Duration.ofNanos(Math.max(0, end - this.nanoTime.getAsLong()));
	}

	/**
	 * Has a server serve a client.
	 * @return what the client gets, or {@code null} if the server does not serve the
	 * class any more
	 */
	private @Nullable Activated serve(Offer taken, ScmRequest request) {
		if (Caller.current() != null) {
			// Its idle connection would end, and the servers be told that it has died
			this.rpc.keepConnected(request.client());
		}
		Activated activated = control(taken.server(), request.target()).activate(request.order());
		if (activated == null) {
			this.table.drop(taken, request.target().coClass().clsid());
		}
		else {
			IncomingCall.ifUndelivered(
					() -> this.notices.undelivered(taken.server(), request.client(), activated.references()));
			taken.server().served();
			this.recent.add(taken.server(), request.client());
		}
		return activated;
	}

	/**
	 * Returns a server as one of a class, which answers in the time that calls may take,
	 * or is ended for it.
	 */
	private ServerControl control(RunningServer server, ResolvedClass target) {
		CallTerms terms = new CallTerms(target.times().call(), (process, operation, taken) -> this.overdue
			.test(new OverdueCall(process, target.coClass().clsid(), operation, taken)));
		return this.rpc.wellKnown(server.endpoint(), server.oxid(), ServerControl.IPID, ServerControl.class,
				target.coClass(), terms);
	}

	/**
	 * Takes notice that a server cannot be called, so that another one may serve: only if
	 * this one cannot have begun.
	 */
	private ComException unreachable(Offer taken, ScmRequest request, ComException ex, Duration left) {
		if (LostCall.of(ex) != LostCall.NOT_BEGUN) {
			throw ServerDeath.explain(taken.server(), ex, left);
		}
		ServerDeath.await(taken.server(), ex, left);
		this.table.dropAll(taken.server());
		return new ComException(HResult.CO_E_OBJSRV_RPC_FAILURE,
				"The server process of " + request.target().coClass() + " cannot be called", ex);
	}

}
