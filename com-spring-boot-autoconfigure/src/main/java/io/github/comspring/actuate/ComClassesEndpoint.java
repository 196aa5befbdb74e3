package io.github.comspring.actuate;

import java.util.List;
import java.util.Map;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.core.classtable.ClassTable.Registration;
import io.github.comspring.core.classtable.ClassTable.State;
import io.github.comspring.core.module.InProcessServers.Module;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@link Endpoint @Endpoint} that shows classes: where each is registered, where it runs,
 * and who holds it.
 */
@Endpoint(id = "comclasses")
public class ComClassesEndpoint {

	private final KnownClasses classes;

	/**
	 * Creates an endpoint.
	 * @param classes the classes that this process knows
	 */
	public ComClassesEndpoint(KnownClasses classes) {
		this.classes = classes;
	}

	/**
	 * Returns all classes.
	 * @return the classes by their CLSID
	 */
	@ReadOperation
	public ComClassesDescriptor comClasses() {
		return new ComClassesDescriptor(this.classes.all());
	}

	/**
	 * Returns a class.
	 * @param id its CLSID with or without braces, or its ProgID
	 * @return the class, or {@code null} if this process knows none
	 */
	@ReadOperation
	public @Nullable ComClassDescriptor comClass(@Selector String id) {
		return this.classes.find(id);
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	/**
	 * All classes.
	 *
	 * @param classes the classes by their CLSID
	 */
	public record ComClassesDescriptor(Map<String, ComClassDescriptor> classes) implements OperationResponseBody {
	}

	/**
	 * A class.
	 *
	 * @param clsid the class id
	 * @param progId the ProgID, or {@code null}
	 * @param appId the application, or {@code null}
	 * @param registry what the registry says, or {@code null} if the class is not there
	 * @param classObjects its class objects in this process, those of loaded jars
	 * included
	 */
	public record ComClassDescriptor(String clsid, @Nullable String progId, @Nullable String appId,
			@Nullable RegistryDescriptor registry,
			List<ClassObjectDescriptor> classObjects) implements OperationResponseBody {

		static ComClassDescriptor of(CoClass coClass, @Nullable RegistryDescriptor registry,
				List<ClassObjectDescriptor> classObjects) {
			return new ComClassDescriptor(coClass.clsid().toString(), text(coClass.progId()), text(coClass.appId()),
					registry, classObjects);
		}

	}

	/**
	 * What the registry says of a class.
	 *
	 * @param sources the hives and files that have the class, the one that wins first
	 * @param description the name for people, or {@code null}
	 * @param inProcessServer the jar, or {@code null}
	 * @param threadingModel the threading model of the jar, or {@code null}
	 * @param inProcessHandler the jar of the handler, or {@code null}
	 * @param localServer the program without its arguments, or {@code null}
	 * @param contexts where the class runs if the client does not say, or {@code null}
	 * @param problem why the entries cannot be used, or {@code null}
	 */
	public record RegistryDescriptor(List<String> sources, @Nullable String description,
			@Nullable String inProcessServer, @Nullable String threadingModel, @Nullable String inProcessHandler,
			@Nullable String localServer, @Nullable String contexts, @Nullable String problem) {

		static RegistryDescriptor of(List<String> sources, ClassRegistration registration) {
			InprocServer server = registration.inprocServer();
			InprocServer handler = registration.inprocHandler();
			LocalServer program = registration.localServer();
			return new RegistryDescriptor(sources, registration.description(), (server != null) ? server.path() : null,
					(server != null) ? server.threadingModel() : null, (handler != null) ? handler.path() : null,
					(program != null) ? program(program) : null, text(registration.contexts()), null);
		}

		static RegistryDescriptor unusable(List<String> sources, ComException problem) {
			return new RegistryDescriptor(sources, null, null, null, null, null, null, problem.getMessage());
		}

		/**
		 * Leaves the arguments out, which may be secret; {@code comregistry} has them.
		 */
		private static String program(LocalServer server) {
			if (server.executable() != null) {
				return server.executable();
			}
			String line = server.commandLine().strip();
			return line.startsWith("\"") ? line.split("\"", 3)[1] : line.split("\\s", 2)[0];
		}

	}

	/**
	 * A class object.
	 *
	 * @param classObject what it is
	 * @param server what it lives in: this process, or a jar
	 * @param registration how it was registered in the class table, or {@code null} for
	 * the class object of a jar
	 * @param state whether clients can get it
	 * @param instances how many instances are alive
	 * @param locks how many locks are held
	 */
	public record ClassObjectDescriptor(String classObject, String server,
			@Nullable RegistrationDescriptor registration, String state, int instances, int locks) {

		static ClassObjectDescriptor of(Registration registration) {
			RegistrationDescriptor registered = new RegistrationDescriptor(registration.cookie(),
					registration.contexts().toString(), registration.flags().toString());
			return of(registration.classObject(), "this process", registered, registration.state().name());
		}

		static ClassObjectDescriptor of(Module module, ClassObject classObject) {
			return of(classObject, module.jar().toString(), null, State.RUNNING.name());
		}

		private static ClassObjectDescriptor of(ClassObject classObject, String server,
				@Nullable RegistrationDescriptor registration, String state) {
			return new ClassObjectDescriptor(name(classObject.target()), server, registration, state,
					classObject.instances(), classObject.locks());
		}

		/**
		 * Names an object by its text, unless that is no more than its address.
		 */
		private static String name(Object target) {
			String text = target.toString();
			String type = target.getClass().getName();
			return text.startsWith(type + "@") ? type : text;
		}

	}

	/**
	 * A registration in the class table.
	 *
	 * @param cookie its cookie
	 * @param contexts the contexts it serves
	 * @param flags how it was registered
	 */
	public record RegistrationDescriptor(int cookie, String contexts, String flags) {
	}

}
