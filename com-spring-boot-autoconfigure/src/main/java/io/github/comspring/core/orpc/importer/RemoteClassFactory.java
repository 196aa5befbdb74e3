package io.github.comspring.core.orpc.importer;

import java.lang.ref.Reference;
import java.util.List;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.orpc.call.RemoteFailure;
import io.github.comspring.core.orpc.stub.ClassFactoryStub;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.PointerArray;
import io.github.comspring.core.orpc.wire.Texts;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import org.jspecify.annotations.Nullable;

/**
 * A class factory of another process. Safe from any thread.
 */
public class RemoteClassFactory implements ClassFactory<Object> {

	private final OutgoingCalls calls;

	private final Exchanges exchanges;

	private final RemoteInterface remote;

	RemoteClassFactory(OutgoingCalls calls, Exchanges exchanges, RemoteInterface remote) {
		this.calls = calls;
		this.exchanges = exchanges;
		this.remote = remote;
	}

	RemoteInterface remote() {
		return this.remote;
	}

	@Override
	public Object createInstance(Class<?> type) {
		return createWith(type, null);
	}

	/**
	 * Creates an instance.
	 * @param type the interface
	 * @param licenseKey the run-time key, or {@code null} to do without
	 * @return the instance
	 */
	final Object createWith(Class<?> type, @Nullable String licenseKey) {
		return this.exchanges.importer().unmarshal(type, create(Iid.of(type), licenseKey), this.remote.object());
	}

	/**
	 * Creates an instance whose pointers are counted.
	 * @param type the interface
	 * @param licenseKey the run-time key, or {@code null} to do without
	 * @return the instance with its creator's reference
	 */
	public CountedObject createCounted(Class<?> type, @Nullable String licenseKey) {
		ObjRef created = create(Iid.of(type), licenseKey);
		return this.exchanges.importer()
			.activated(this.remote.object().coClass(), this.remote.object().terms(), List.of(created));
	}

	/**
	 * Calls {@code RemoteCreateInstance}.
	 */
	private ObjRef create(Iid iid, @Nullable String licenseKey) {
		NdrReader in = call(
				(licenseKey != null) ? ClassFactoryStub.CREATE_LICENSED_INSTANCE : ClassFactoryStub.CREATE_INSTANCE,
				(out) -> {
					if (licenseKey != null) {
						Texts.write(out, licenseKey);
					}
					out.writeGuid(iid.guid());
				});
		if (!in.readReferent()) {
			throw new ComException(HResult.E_UNEXPECTED, "The class factory of " + this.remote + " returned null");
		}
		return ObjRef.parse(PointerArray.readOne(in));
	}

	/**
	 * Calls an operation of the class factory.
	 * @param opnum the operation
	 * @param parameters writes its parameters
	 * @return the results
	 * @throws ComException with what the factory threw
	 */
	final NdrReader call(int opnum, OutgoingCalls.Parameters parameters) {
		this.remote.object().requireHeld();
		SyntaxId interfaceId = new SyntaxId(Iid.of(this.remote.type()).guid(), 0);
		try {
			return this.calls.call(this.remote.object(), new OutgoingExchange(this.exchanges, this.remote.object()),
					interfaceId, this.remote.ipid(), opnum, this.remote.type().getName() + ", operation " + opnum, null,
					parameters);
		}
		catch (RemoteFailure ex) {
			throw ex.failure();
		}
		catch (ComException ex) {
			throw new ComException(ex.hresult(), "Calling " + this.remote + " failed. " + ex.detail(), ex);
		}
		finally {
			// Its collection gives the object back
			Reference.reachabilityFence(this);
		}
	}

	/**
	 * Needs no message: the reference that this factory is keeps the server already (row
	 * SL-06).
	 */
	@Override
	public void lockServer(boolean lock) {
		this.remote.object().requireHeld();
	}

	@Override
	public void destroyInstance(Object instance) {
		// The instance goes with its last reference
	}

}
