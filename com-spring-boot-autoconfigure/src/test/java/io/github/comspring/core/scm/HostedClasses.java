package io.github.comspring.core.scm;

import java.nio.file.Path;

import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.fixture.Hosted;

/**
 * Classes in jars that run in surrogates of a machine.
 *
 * @param machine the machine
 * @param directory where the jars are
 */
record HostedClasses(TestMachine machine, Path directory) {

	/**
	 * Registers an application with the built-in surrogate.
	 */
	AppId application() {
		AppId appId = new AppId(Guid.random());
		value(appId, "DllSurrogate", "");
		return appId;
	}

	void value(AppId appId, String name, String text) {
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + appId, name, new RegistryValue.Sz(text)));
	}

	/**
	 * Registers a class of its own jar and application.
	 */
	Clsid register() {
		return register(application());
	}

	Clsid register(AppId appId) {
		Clsid clsid = TestMachine.newClass();
		register(clsid, appId, HostedJar.of(clsid).writeTo(this.directory.resolve(clsid.guid() + ".jar")));
		return clsid;
	}

	void register(Clsid clsid, AppId appId, Path jar) {
		this.machine.hive
			.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new RegistryValue.Sz(appId.toString())));
		this.machine.value(clsid, "InprocServer32", null, jar.toString());
		this.machine.value(clsid, "InprocServer32", "ThreadingModel", "Both");
	}

	ComPointer<Hosted> create(Clsid clsid) {
		return this.machine.activator()
			.createInstance(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), Hosted.class);
	}

	/**
	 * Creates an object, and returns the process that it lives in.
	 */
	long activate(Clsid clsid) {
		try (ComPointer<Hosted> pointer = create(clsid)) {
			return pointer.get().pid();
		}
	}

}
