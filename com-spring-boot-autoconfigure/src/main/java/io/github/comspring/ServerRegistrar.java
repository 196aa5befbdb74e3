package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * Takes the registry entries of a server that registers itself. The path of the server is
 * filled in by the runtime. All entries are written together or not at all.
 */
public interface ServerRegistrar {

	/**
	 * Describes a class of this server: its CLSID, AppID, server and ProgIDs, the
	 * version-independent one included.
	 * @param coClass the class
	 * @param description the name of the class for people
	 * @param threadingModel which threads may call its objects
	 * @return this
	 */
	ServerRegistrar coClass(CoClass coClass, String description, ThreadingModel threadingModel);

	/**
	 * Describes an application that classes of this server belong to.
	 * @param appId the application
	 * @param name its name for people
	 * @return this
	 */
	ServerRegistrar application(AppId appId, String name);

	/**
	 * Describes any other text value.
	 * @param key the path of the key below {@code HKEY_CLASSES_ROOT}, with backslashes
	 * @param name the name of the value, or {@code null} for the key's default value
	 * @param text the value
	 * @return this
	 */
	ServerRegistrar value(String key, @Nullable String name, String text);

}
