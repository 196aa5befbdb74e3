package io.github.comspring.core.scm;

import java.util.Arrays;

import io.github.comspring.Clsid;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.ModuleJar;

/**
 * Makes jars for surrogates.
 */
final class HostedJar {

	private static final String SOURCE = """
			package hosted;

			import io.github.comspring.*;
			import io.github.comspring.fixture.Hosted;

			public final class HostedModule implements ComModule {

				public Object getClassObject(Clsid clsid) {
					if (!"${classes}".contains(clsid.toString())) {
						throw new ComException(HResult.CLASS_E_CLASSNOTAVAILABLE, "No " + clsid);
					}
					return new HostedFactory();
				}

				public boolean canUnloadNow() {
					return true;
				}

			}

			final class HostedFactory implements LicensedClassFactory<Object>, Hosted.Shop {

				public Object createInstance(Class<?> type) {
					${creating}
					return new HostedObject();
				}

				public Object createInstance(Class<?> type, String key) {
					if (!key.equals("key")) {
						throw new ComException(HResult.CLASS_E_NOTLICENSED, "Not " + key);
					}
					return new HostedObject();
				}

				public LicenseInfo licenseInfo() {
					return new LicenseInfo(true, false);
				}

				public String requestLicenseKey() {
					return "key";
				}

				public String sell(String what) {
					return what + " sold by " + ProcessHandle.current().pid();
				}

			}

			final class HostedObject implements Hosted {

				public long pid() {
					return ProcessHandle.current().pid();
				}

				public String thread() {
					return Thread.currentThread().getName();
				}

				public void halt(int code) {
					Runtime.getRuntime().halt(code);
				}

				public Hosted other() {
					return new HostedObject();
				}

			}
			""";

	private HostedJar() {
	}

	/**
	 * Starts a jar that has all it needs.
	 */
	static ModuleJar of(Clsid... classes) {
		return without(classes).copy(Hosted.class).copy(Hosted.Shop.class);
	}

	/**
	 * Starts a jar whose class objects do something before they create an instance.
	 */
	static ModuleJar creating(String statement, Clsid clsid) {
		return jar(statement, clsid).copy(Hosted.class).copy(Hosted.Shop.class);
	}

	/**
	 * Starts a jar that lacks its interface.
	 */
	static ModuleJar without(Clsid... classes) {
		return jar("", classes);
	}

	private static ModuleJar jar(String creating, Clsid... classes) {
		return new ModuleJar()
			.source("hosted.HostedModule",
					SOURCE.replace("${classes}", Arrays.toString(classes)).replace("${creating}", creating))
			.attribute("Com-Module", "hosted.HostedModule")
			.attribute("Com-Interfaces", Hosted.class.getName());
	}

}
