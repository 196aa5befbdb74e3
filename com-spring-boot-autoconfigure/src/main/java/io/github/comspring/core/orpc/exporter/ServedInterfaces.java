package io.github.comspring.core.orpc.exporter;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import org.jspecify.annotations.Nullable;

/**
 * The interface pointers that can be called from outside (the IPID table of an object
 * exporter), and the versions of their interfaces. Safe from any thread.
 */
public final class ServedInterfaces {

	private final ConcurrentMap<Guid, ExportedInterface> pointers = new ConcurrentHashMap<>();

	/** The versions of the interfaces that were ever served, by their IIDs. */
	private final ConcurrentMap<Guid, List<Integer>> versions = new ConcurrentHashMap<>();

	/**
	 * Serves an interface pointer.
	 * @param pointer the pointer
	 */
	void add(ExportedInterface pointer) {
		this.pointers.put(pointer.ipid(), pointer);
		addVersion(pointer.iid(), pointer.stub().version());
	}

	/**
	 * Lets clients bind to an interface.
	 * @param iid the interface
	 * @param version its version
	 */
	void addVersion(Iid iid, int version) {
		if (!this.versions.getOrDefault(iid.guid(), List.of()).contains(version)) {
			this.versions.merge(iid.guid(), List.of(version), ServedInterfaces::union);
		}
	}

	private static List<Integer> union(List<Integer> present, List<Integer> added) {
		return present.containsAll(added) ? present : Stream.concat(present.stream(), added.stream()).toList();
	}

	/**
	 * Serves an object no more.
	 * @param object the object
	 */
	void remove(ExportedObject object) {
		object.interfaces().forEach((each) -> this.pointers.remove(each.ipid(), each));
	}

	/**
	 * Returns the version in which an interface is served.
	 * @param iid the interface
	 * @param asked the version that a client has
	 * @return the version asked for if it is served, else another one, or {@code null} if
	 * none is
	 */
	public @Nullable Integer version(Guid iid, int asked) {
		List<Integer> served = this.versions.get(iid);
		if (served == null) {
			return null;
		}
		return (asked == 0 || served.contains(asked)) ? Integer.valueOf(asked) : served.get(0);
	}

	/**
	 * Finds an interface pointer.
	 * @param ipid its number
	 * @return the pointer, or {@code null} if there is none, or none any more
	 */
	public @Nullable ExportedInterface find(Guid ipid) {
		return this.pointers.get(ipid);
	}

	/**
	 * Finds an interface pointer that has to be there.
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} if there is none
	 */
	ExportedInterface require(Guid ipid) {
		ExportedInterface pointer = find(ipid);
		if (pointer == null) {
			throw new ComException(HResult.CO_E_OBJNOTCONNECTED, "There is no interface pointer " + ipid);
		}
		return pointer;
	}

}
