package io.github.comspring.core.registry;

import java.util.Set;
import java.util.TreeSet;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * Follows a ProgID to its class: {@code {progid}\CurVer} first, as often as there is one,
 * then {@code {progid}\CLSID}.
 *
 * @param root reads the root of the merged view
 */
record ProgIds(KeyReader root) {

	/**
	 * Finds the class of a name.
	 * @param progId the name
	 * @param loop the code to fail with if the name leads back to itself
	 * @return the class, or {@code null} if the name or the last one it leads to is
	 * unknown
	 * @throws ComException {@code CO_E_CLASSSTRING} if {@code CurVer} is empty or a CLSID
	 * malformed, {@code REGDB_E_READREGDB} if a value is not text
	 */
	@Nullable Clsid clsid(String progId, HResult loop) {
		Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		String name = progId;
		while (seen.add(name)) {
			KeyReader key = this.root.below(name);
			String current = key.below("CurVer").text(null);
			if (current == null) {
				Guid guid = key.below("CLSID").guid(null);
				return (guid != null) ? new Clsid(guid) : null;
			}
			if (current.isEmpty()) {
				throw new ComException(HResult.CO_E_CLASSSTRING, "The current version of '" + name + "' is empty");
			}
			name = current;
		}
		throw new ComException(loop, "The current version of '" + progId + "' leads back to '" + name + "'");
	}

}
