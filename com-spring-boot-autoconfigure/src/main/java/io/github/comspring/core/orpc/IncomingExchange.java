package io.github.comspring.core.orpc;

import java.io.IOException;
import java.util.List;

import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.call.HandOuts;
import io.github.comspring.core.orpc.call.HandedOut;
import io.github.comspring.core.orpc.exporter.ActivationMarshaller;
import io.github.comspring.core.orpc.importer.Exchange;
import io.github.comspring.core.orpc.importer.Exchanges;
import io.github.comspring.core.orpc.remote.Loan;
import io.github.comspring.core.orpc.stream.RemoteOutputStream;
import io.github.comspring.core.orpc.stub.InstancePointers;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.reference.CountedObject;

/**
 * The interface pointers of a call that came in. What it was lent ends with it; what it
 * returns is the client's once that has got it.
 *
 * @see io.github.comspring.Kept
 */
final class IncomingExchange extends Exchange implements HandOuts, InstancePointers {

	private final boolean takesBack;

	private List<HandedOut> handedOut = List.of();

	/** What takes back that others hand out by way of this process. */
	private List<Runnable> withdrawals = List.of();

	/** Objects of third processes, which must live until the client counts on them. */
	private List<Object> forwarded = List.of();

	/** Streams of the client that the method was given to write to. */
	private List<RemoteOutputStream> writable = List.of();

	private List<Loan> loans = List.of();

	/**
	 * Creates the exchange of a call.
	 * @param exchanges what it works with
	 * @param client the client
	 * @param takesBack whether the client takes back by itself what it lends, as every
	 * process with this runtime does
	 */
	IncomingExchange(Exchanges exchanges, long client, boolean takesBack) {
		super(exchanges, client);
		this.takesBack = takesBack;
	}

	@Override
	public void handOut(HandedOut references) {
		this.handedOut = with(this.handedOut, references);
	}

	@Override
	public void ifUndelivered(Runnable task) {
		this.withdrawals = with(this.withdrawals, task);
	}

	@Override
	protected void forward(Object proxy) {
		this.forwarded = with(this.forwarded, proxy);
	}

	@Override
	protected Object receive(Class<?> type, ObjRef reference) {
		return isKeeping() ? exchanges().importer().keep(type, reference)
				: exchanges().importer().borrow(type, reference, this::borrowed);
	}

	private void borrowed(Loan loan) {
		this.loans = with(this.loans, loan);
	}

	@Override
	protected void opened(RemoteOutputStream stream) {
		this.writable = with(this.writable, stream);
	}

	@Override
	public void writeCreated(NdrWriter out, CountedObject created, Iid iid) {
		byte[] reference = new ActivationMarshaller(exchanges().exporter(), other()).marshal(created, iid);
		out.writeReferent(true);
		out.writeInt(reference.length);
		out.writeInt(reference.length);
		out.writeBytes(reference, 0, reference.length);
		out.align(4);
	}

	/**
	 * Sends what was written to streams of the client and is still here.
	 * @throws IOException if one of them cannot be written to, after all were tried
	 */
	void flush() throws IOException {
		IOException failure = null;
		for (int i = 0; i < this.writable.size(); i++) {
			try {
				this.writable.get(i).flushWritten();
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Lets go of what the client has lent. A client that has given the call up is told,
	 * as it waits for that.
	 * @param givenUp whether it has
	 */
	void end(boolean givenUp) {
		List<Loan> ended = this.loans;
		boolean told = givenUp || !this.takesBack;
		this.loans = told ? List.of() : ended;
		ended.forEach((each) -> exchanges().importer().end(each, told));
	}

	/**
	 * Tells whether anything has to be remembered until the client has the answer: what
	 * is to be taken back if it does not get it, objects of third processes, and what the
	 * client thinks is still lent then.
	 * @return whether the exchange must be kept
	 */
	boolean isPending() {
		return !this.handedOut.isEmpty() || !this.withdrawals.isEmpty() || !this.forwarded.isEmpty()
				|| !this.loans.isEmpty();
	}

	/**
	 * Takes back what was handed to the client, which never got it.
	 */
	void cancel() {
		List<HandedOut> lost = this.handedOut;
		this.handedOut = List.of();
		takeBack(lost);
		List<Runnable> due = this.withdrawals;
		this.withdrawals = List.of();
		due.forEach(Runnable::run);
	}

	/**
	 * Takes back what was handed to a client that did not get the answer, and gives back
	 * what it did not take back itself.
	 */
	void undelivered() {
		cancel();
		List<Loan> forgotten = this.loans;
		this.loans = List.of();
		forgotten.forEach((each) -> exchanges().importer().giveBack(each));
	}

}
