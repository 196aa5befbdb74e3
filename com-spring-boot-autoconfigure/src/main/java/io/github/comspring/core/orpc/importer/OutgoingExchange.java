package io.github.comspring.core.orpc.importer;

import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.HandedOut;
import io.github.comspring.core.orpc.exporter.AbandonedArguments;
import io.github.comspring.core.orpc.remote.RemoteObject;
import io.github.comspring.core.orpc.wire.ObjRef;
import org.jspecify.annotations.Nullable;

/**
 * The interface pointers of a call that this process makes. Its arguments are lent: they
 * are taken back when the call has been answered, whatever the other process does with
 * them, but for those that the interface lets it keep.
 *
 * @see io.github.comspring.Kept
 */
public final class OutgoingExchange extends Exchange {

	private final @Nullable RemoteObject callee;

	private List<HandedOut> lent = List.of();

	private List<HandedOut> kept = List.of();

	/** Proxies among the arguments, which must live for as long as the call. */
	private List<Object> forwarded = List.of();

	/**
	 * Creates the exchange of a call to no object that was unmarshalled.
	 * @param exchanges what it works with
	 * @param other the process that is called
	 */
	public OutgoingExchange(Exchanges exchanges, long other) {
		super(exchanges, other);
		this.callee = null;
	}

	/**
	 * Creates the exchange of a call to an object.
	 * @param exchanges what it works with
	 * @param callee the object
	 */
	OutgoingExchange(Exchanges exchanges, RemoteObject callee) {
		super(exchanges, callee.process().oxid());
		this.callee = callee;
	}

	@Override
	protected void handOut(HandedOut references) {
		if (isKeeping()) {
			this.kept = with(this.kept, references);
		}
		else {
			this.lent = with(this.lent, references);
		}
	}

	@Override
	protected void forward(Object proxy) {
		this.forwarded = with(this.forwarded, proxy);
	}

	@Override
	protected Object receive(Class<?> type, ObjRef reference) {
		try {
			return exchanges().importer().unmarshal(type, reference, this.callee);
		}
		catch (ComException ex) {
			throw isOfItself(reference, ex) ? new ComException(HResult.RPC_S_CALL_FAILED,
					"The server has ended since it answered, and what it returned with it", ex) : ex;
		}
	}

	/**
	 * Nobody needs to be introduced to who has just answered, unless that has ended.
	 */
	private boolean isOfItself(ObjRef reference, ComException failure) {
		return failure.hresult().equals(HResult.OR_INVALID_OXID) && reference.target().oxid() == other();
	}

	/**
	 * Takes back what was lent: the call was answered, and what it returned has been
	 * read.
	 */
	void answered() {
		this.kept = List.of();
		takeBack(takeLent());
	}

	/**
	 * Takes back all that was handed to the other process, which never got it.
	 */
	void cancel() {
		takeBack(takeAll());
	}

	/**
	 * Leaves what was handed to the other process to it, as its method may be under way
	 * still.
	 */
	void abandon() {
		AbandonedArguments abandoned = exchanges().exporter().abandoned();
		takeBack(abandoned.add(other(), takeAll()));
		if (!exchanges().client().test(other())) {
			// It has gone, or never got that far
			takeBack(abandoned.gone(other()));
		}
	}

	private List<HandedOut> takeAll() {
		List<HandedOut> all = Stream.concat(this.lent.stream(), this.kept.stream()).toList();
		this.kept = List.of();
		this.lent = List.of();
		return all;
	}

	private List<HandedOut> takeLent() {
		List<HandedOut> taken = this.lent;
		this.lent = List.of();
		return taken;
	}

}
