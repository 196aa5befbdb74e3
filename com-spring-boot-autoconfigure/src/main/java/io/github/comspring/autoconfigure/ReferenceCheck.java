package io.github.comspring.autoconfigure;

import java.util.List;

import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ProgId;
import io.github.comspring.autoconfigure.declaration.DeclaredIds;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.ComPropertySources;
import io.github.comspring.autoconfigure.properties.Suggestion;
import io.github.comspring.beans.ComReferences;
import io.github.comspring.beans.DeclaredReference;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.diagnostics.ComStartupException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Finds the references of a context that cannot work as things stand when it has started:
 * those to a class that nothing registers, of which it warns, as the registry may get it
 * at any time, and those by an interface that cannot reach where the class runs, which
 * are mistakes.
 */
final class ReferenceCheck implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog(ReferenceCheck.class);

	private static final ClassContext ELSEWHERE = ClassContext.LOCAL_SERVER.or(ClassContext.REMOTE_SERVER);

	private final ComReferences references;

	private final ComRegistry registry;

	private final ClassTable classTable;

	private final ScmPlace scm;

	private final ConfigurableApplicationContext context;

	/**
	 * Creates a check.
	 * @param references the references of the context
	 * @param registry says where classes run
	 * @param classTable the classes of this process
	 * @param scm where the service control manager is
	 * @param context the context
	 */
	ReferenceCheck(ComReferences references, ComRegistry registry, ClassTable classTable, ScmPlace scm,
			ConfigurableApplicationContext context) {
		this.references = references;
		this.registry = registry;
		this.classTable = classTable;
		this.scm = scm;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		// That of a child context comes here too
		if (event.getApplicationContext() == this.context) {
			this.references.declared().forEach(this::check);
		}
	}

	private void check(DeclaredReference reference) {
		Clsid clsid;
		ClassRegistration registration;
		try {
			clsid = this.registry.clsid(reference.name());
			registration = this.registry.resolve(clsid).registration();
		}
		catch (ComException ex) {
			warn(reference, ex);
			return;
		}
		if (isOwn(clsid)) {
			return;
		}
		if (registration != null && runsElsewhere(registration)) {
			requireRemotable(reference, registration.coClass());
		}
		// A host may know it by its CLSID
		if (registration == null && this.scm.mode() == ComProperties.Mode.EMBEDDED) {
			warn(reference, this.registry.notRegistered(CoClass.of(clsid)));
		}
	}

	private boolean isOwn(Clsid clsid) {
		return this.classTable.registrations()
			.stream()
			.anyMatch((each) -> each.classObject().coClass().clsid().equals(clsid));
	}

	private static boolean runsElsewhere(ClassRegistration registration) {
		ClassContext contexts = registration.contexts();
		return (contexts != null) ? contexts.and(ELSEWHERE).equals(contexts) : registration.localServer() != null
				&& registration.inprocServer() == null && registration.inprocHandler() == null;
	}

	private void warn(DeclaredReference reference, ComException problem) {
		logger.warn("The " + reference.place().name() + " refers to a class that cannot be found now: "
				+ problem.detail() + Suggestion.of(reference.name(), progIds())
				+ " (calls fail until comspring.classes, a bean or a file of the registry has it)");
	}

	private List<String> progIds() {
		return this.registry.root()
			.keys()
			.entrySet()
			.stream()
			.filter((each) -> ProgId.isValid(each.getKey()) && each.getValue().key("CLSID") != null)
			.map((each) -> each.getKey())
			.toList();
	}

	private void requireRemotable(DeclaredReference reference, CoClass coClass) {
		try {
			RemotableInterface.of(reference.type());
		}
		catch (ComException ex) {
			throw new ComStartupException(
					"The " + reference.place().name() + " refers to the class " + coClass
							+ ", which runs in another process" + origin(coClass) + ", but its interface "
							+ reference.type().getName() + " cannot be called there. " + ex.detail(),
					ex, "Change the interface " + reference.type().getName(),
					"If the class need not run elsewhere, set " + context(coClass) + " to in-process");
		}
	}

	private String origin(CoClass coClass) {
		Object origin = ComPropertySources.of(this.context.getEnvironment()).origin(context(coClass));
		return (origin != null) ? " (" + context(coClass) + ", " + origin + ")" : "";
	}

	private static String context(CoClass coClass) {
		return DeclaredIds.property((coClass.progId() != null) ? coClass.progId().value() : coClass.clsid().toString(),
				"context");
	}

}
