package io.github.comspring.core.registry;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import org.jspecify.annotations.Nullable;

/**
 * The registry as the activator sees it: {@code HKEY_CLASSES_ROOT}, the merged view of
 * the hives. Safe from any thread; a look-up costs no more than a hash table's, and sees
 * every change that the hives show.
 * <p>
 * Where the user's hive has a class, an application or a ProgID, the machine's key of
 * that name is hidden; what the application declares fills in what neither of them says.
 */
public final class ComRegistry {

	private final Hive user;

	private final Hive machine;

	private final Hive application;

	private final Function<String, @Nullable String> environment;

	private volatile RegistrySnapshot snapshot;

	/**
	 * Creates a registry that expands the environment variables of this process.
	 * @param user the hive that wins
	 * @param machine the hive that writes go to, unless the key is in the user's already
	 * @param application the hive that is asked last, for what the application itself
	 * declares; never written to
	 */
	public ComRegistry(Hive user, Hive machine, Hive application) {
		this(user, machine, application, System::getenv);
	}

	/**
	 * Creates a registry.
	 * @param user the hive that wins
	 * @param machine the hive that writes go to, unless the key is in the user's already
	 * @param application the hive that is asked last, for what the application itself
	 * declares; never written to
	 * @param environment the values of environment variables, {@code null} for one that
	 * is not set
	 */
	public ComRegistry(Hive user, Hive machine, Hive application, Function<String, @Nullable String> environment) {
		this.user = user;
		this.machine = machine;
		this.application = application;
		this.environment = environment;
		this.snapshot = new RegistrySnapshot(user.root(), machine.root(), application.root(), environment);
	}

	/**
	 * Returns the hives.
	 * @return the user's, the machine's and the application's
	 */
	public List<Hive> hives() {
		return List.of(this.user, this.machine, this.application);
	}

	/**
	 * Finds the class that a text names ({@code CLSIDFromString}).
	 * @param text a CLSID in braces or a ProgID; {@code null} gives the null CLSID
	 * @return the class id
	 * @throws ComException {@code CO_E_CLASSSTRING} for an unknown name,
	 * {@code REGDB_E_INVALIDVALUE} if its current version leads back to itself,
	 * {@code REGDB_E_READREGDB} if it is unknown and a file of a hive cannot be read
	 */
	public Clsid clsid(@Nullable String text) {
		if (text == null) {
			return new Clsid(Guid.NULL);
		}
		Clsid clsid = snapshot().clsid(text);
		if (clsid == null) {
			throw absent(HResult.CO_E_CLASSSTRING, "ProgID '" + text + "'");
		}
		return clsid;
	}

	/**
	 * Finds the class of a ProgID ({@code CLSIDFromProgID}), following {@code CurVer}.
	 * @param progId the name
	 * @return the class id
	 * @throws ComException {@code E_INVALIDARG} for {@code null},
	 * {@code CO_E_CLASSSTRING} for a name that leads to no class,
	 * {@code REGDB_E_READREGDB} if it is unknown and a file of a hive cannot be read
	 */
	public Clsid clsidFromProgId(@Nullable String progId) {
		if (progId == null) {
			throw new ComException(HResult.E_INVALIDARG, "The ProgID is null");
		}
		Clsid clsid = snapshot().progId(progId, HResult.CO_E_CLASSSTRING);
		if (clsid == null) {
			throw absent(HResult.CO_E_CLASSSTRING, "ProgID '" + progId + "'");
		}
		return clsid;
	}

	/**
	 * Returns the ProgID of a class ({@code ProgIDFromCLSID}).
	 * @param clsid the class
	 * @return the name
	 * @throws ComException {@code REGDB_E_CLASSNOTREG} if the class is unknown or has no
	 * ProgID
	 */
	public ProgId progId(Clsid clsid) {
		ProgId progId = snapshot().describe(clsid).coClass().progId();
		if (progId == null) {
			throw absent(HResult.REGDB_E_CLASSNOTREG, "A ProgID of class " + clsid);
		}
		return progId;
	}

	/**
	 * Returns the class that replaces another ({@code CoGetTreatAsClass}), one hop.
	 * @param clsid the class asked for
	 * @return the replacement, or {@code clsid} if there is none
	 * @throws ComException {@code CO_E_CLASSSTRING} if the value is not a CLSID,
	 * {@code REGDB_E_READREGDB} if it is not text
	 */
	public Clsid treatAs(Clsid clsid) {
		return snapshot().treatAs(clsid);
	}

	/**
	 * Lets a class be served by another from now on ({@code CoTreatAsClass}).
	 * @param old the class, which must be registered
	 * @param replacement the class that replaces it, which need not be; the null CLSID
	 * for none; {@code old} to restore what {@code AutoTreatAs} says, or else none
	 * @throws ComException {@code REGDB_E_CLASSNOTREG} if {@code old} is unknown,
	 * {@code REGDB_E_WRITEREGDB} if the hive cannot be written, or if there is nothing to
	 * restore or remove
	 */
	public void setTreatAs(Clsid old, Clsid replacement) {
		RegistrySnapshot current = snapshot();
		if (!current.isRegistered(old)) {
			throw absent(HResult.REGDB_E_CLASSNOTREG, "Class " + old);
		}
		new Emulation(this, current).set(old, replacement);
	}

	/**
	 * Returns the class that an activation of another leads to, after {@code TreatAs}.
	 * The one look-up that an activation needs.
	 * @param clsid the class asked for
	 * @return the class
	 * @throws ComException as {@link #treatAs(Clsid)} and {@link #registration(Clsid)}
	 */
	public ResolvedClass resolve(Clsid clsid) {
		return snapshot().resolve(clsid);
	}

	/**
	 * Returns all names of a class, registered or not.
	 * @param clsid the class
	 * @return the names, the CLSID alone if the registry has no others or is damaged
	 */
	public CoClass coClass(Clsid clsid) {
		try {
			return snapshot().describe(clsid).coClass();
		}
		catch (ComException ex) {
			return CoClass.of(clsid);
		}
	}

	/**
	 * Returns what the registry says of a class.
	 * @param clsid the class
	 * @return the registration, or {@code null} if the class is not registered
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code CO_E_CLASSSTRING} if one is not a GUID
	 */
	public @Nullable ClassRegistration registration(Clsid clsid) {
		return snapshot().describe(clsid).registration();
	}

	/**
	 * Returns what the registry says of an application.
	 * @param appId the application
	 * @return the registration, or {@code null} if the application is not registered
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type
	 */
	public @Nullable ApplicationRegistration application(AppId appId) {
		return snapshot().application(appId);
	}

	/**
	 * Makes the failure for a class that was not found, telling absence from damage.
	 * @param coClass the class
	 * @return {@code REGDB_E_CLASSNOTREG}, or {@code REGDB_E_READREGDB} if a file of a
	 * hive cannot be read, which then may be the reason
	 */
	public ComException notRegistered(CoClass coClass) {
		return absent(HResult.REGDB_E_CLASSNOTREG, "Class " + coClass);
	}

	/**
	 * Returns the merged tree as it stands now.
	 * @return the tree
	 */
	public RegistryKey root() {
		return snapshot().root();
	}

	/**
	 * Returns a key of the merged tree.
	 * @param path the path of the key
	 * @return the key, or {@code null} if there is none
	 */
	public @Nullable RegistryKey key(String path) {
		return root().key(path);
	}

	/**
	 * Returns where a key comes from.
	 * @param path the path of the key
	 * @return the hives that have the key, with the source where a hive has several, such
	 * as {@code machine: rasterizer.yaml}; the first hive wins, in a hive the last source
	 */
	public List<String> origins(String path) {
		return hives().stream()
			.flatMap((hive) -> hive.sources()
				.entrySet()
				.stream()
				.filter((source) -> source.getValue().key(path) != null)
				.map((source) -> source.getKey().equals(hive.name()) ? hive.name()
						: hive.name() + ": " + source.getKey()))
			.toList();
	}

	/**
	 * Returns the files of all hives that could not be read.
	 * @return the files
	 */
	public List<UnreadableFile> unreadableFiles() {
		return hives().stream().flatMap((hive) -> hive.unreadableFiles().stream()).toList();
	}

	/**
	 * Sets a value through the merged view: in the user's hive if it has the class,
	 * application or ProgID that the key belongs to, else in the machine's.
	 * @param path the path of the key
	 * @param name the name of the value, or {@code null} for the default value
	 * @param value the value
	 * @throws ComException {@code REGDB_E_WRITEREGDB} if the hive cannot be written
	 */
	public void setValue(String path, @Nullable String name, RegistryValue value) {
		edit(path, (root) -> root.withValue(path, name, value));
	}

	/**
	 * Removes a value through the merged view, from the hive that
	 * {@link #setValue(String, String, RegistryValue)} would write to.
	 * @param path the path of the key
	 * @param name the name of the value, or {@code null} for the default value
	 * @throws ComException {@code REGDB_E_WRITEREGDB} if the hive cannot be written
	 */
	public void removeValue(String path, @Nullable String name) {
		edit(path, (root) -> root.withoutValue(path, name));
	}

	/**
	 * Removes a key and all below it through the merged view, from the hive that
	 * {@link #setValue(String, String, RegistryValue)} would write to.
	 * @param path the path of the key
	 * @throws ComException {@code REGDB_E_WRITEREGDB} if the hive cannot be written
	 */
	public void removeKey(String path) {
		edit(path, (root) -> root.withoutKey(path));
	}

	/**
	 * Changes the hive that a key of the merged view is written to.
	 */
	Hive edit(String path, UnaryOperator<RegistryKey> change) {
		boolean usersOwn = this.user.root().key(ClassesRoot.owner(path)) != null;
		Hive hive = usersOwn ? this.user : this.machine;
		hive.edit(change);
		return hive;
	}

	private ComException absent(HResult absence, String what) {
		List<UnreadableFile> unreadable = unreadableFiles();
		return unreadable.isEmpty() ? new ComException(absence, what + " is not registered") : new ComException(
				HResult.REGDB_E_READREGDB,
				what + " is not in the part of the registry that can be read; unreadable is " + unreadable.get(0));
	}

	private RegistrySnapshot snapshot() {
		RegistrySnapshot known = this.snapshot;
		RegistryKey users = this.user.root();
		RegistryKey machines = this.machine.root();
		RegistryKey applications = this.application.root();
		if (known.isOf(users, machines, applications)) {
			return known;
		}
		RegistrySnapshot fresh = new RegistrySnapshot(users, machines, applications, this.environment);
		this.snapshot = fresh;
		return fresh;
	}

}
