package io.github.comspring.core.scm;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;

/**
 * An application with one class, whose calls may take a certain time.
 *
 * @param clsid the class; the application has the same number
 * @param callTimeout how long calls may take, in milliseconds
 * @param end whether the server is ended for a call that takes longer
 */
record TimedApplication(Clsid clsid, int callTimeout, boolean end) {

	void registerIn(Hive hive) {
		AppId appId = new AppId(this.clsid.guid());
		String key = "AppID\\" + appId;
		hive.edit((root) -> root.withValue("CLSID\\" + this.clsid, "AppID", new Sz(appId.toString()))
			.withValue(key, ApplicationTimes.CALL_TIMEOUT, new Dword(this.callTimeout))
			.withValue(key, ApplicationTimes.END_ON_CALL_TIMEOUT, new Sz(this.end ? "Y" : "N")));
	}

}
