package io.github.comspring.core.registry;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Sz;

/**
 * Lets one class be served by another ({@code CoTreatAsClass}).
 *
 * @param registry the registry to write to
 * @param snapshot the registry as it stands
 */
record Emulation(ComRegistry registry, RegistrySnapshot snapshot) {

	/**
	 * Sets, restores or removes the replacement of a class that is registered.
	 * @param old the class
	 * @param replacement the class that replaces it, {@code old} to restore what
	 * {@code AutoTreatAs} says, the null CLSID for none
	 */
	void set(Clsid old, Clsid replacement) {
		Guid restored = this.snapshot.classKey(old).below("AutoTreatAs").guid(null);
		if (replacement.guid().equals(Guid.NULL)) {
			remove(old);
		}
		else if (!replacement.equals(old)) {
			write(old, replacement.guid());
		}
		else if (restored != null) {
			write(old, restored);
		}
		else if (!remove(old)) {
			throw new ComException(HResult.REGDB_E_WRITEREGDB,
					"Class " + old + " has neither a TreatAs to remove nor an AutoTreatAs to restore");
		}
	}

	private void write(Clsid old, Guid replacement) {
		this.registry.edit(path(old), (root) -> root.withValue(path(old), null, new Sz(replacement.toString())));
	}

	private boolean remove(Clsid old) {
		if (this.snapshot.root().key(path(old)) == null) {
			return false;
		}
		Hive hive = this.registry.edit(path(old), (root) -> root.withoutKey(path(old)));
		if (this.registry.key(path(old)) != null) {
			throw new ComException(HResult.REGDB_E_WRITEREGDB, "TreatAs of class " + old
					+ " is declared by the application and cannot be removed from hive " + hive.name());
		}
		return true;
	}

	private static String path(Clsid clsid) {
		return "CLSID\\" + clsid + "\\TreatAs";
	}

}
