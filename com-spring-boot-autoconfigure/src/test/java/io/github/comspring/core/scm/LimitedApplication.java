package io.github.comspring.core.scm;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;

/**
 * An application whose servers are supervised.
 *
 * @param hive where it is registered
 * @param appId its number
 */
record LimitedApplication(Hive hive, AppId appId) {

	static LimitedApplication in(Hive hive) {
		return new LimitedApplication(hive, new AppId(Guid.random()));
	}

	LimitedApplication with(String value, int number) {
		this.hive.edit((root) -> root.withValue("AppID\\" + this.appId, value, new Dword(number)));
		return this;
	}

	LimitedApplication with(Clsid clsid) {
		this.hive.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new Sz(this.appId.toString())));
		return this;
	}

}
