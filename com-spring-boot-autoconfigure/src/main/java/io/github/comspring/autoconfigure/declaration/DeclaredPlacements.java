package io.github.comspring.autoconfigure.declaration;

import java.util.Locale;
import java.util.Map;

import io.github.comspring.CoClass;
import io.github.comspring.autoconfigure.properties.ComProperties.ClassDeclaration;
import io.github.comspring.autoconfigure.properties.ComProperties.Mode;
import io.github.comspring.autoconfigure.properties.ComProperties.Placement;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ComRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Refuses classes that cannot run where their properties say, as nothing is there to run.
 *
 * @param classes the classes by their names
 * @param ids their ids
 * @param elsewhere what the registry says of them, apart from these properties
 * @param mode where the service control manager is: what this application's own one
 * cannot start does not exist, but with a host, another process may serve it
 */
public record DeclaredPlacements(Map<String, ClassDeclaration> classes, DeclaredIds ids, ComRegistry elsewhere,
		Mode mode) {

	/**
	 * Checks all classes.
	 * @throws InvalidComPropertyException if one cannot run
	 */
	public void check() {
		this.classes.forEach((name, declaration) -> {
			if (declaration.context() != null && declaration.treatAs() == null) {
				check(name, declaration, declaration.context());
			}
		});
	}

	private void check(String name, ClassDeclaration declaration, Placement placement) {
		ClassRegistration registered = registered(this.ids.coClass(name));
		boolean jar = declaration.inProcessServer() != null
				|| (registered != null && registered.inprocServer() != null);
		boolean program = declaration.localServer() != null || (registered != null && registered.localServer() != null);
		switch (placement) {
			case SURROGATE -> require(jar || this.mode == Mode.CLIENT, name, placement, "in-process-server",
					"the jar that the surrogate hosts");
			case LOCAL_SERVER -> require(program || this.mode != Mode.EMBEDDED, name, placement, "local-server",
					"the command line of its program");
			case REMOTE -> throw new InvalidComPropertyException(DeclaredIds.property(name, "context"), text(placement),
					"asks for another machine, and this release reaches none",
					"Use surrogate or local-server, for another process of this machine");
			case IN_PROCESS -> {
				// A bean of this application may be the class
			}
		}
	}

	private @Nullable ClassRegistration registered(CoClass coClass) {
		return this.elsewhere.registration(coClass.clsid());
	}

	private static void require(boolean there, String name, Placement placement, String property, String meaning) {
		if (!there) {
			throw new InvalidComPropertyException(DeclaredIds.property(name, "context"), text(placement),
					"needs " + property + ", which neither the properties nor the registry give",
					"Set " + DeclaredIds.property(name, property) + " to " + meaning, "Set another context");
		}
	}

	private static String text(Placement placement) {
		return placement.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
