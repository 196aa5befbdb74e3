package io.github.comspring.core.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * The registry at one moment: the trees of the hives, their merged view, and what has
 * been read from it so far. What was read once costs one probe of a hash table. Failures
 * are not kept, and of names and classes that lead nowhere only so many that no client
 * can fill the memory with them.
 */
final class RegistrySnapshot {

	private static final int CACHE_LIMIT = 16_384;

	private final RegistryKey user;

	private final RegistryKey machine;

	private final RegistryKey application;

	/** The merged view. */
	private final KeyReader root;

	/** The merged view without the user's hive. */
	private final KeyReader administered;

	private final Map<String, Clsid> names = new ConcurrentHashMap<>();

	private final Map<Clsid, ResolvedClass> resolved = new ConcurrentHashMap<>();

	private final Map<Clsid, ResolvedClass> described = new ConcurrentHashMap<>();

	RegistrySnapshot(RegistryKey user, RegistryKey machine, RegistryKey application,
			Function<String, @Nullable String> environment) {
		this.user = user;
		this.machine = machine;
		this.application = application;
		this.root = new KeyReader("", ClassesRoot.merge(user, machine, application), environment);
		this.administered = new KeyReader("", ClassesRoot.merge(RegistryKey.EMPTY, machine, application), environment);
	}

	boolean isOf(RegistryKey user, RegistryKey machine, RegistryKey application) {
		return this.user == user && this.machine == machine && this.application == application;
	}

	RegistryKey root() {
		return this.root.key();
	}

	/**
	 * Finds the class of a text.
	 * @return the class, or {@code null} for an unknown ProgID
	 */
	@Nullable Clsid clsid(String text) {
		Clsid known = this.names.get(text);
		if (known != null) {
			return known;
		}
		Clsid clsid = Guid.isCanonical(text) ? Clsid.of(text) : progId(text, HResult.REGDB_E_INVALIDVALUE);
		if (clsid != null && this.names.size() < CACHE_LIMIT) {
			this.names.put(text, clsid);
		}
		return clsid;
	}

	@Nullable Clsid progId(String text, HResult loop) {
		return new ProgIds(this.root).clsid(text, loop);
	}

	KeyReader classKey(Clsid clsid) {
		return this.root.below("CLSID").below(clsid.toString());
	}

	boolean isRegistered(Clsid clsid) {
		return root().key("CLSID\\" + clsid) != null;
	}

	/**
	 * Returns the class that replaces another, or the other itself.
	 */
	Clsid treatAs(Clsid clsid) {
		Guid replacement = classKey(clsid).below("TreatAs").guid(null);
		return (replacement != null) ? new Clsid(replacement) : clsid;
	}

	ResolvedClass resolve(Clsid clsid) {
		ResolvedClass known = this.resolved.get(clsid);
		return (known != null) ? known : keep(this.resolved, clsid, describe(treatAs(clsid)));
	}

	ResolvedClass describe(Clsid clsid) {
		ResolvedClass known = this.described.get(clsid);
		return (known != null) ? known : keep(this.described, clsid, read(clsid));
	}

	@Nullable ApplicationRegistration application(AppId appId) {
		KeyReader key = this.root.below("AppID").below(appId.toString());
		return (root().key(key.path()) != null)
				? ApplicationRegistration.read(appId, key, this.administered.below("AppID").below(appId.toString()))
				: null;
	}

	private ResolvedClass read(Clsid clsid) {
		if (!isRegistered(clsid)) {
			return new ResolvedClass(CoClass.of(clsid), null, null);
		}
		ClassRegistration registration = ClassRegistration.read(clsid, classKey(clsid));
		AppId appId = registration.coClass().appId();
		return new ResolvedClass(registration.coClass(), registration, (appId != null) ? application(appId) : null);
	}

	private static ResolvedClass keep(Map<Clsid, ResolvedClass> cache, Clsid clsid, ResolvedClass resolved) {
		if (resolved.registration() != null || cache.size() < CACHE_LIMIT) {
			cache.put(clsid, resolved);
		}
		return resolved;
	}

}
