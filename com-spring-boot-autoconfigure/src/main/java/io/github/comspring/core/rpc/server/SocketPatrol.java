package io.github.comspring.core.rpc.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Freshness;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.rpc.watch.DeadlineWatch;

/**
 * Looks now and then whether the file of a unix domain socket is still there, by which
 * clients find this process, and keeps it and its directory from looking old.
 */
final class SocketPatrol implements DeadlineWatch.Watched {

	private static final Logger logger = System.getLogger(SocketPatrol.class.getName());

	private static final Duration ROUND = Duration.ofSeconds(2);

	private final DeadlineWatch watch;

	private final RpcServer server;

	private volatile long dueAt;

	private volatile boolean failing;

	/**
	 * Creates a patrol that makes its first round when its watch has been told.
	 * @param watch has it make its rounds
	 * @param server what it looks after
	 */
	SocketPatrol(DeadlineWatch watch, RpcServer server) {
		this.watch = watch;
		this.server = server;
		this.dueAt = watch.in(ROUND);
	}

	@Override
	public long dueAt() {
		return this.dueAt;
	}

	@Override
	public void expire(long now) {
		this.dueAt = this.watch.in(ROUND);
		try {
			this.server.restore();
			this.failing = false;
		}
		catch (ComException ex) {
			boolean said = this.failing || ex.hresult().equals(HResult.CO_E_SERVER_STOPPING);
			logger.log(said ? Level.DEBUG : Level.WARNING,
					"New clients do not reach this process, and it is tried again: {0}", ex.getMessage());
			this.failing = true;
		}
		if (this.server.endpoint() instanceof UnixEndpoint unix) {
			Freshness.keep(unix.path());
			Freshness.keep(unix.path().toAbsolutePath().getParent());
		}
	}

}
