package io.github.comspring.core.rpc;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

import io.github.comspring.Guid;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.core.rpc.server.RpcDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Serves two interfaces, keeps what it is asked, and answers with what it got unless a
 * test has another operation.
 */
public final class RecordingDispatcher implements RpcDispatcher {

	/** An interface that is served. */
	public static final SyntaxId FIRST = new SyntaxId(Guid.parse("{11111111-2222-3333-4444-555555555555}"), 1);

	/** Another one. */
	public static final SyntaxId SECOND = new SyntaxId(Guid.parse("{99999999-2222-3333-4444-555555555555}"),
			0x00020003);

	/** The calls whose stub data may be gone by now. */
	public final List<RpcCall> calls = new CopyOnWriteArrayList<>();

	/** Who called. */
	public final Set<Association> clients = ConcurrentHashMap.newKeySet();

	/** Whose last connection is gone. */
	public final BlockingQueue<Association> ended = new LinkedBlockingQueue<>();

	/** What clients asked for when they connected. */
	final BlockingQueue<SyntaxId> bound = new LinkedBlockingQueue<>();

	/** The threads of the calls whose clients did not get the response. */
	final BlockingQueue<Thread> undelivered = new LinkedBlockingQueue<>();

	/** What to do with a call. */
	public volatile Function<RpcCall, ByteBuffer> operation = RpcCall::stub;

	/** Whether the server holds something for its clients. */
	public volatile boolean holds;

	/** Whether the dispatcher cannot tell. */
	public volatile boolean failing;

	/** For whom the server asked that. */
	public final BlockingQueue<Association> asked = new LinkedBlockingQueue<>();

	@Override
	public @Nullable SyntaxId serves(SyntaxId asked) {
		this.bound.add(asked);
		for (SyntaxId each : List.of(FIRST, SECOND)) {
			if (each.uuid().equals(asked.uuid())) {
				return each;
			}
		}
		return null;
	}

	@Override
	public List<ByteBuffer> dispatch(RpcCall call) {
		this.clients.add(call.association());
		this.calls.add(call);
		return List.of(this.operation.apply(call));
	}

	@Override
	public void undelivered() {
		this.undelivered.add(Thread.currentThread());
	}

	@Override
	public boolean holds(Association association) {
		this.asked.add(association);
		if (this.failing) {
			throw new IllegalStateException("Cannot tell");
		}
		return this.holds;
	}

	@Override
	public void associationEnded(Association association) {
		this.ended.add(association);
	}

}
