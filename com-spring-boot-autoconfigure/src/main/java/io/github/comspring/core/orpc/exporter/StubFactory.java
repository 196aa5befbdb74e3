package io.github.comspring.core.orpc.exporter;

import java.util.Objects;

import io.github.comspring.ClassFactory;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.orpc.stub.ClassFactoryStub;
import io.github.comspring.core.orpc.stub.InstanceCreator;
import io.github.comspring.core.orpc.stub.InterfaceStub;
import io.github.comspring.core.orpc.stub.Stub;
import io.github.comspring.core.orpc.stub.UnknownStub;

/**
 * Makes what carries out calls ({@code IPSFactoryBuffer::CreateStub}), for those
 * interfaces of an object that can leave the process.
 *
 * @param creator creates instances for other processes
 */
record StubFactory(InstanceCreator creator) {

	/**
	 * Finds what answers for an interface of an object.
	 * @param export the object
	 * @param type the interface
	 * @return the view
	 * @throws ComException {@code E_NOINTERFACE} if the object does not support it,
	 * {@code CO_E_CANT_REMOTE} if the interface cannot leave the process
	 */
	Object view(Exported export, Class<?> type) {
		Object view = export.view(type);
		if (!type.isInstance(view)) {
			throw new ComException(HResult.E_NOINTERFACE, name(export) + " does not support " + type.getName());
		}
		if (!isClassFactory(type)) {
			if (type != Object.class) {
				RemotableInterface.of(type);
			}
		}
		else if (!(export instanceof ExportedClassObject)) {
			throw new ComException(HResult.CO_E_CANT_REMOTE,
					export.target().getClass().getName() + " is a class factory, but that of no registered class");
		}
		return Objects.requireNonNull(view);
	}

	/**
	 * Makes what carries out the calls of an interface.
	 * @param lead what speaks for the object
	 * @param type the interface
	 * @param view what answers for it
	 */
	Stub stub(Exported lead, Class<?> type, Object view) {
		if (type == Object.class) {
			return UnknownStub.INSTANCE;
		}
		if (isClassFactory(type)) {
			ExportedClassObject exported = (ExportedClassObject) lead;
			return new ClassFactoryStub(exported.classObject(), exported.counted(), this.creator);
		}
		return new InterfaceStub(view, lead.apartment(), RemotableInterface.of(type));
	}

	private static boolean isClassFactory(Class<?> type) {
		return type == ClassFactory.class || type == LicensedClassFactory.class;
	}

	private static String name(Exported export) {
		CoClass coClass = export.coClass();
		String implementation = export.target().getClass().getName();
		return (coClass != null) ? coClass + " (" + implementation + ")" : implementation;
	}

}
