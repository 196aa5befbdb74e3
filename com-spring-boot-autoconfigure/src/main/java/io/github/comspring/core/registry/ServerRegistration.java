package io.github.comspring.core.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.ServerRegistrar;
import io.github.comspring.ThreadingModel;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.jspecify.annotations.Nullable;

/**
 * The registry entries of one server, taken from its description and then written,
 * removed or compared in one step ({@code DllRegisterServer},
 * {@code DllUnregisterServer}). Not safe for use by several threads; several
 * registrations may work on one hive together.
 */
public final class ServerRegistration implements ServerRegistrar {

	private final Hive hive;

	private final String owner;

	private final String serverKey;

	private final String server;

	private final List<RegistryEntry> entries = new ArrayList<>();

	private final Set<Clsid> classes = new LinkedHashSet<>();

	private ServerRegistration(Hive hive, String owner, String serverKey, String server) {
		this.hive = hive;
		this.owner = owner;
		this.serverKey = serverKey;
		this.server = server;
	}

	/**
	 * Starts the registration of a jar, written as an absolute path under
	 * {@code InprocServer32}.
	 * @param hive the hive to write to
	 * @param jar the jar
	 * @return a registration without entries
	 */
	public static ServerRegistration ofJar(Hive hive, Path jar) {
		Path file = jar.toAbsolutePath().normalize();
		return new ServerRegistration(hive, ownerOf(file), "InprocServer32", file.toString());
	}

	/**
	 * Starts the registration of a program, written under {@code LocalServer32}.
	 * @param hive the hive to write to
	 * @param program the file that tells this server from others
	 * @param commandLine the command line that starts it
	 * @return a registration without entries
	 */
	public static ServerRegistration ofProgram(Hive hive, Path program, String commandLine) {
		return new ServerRegistration(hive, ownerOf(program), "LocalServer32", commandLine);
	}

	@Override
	public ServerRegistrar coClass(CoClass coClass, String description, ThreadingModel threadingModel) {
		require(coClass, "The class");
		require(description, "The description of a class");
		require(threadingModel, "The threading model");
		Clsid clsid = coClass.clsid();
		String key = "CLSID\\" + clsid;
		this.classes.add(clsid);
		value(key, null, description);
		valueIfAny(key, "AppID", coClass.appId());
		value(KeyPath.join(key, this.serverKey), null, this.server);
		valueIfAny(KeyPath.join(key, this.serverKey), "ThreadingModel", threadingModel.text());
		ProgId progId = coClass.progId();
		if (progId != null) {
			value(key + "\\ProgID", null, progId.value());
			progId(progId, clsid, description);
			if (progId.withoutVersion() != progId) {
				value(key + "\\VersionIndependentProgID", null, progId.withoutVersion().value());
				progId(progId.withoutVersion(), clsid, description);
				value(progId.withoutVersion() + "\\CurVer", null, progId.value());
			}
		}
		return this;
	}

	@Override
	public ServerRegistrar application(AppId appId, String name) {
		require(appId, "The application id");
		require(name, "The name of an application");
		return value("AppID\\" + appId, null, name);
	}

	/**
	 * {@inheritDoc}
	 * @throws ComException {@code E_INVALIDARG} if the value makes a ProgID of a name
	 * that cannot be one
	 */
	@Override
	public ServerRegistrar value(String key, @Nullable String name, String text) {
		require(key, "The key of a value");
		require(text, "The text of a value");
		List<String> names = KeyPath.names(key);
		if (names.size() == 2 && isOfProgId(names.get(1))) {
			new ProgId(names.get(0));
		}
		this.entries.add(new RegistryEntry(key, name, new Sz(text)));
		return this;
	}

	private static void require(@Nullable Object argument, String what) {
		if (argument == null) {
			throw new ComException(HResult.E_INVALIDARG, what + " is null");
		}
	}

	/**
	 * Writes all entries, in one step. Writing them again changes nothing, or replaces a
	 * path that the server has left.
	 * @throws ComException {@code SELFREG_E_CLASS} if the hive cannot be written; nothing
	 * was
	 */
	public void register() {
		edit((root) -> {
			RegistryKey changed = root;
			for (RegistryEntry entry : this.entries) {
				changed = entry.written(changed);
			}
			return changed;
		});
	}

	/**
	 * Removes, in one step, the entries that still stand as they would be written, and
	 * the keys that are empty without them. What others wrote stays, and so does a ProgID
	 * that leads to another class now.
	 * @return {@code S_OK}, or {@code S_FALSE} if entries of a class remain
	 * @throws ComException {@code SELFREG_E_CLASS} if the hive cannot be written; nothing
	 * was
	 */
	public HResult unregister() {
		edit((root) -> {
			RegistryKey changed = root;
			for (RegistryEntry entry : this.entries) {
				changed = isOthers(root, entry) ? changed : entry.removed(changed);
			}
			return changed;
		});
		RegistryKey root = this.hive.root();
		boolean remains = this.classes.stream().anyMatch((clsid) -> root.key("CLSID\\" + clsid) != null);
		return remains ? HResult.S_FALSE : HResult.S_OK;
	}

	/**
	 * Tells whether the hive has all entries as they would be written, with the present
	 * path of the server.
	 * @return whether registering would change nothing
	 */
	public boolean isRegistered() {
		RegistryKey root = this.hive.root();
		return this.entries.stream().allMatch((entry) -> entry.standsIn(root));
	}

	private void progId(ProgId progId, Clsid clsid, String description) {
		value(progId.value(), null, description);
		value(progId + "\\CLSID", null, clsid.toString());
	}

	private void valueIfAny(String key, String name, @Nullable Object text) {
		if (text != null) {
			value(key, name, text.toString());
		}
	}

	private void edit(UnaryOperator<RegistryKey> change) {
		try {
			this.hive.edit(this.owner, change);
		}
		catch (ComException ex) {
			throw new ComException(HResult.SELFREG_E_CLASS,
					"The entries of " + this.server + " could not be written to hive " + this.hive.name(), ex);
		}
	}

	/**
	 * Tells whether an entry is below a name that leads to another server's class.
	 */
	private boolean isOthers(RegistryKey root, RegistryEntry entry) {
		String path = KeyPath.join(KeyPath.names(entry.key()).get(0), "CLSID");
		List<RegistryEntry> mine = this.entries.stream().filter((other) -> other.key().equalsIgnoreCase(path)).toList();
		return !mine.isEmpty() && root.value(path, null) != null
				&& mine.stream().noneMatch((own) -> own.standsIn(root));
	}

	private static boolean isOfProgId(String name) {
		return name.equalsIgnoreCase("CLSID") || name.equalsIgnoreCase("CurVer");
	}

	private static String ownerOf(Path file) {
		return Objects.requireNonNull(file.getFileName(), "file").toString();
	}

}
