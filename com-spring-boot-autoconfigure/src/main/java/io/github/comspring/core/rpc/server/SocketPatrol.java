package io.github.comspring.core.rpc.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Freshness;
import io.github.comspring.core.Patrol;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * Looks now and then whether the file of a unix domain socket is still there, by which
 * clients find this process, and keeps it and its directory from looking old.
 */
final class SocketPatrol implements AutoCloseable {

	private static final Logger logger = System.getLogger(SocketPatrol.class.getName());

	private final RpcServer server;

	private final Patrol patrol = new Patrol("com-rpc-socket", () -> true, this::look);

	/** Used by the patrol alone. */
	private boolean failing;

	/**
	 * Creates a patrol that makes no rounds yet.
	 * @param server what it looks after
	 */
	SocketPatrol(RpcServer server) {
		this.server = server;
	}

	/**
	 * Has it make its rounds.
	 * @throws OutOfMemoryError if this process can have no more threads
	 */
	void start() {
		this.patrol.noticed();
	}

	private void look() {
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

	@Override
	public void close() {
		this.patrol.close();
	}

}
