package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.Race;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of {@code QueryInterface}, for objects and class objects wherever they are.
 */
@ExtendWith(NoLeftovers.class)
class QueryInterfaceTests {

	private static final List<Class<?>> FACTORY = List.of(ClassFactory.class, LicensedClassFactory.class, Object.class);

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	@Test
	@Tag("UK-02")
	@Tag("UK-03")
	void queryInterfaceInProcessThenReflexiveSymmetricTransitiveAndFixed() throws Exception {
		check(jar(), ClassContext.INPROC_SERVER, List.of(Hosted.class, Object.class), FACTORY);
	}

	@Test
	@Tag("UK-02")
	@Tag("UK-03")
	void queryInterfaceOfSurrogateThenReflexiveSymmetricTransitiveAndFixed() throws Exception {
		check(jar(), ClassContext.LOCAL_SERVER, List.of(Hosted.class, Object.class),
				List.of(ClassFactory.class, LicensedClassFactory.class, Hosted.Shop.class, Object.class));
	}

	@Test
	@Tag("UK-02")
	@Tag("UK-03")
	void queryInterfaceOfLocalServerThenReflexiveSymmetricTransitiveAndFixed() throws Exception {
		check(this.machine.register(), ClassContext.LOCAL_SERVER, List.of(Servant.class, Object.class),
				List.of(ClassFactory.class, Object.class));
	}

	private Clsid jar() {
		HostedClasses classes = new HostedClasses(this.machine, this.directory);
		return classes.register();
	}

	private void check(Clsid clsid, ClassContext context, List<Class<?>> ofObject, List<Class<?>> ofClassObject)
			throws Exception {
		ActivationRequest request = ActivationRequest.of(clsid).in(context);
		try (ComPointer<?> object = this.machine.activator().createInstance(request, ofObject.get(0));
				ComPointer<?> classObject = this.machine.activator().getClassObject(request, ofClassObject.get(0))) {
			// The answers are the same at any time and on any thread
			Race.run(3, (number) -> {
				checkTriples(object, ofObject);
				checkTriples(classObject, ofClassObject);
				checkTriples(object, ofObject);
				return number;
			});
		}
	}

	private static void checkTriples(ComPointer<?> identity, List<Class<?>> supported) {
		for (Class<?> first : supported) {
			try (ComPointer<?> one = identity.queryInterface(first)) {
				for (Class<?> second : supported) {
					try (ComPointer<?> two = one.queryInterface(second)) {
						for (Class<?> third : supported) {
							try (ComPointer<?> three = two.queryInterface(third)) {
								assertThat(third.isInstance(three.get())).isTrue();
								assertThat(three.isSameObject(identity)).isTrue();
							}
						}
						assertFails(HResult.E_NOINTERFACE, () -> two.queryInterface(Unsupported.class));
					}
				}
			}
		}
	}

	/**
	 * What nobody has.
	 */
	@ComInterface("{7E0B2C54-5A2D-4C4B-8E39-1B6A5D0C0004}")
	interface Unsupported {

		void call();

	}

}
