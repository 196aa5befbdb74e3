package io.github.comspring.core.orpc.stub;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.LicensedClassFactory.LicenseInfo;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.orpc.wire.Texts;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedClassObject;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.rpc.pdu.RpcFault;
import org.jspecify.annotations.Nullable;

/**
 * {@code IClassFactory} and {@code IClassFactory2} on the wire, which do not follow the
 * pattern of other interfaces: they say which interface they return.
 *
 * @param classObject the class object
 * @param counted the class object with the reference that all clients have together
 * @param creator creates the instances
 */
public record ClassFactoryStub(ClassObject classObject, CountedClassObject counted,
		InstanceCreator creator) implements Stub {

	/** {@code CreateInstance}. */
	public static final int CREATE_INSTANCE = 3;

	static final int LOCK_SERVER = 4;

	/** {@code GetLicInfo}. */
	public static final int GET_LICENSE_INFO = 5;

	/** {@code RequestLicKey}. */
	public static final int REQUEST_LICENSE_KEY = 6;

	/** {@code CreateInstanceLic}. */
	public static final int CREATE_LICENSED_INSTANCE = 7;

	@Override
	public int version() {
		return 0;
	}

	@Override
	public @Nullable Operation operation(int opnum) {
		return null;
	}

	@Override
	public HResult invoke(int opnum, NdrReader in, NdrWriter out) {
		switch (opnum) {
			case CREATE_INSTANCE -> createInstance(in, out, null);
			case LOCK_SERVER -> factory().lockServer(in.readInt() != 0);
			case GET_LICENSE_INFO -> writeLicenseInfo(out, licensed().licenseInfo());
			case REQUEST_LICENSE_KEY -> Texts.write(out, licensed().requestLicenseKey());
			case CREATE_LICENSED_INSTANCE -> createInstance(in, out, Texts.read(in));
			default -> throw new RpcFault(RpcFault.OPERATION_RANGE, "A class factory has no operation " + opnum);
		}
		return HResult.S_OK;
	}

	@Override
	public void writeNoResults(int opnum, NdrWriter out) {
		switch (opnum) {
			case CREATE_INSTANCE, CREATE_LICENSED_INSTANCE, REQUEST_LICENSE_KEY -> out.writeReferent(false);
			case GET_LICENSE_INFO -> writeLicenseInfo(out, new LicenseInfo(false, false));
			default -> {
				// LockServer has none
			}
		}
	}

	private void createInstance(NdrReader in, NdrWriter out, @Nullable String licenseKey) {
		Iid iid = new Iid(in.readGuid());
		this.classObject.server().acquire();
		CountedObject created = this.creator.create(this.classObject, licenseKey);
		((InstancePointers) out.pointers()).writeCreated(out, created, iid);
	}

	private static void writeLicenseInfo(NdrWriter out, LicenseInfo info) {
		out.writeInt(info.runtimeKeyAvailable() ? 1 : 0);
		out.writeInt(info.licenseVerified() ? 1 : 0);
	}

	private ClassFactory<?> factory() {
		return view(ClassFactory.class);
	}

	private LicensedClassFactory<?> licensed() {
		return view(LicensedClassFactory.class);
	}

	private <T> T view(Class<T> type) {
		Object view = this.counted.find(type);
		if (!type.isInstance(view)) {
			throw new ComException(HResult.E_NOINTERFACE,
					"The class object of " + this.classObject.coClass() + " is no " + type.getSimpleName());
		}
		return type.cast(view);
	}

}
