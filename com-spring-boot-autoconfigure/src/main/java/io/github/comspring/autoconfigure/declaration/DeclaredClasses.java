package io.github.comspring.autoconfigure.declaration;

import java.util.Map;
import java.util.Objects;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.ComProperties.Application;
import io.github.comspring.autoconfigure.properties.ComProperties.ClassDeclaration;
import io.github.comspring.autoconfigure.properties.ComProperties.Placement;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.registry.CoClassEntries;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.jspecify.annotations.Nullable;

/**
 * The classes and applications of the application's properties as registry entries.
 */
public final class DeclaredClasses {

	private final ComProperties properties;

	private final DeclaredIds ids;

	public DeclaredClasses(ComProperties properties, DeclaredIds ids) {
		this.properties = properties;
		this.ids = ids;
	}

	/**
	 * Adds the entries to a tree.
	 * @param root the tree
	 * @return the new tree
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	public RegistryKey writeTo(RegistryKey root) {
		RegistryKey tree = root;
		for (Map.Entry<String, Application> entry : this.properties.applications().entrySet()) {
			DeclaredApplication declared = new DeclaredApplication(entry.getKey(), entry.getValue());
			tree = declared.writeTo(tree, key(this.ids.appId(entry.getKey())));
		}
		for (Map.Entry<String, ClassDeclaration> entry : this.properties.classes().entrySet()) {
			tree = write(tree, entry.getKey(), entry.getValue());
		}
		return tree;
	}

	private RegistryKey write(RegistryKey root, String name, ClassDeclaration declaration) {
		CoClass coClass = this.ids.coClass(name);
		String key = "CLSID\\" + coClass.clsid();
		String description = (declaration.description() != null) ? declaration.description() : name;
		RegistryKey tree = CoClassEntries.write(root, coClass, description);
		tree = writeServers(tree, key, declaration);
		tree = writeValue(tree, key + "\\InprocServer32", InprocServer.DIGEST, digest(name, declaration));
		tree = writeValue(tree, key + "\\TreatAs", null, clsid(name, "treat-as", declaration.treatAs()));
		tree = writeValue(tree, key + "\\AutoTreatAs", null, clsid(name, "auto-treat-as", declaration.autoTreatAs()));
		return writeContext(tree, key, name, coClass.appId(), declaration.context());
	}

	private static RegistryKey writeServers(RegistryKey root, String key, ClassDeclaration declaration) {
		RegistryKey tree = root;
		if (declaration.inProcessServer() != null) {
			tree = tree.withValue(key + "\\InprocServer32", null, new Sz(declaration.inProcessServer()));
			String model = declaration.threadingModel().text();
			tree = writeValue(tree, key + "\\InprocServer32", "ThreadingModel", (model != null) ? new Sz(model) : null);
		}
		if (declaration.inProcessHandler() != null) {
			tree = tree.withValue(key + "\\InprocHandler32", null, new Sz(declaration.inProcessHandler()));
		}
		// It would win over the surrogate, where all else is there for another context
		boolean program = declaration.localServer() != null && declaration.context() != Placement.SURROGATE;
		return writeValue(tree, key + "\\LocalServer32", null, program ? new Sz(declaration.localServer()) : null);
	}

	private static RegistryKey writeContext(RegistryKey root, String key, String name, @Nullable AppId appId,
			@Nullable Placement placement) {
		if (placement == null) {
			return root;
		}
		RegistryKey tree = root.withValue(key, "ClassContext", new Dword(placement.context().bits()));
		if (placement != Placement.SURROGATE) {
			return tree;
		}
		return tree.withValue(key(Objects.requireNonNull(appId, name)), "DllSurrogate", new Sz(""));
	}

	private static @Nullable RegistryValue digest(String name, ClassDeclaration declaration) {
		String digest = declaration.digest();
		if (digest == null) {
			return null;
		}
		String property = DeclaredIds.property(name, "digest");
		if (declaration.inProcessServer() == null) {
			throw new InvalidComPropertyException(property, digest, "needs a jar",
					"Set " + DeclaredIds.property(name, "in-process-server"), "Leave it out");
		}
		if (!digest.matches("(?i)sha-256:[0-9a-f]{64}")) {
			throw new InvalidComPropertyException(property, digest, "is no digest of a jar",
					"Use sha-256: and the 64 hexadecimal digits that sha256sum prints");
		}
		return new Sz(digest);
	}

	private @Nullable RegistryValue clsid(String name, String property, @Nullable String text) {
		if (text == null) {
			return null;
		}
		Clsid clsid = this.ids.clsid(DeclaredIds.property(name, property), text);
		return new Sz(clsid.toString());
	}

	private static RegistryKey writeValue(RegistryKey tree, String key, @Nullable String name,
			@Nullable RegistryValue value) {
		return (value != null) ? tree.withValue(key, name, value) : tree;
	}

	private static String key(AppId appId) {
		return "AppID\\" + appId;
	}

}
