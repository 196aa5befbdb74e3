package io.github.comspring.autoconfigure.declaration;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.ComProperties.Application;
import io.github.comspring.autoconfigure.properties.ComProperties.ClassDeclaration;
import io.github.comspring.autoconfigure.properties.ComProperties.Placement;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of the classes and applications that the application's properties name,
 * and refuses what is none.
 */
public final class DeclaredIds {

	private final Map<String, AppId> appIds = new HashMap<>();

	private final Map<String, CoClass> coClasses = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final Function<String, Map<ProgId, Clsid>> jarClasses;

	private final boolean jarsMayBeMissing;

	/**
	 * Reads the ids of all classes and applications.
	 * @param properties the properties
	 * @param jarClasses tells the classes that the manifest of a jar lists
	 * @param jarsMayBeMissing whether a class whose jar is not there has an id all the
	 * same, and is found wanting at the first call only
	 * @throws InvalidComPropertyException if a property is wrong or missing
	 */
	public DeclaredIds(ComProperties properties, Function<String, Map<ProgId, Clsid>> jarClasses,
			boolean jarsMayBeMissing) {
		this.jarClasses = jarClasses;
		this.jarsMayBeMissing = jarsMayBeMissing;
		properties.applications().forEach((name, application) -> this.appIds.put(name, read(name, application)));
		Map<Clsid, String> names = new HashMap<>();
		properties.classes().forEach((name, declaration) -> {
			CoClass coClass = read(name, declaration);
			String other = names.put(coClass.clsid(), name);
			if (other != null) {
				throw new InvalidComPropertyException("comspring.classes[" + name + "]", null,
						"declares the class " + coClass.clsid() + ", which comspring.classes[" + other
								+ "] declares too",
						"Join the two, a ProgID as the key is enough", "Give one of them another CLSID");
			}
			this.coClasses.put(name, coClass);
		});
	}

	/**
	 * Names a property of a class.
	 * @param name the name of the class
	 * @param property the property
	 * @return the property as it is written in a file
	 */
	public static String property(String name, String property) {
		return "comspring.classes[" + name + "]." + property;
	}

	AppId appId(String application) {
		return this.appIds.get(application);
	}

	CoClass coClass(String name) {
		return this.coClasses.get(name);
	}

	/**
	 * Finds the class that a property refers to.
	 * @param property the property
	 * @param text its value, a CLSID or the name of a declared class
	 * @return the class id
	 */
	Clsid clsid(String property, String text) {
		CoClass declared = this.coClasses.get(text);
		return (declared != null) ? declared.clsid() : parse(property, text, Clsid::of, "is no class",
				"Use a CLSID, such as " + Guid.random(), "Use a ProgID that comspring.classes declares");
	}

	private AppId read(String name, Application application) {
		String property = DeclaredApplication.property(name, "app-id");
		if (application.appId() == null || application.appId().isBlank()) {
			return new AppId(derived("comspring.applications." + name + ".app-id"));
		}
		return parse(property, application.appId(), AppId::of, "is not a GUID",
				"Use 32 hexadecimal digits in groups of 8-4-4-4-12, such as " + Guid.random());
	}

	/**
	 * Makes an id for what has none, the same at each start.
	 */
	private static Guid derived(String property) {
		return Guid.of(UUID.nameUUIDFromBytes(property.getBytes(StandardCharsets.UTF_8)));
	}

	private CoClass read(String name, ClassDeclaration declaration) {
		AppId appId = application(name, declaration.application());
		Clsid key = clsidOrNull(name);
		if (key != null) {
			ProgId progId = (declaration.progId() != null) ? progId(property(name, "prog-id"), declaration.progId())
					: null;
			return coClass(key, progId, appId, declaration);
		}
		ProgId progId = progId("comspring.classes[" + name + "]", name);
		return coClass(clsid(progId, declaration), progId, appId, declaration);
	}

	/**
	 * A surrogate belongs to an application, which for a class without one is its own.
	 */
	private static CoClass coClass(Clsid clsid, @Nullable ProgId progId, @Nullable AppId appId,
			ClassDeclaration declaration) {
		boolean alone = appId == null && declaration.context() == Placement.SURROGATE;
		return new CoClass(clsid, progId, alone ? new AppId(clsid.guid()) : appId);
	}

	private Clsid clsid(ProgId progId, ClassDeclaration declaration) {
		String property = property(progId.value(), "clsid");
		if (declaration.clsid() != null) {
			return parse(property, declaration.clsid(), Clsid::of, "is not a GUID",
					"Use 32 hexadecimal digits in groups of 8-4-4-4-12, such as " + Guid.random());
		}
		String jar = declaration.inProcessServer();
		Clsid listed = (jar != null) ? classesOf(progId, jar).get(progId) : null;
		if (listed == null) {
			throw new InvalidComPropertyException(property, null,
					"is missing" + ((jar != null) ? ", and the jar " + jar + " does not list " + progId : ""),
					"Set it to the class id of " + progId, "Use the class id as the key instead, and set prog-id",
					"Let the jar of in-process-server list the class in Com-Classes of its manifest");
		}
		return listed;
	}

	private Map<ProgId, Clsid> classesOf(ProgId progId, String jar) {
		try {
			return this.jarClasses.apply(jar);
		}
		catch (ComException ex) {
			if (this.jarsMayBeMissing && ex.hresult().equals(HResult.CO_E_DLLNOTFOUND)) {
				return Map.of(progId, new Clsid(derived(property(progId.value(), "clsid"))));
			}
			throw new InvalidComPropertyException(property(progId.value(), "in-process-server"), jar,
					"names a jar that cannot be read: " + ex.detail(), "Put the jar where the path says",
					"Add its directory to comspring.modules.path", "Set clsid, if the jar comes later");
		}
	}

	private @Nullable AppId application(String name, @Nullable String application) {
		if (application != null && !this.appIds.containsKey(application)) {
			throw new InvalidComPropertyException(property(name, "application"), application, "is no application",
					"Set comspring.applications." + application + ".app-id",
					"Use one of the applications that there are: " + this.appIds.keySet());
		}
		return (application != null) ? this.appIds.get(application) : null;
	}

	private static ProgId progId(String property, String text) {
		return parse(property, text, ProgId::new, "is neither a ProgID nor a CLSID",
				"A ProgID has at most 39 letters, digits and full stops, the first a letter",
				"A CLSID is a GUID, such as " + Guid.random(),
				"In YAML, put the key in brackets and quotes: \"[Desk.PageRasterizer.1]\"");
	}

	private static @Nullable Clsid clsidOrNull(String text) {
		try {
			return Clsid.of(text);
		}
		catch (ComException ex) {
			return null;
		}
	}

	private static <T> T parse(String property, String text, Function<String, T> parser, String problem,
			String... remedies) {
		try {
			return parser.apply(text);
		}
		catch (ComException ex) {
			throw new InvalidComPropertyException(property, text, problem, remedies);
		}
	}

}
