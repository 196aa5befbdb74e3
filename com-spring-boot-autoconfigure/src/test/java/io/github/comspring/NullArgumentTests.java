package io.github.comspring;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.ServerRegistration;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.observation.ObservedActivator;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What becomes of {@code null} wherever an application can pass it: every parameter of
 * every public method of the root package that is not {@link Nullable}.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class NullArgumentTests {

	/** What others implement: their methods are theirs, and the default ones ours. */
	private static final Set<Class<?>> BY_USERS = Set.of(ClassFactory.class, LicensedClassFactory.class,
			ComModule.class, Unknown.class, ActivationGuard.class);

	/** What takes null without harm: a failure is told in any case. */
	private static final Set<String> LENIENT = Set.of("ComException", "destroyInstance");

	/** {@link Comparable} and the JDK's enums promise a NullPointerException. */
	private static final Set<String> OF_THE_JDK = Set.of("compareTo", "equals", "valueOf");

	private static ConfigurableApplicationContext application;

	private static ComPointer<Greeter> pointer;

	private static ComPointer<?> classObject;

	private static Map<Class<?>, Object> samples;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(GreeterConfiguration.class).web(WebApplicationType.NONE).run();
		Activator activator = application.getBean(Activator.class);
		pointer = activator.createInstance(Greeter.PROG_ID, Greeter.class);
		classObject = activator.getClassObject(Greeter.CO_CLASS.clsid(), ClassFactory.class);
		samples = Map.ofEntries(Map.entry(Activator.class, activator), Map.entry(ComPointer.class, classObject),
				Map.entry(ServerRegistrar.class,
						ServerRegistration.ofJar(new MemoryHive("machine"), Path.of("greeter.jar"))),
				Map.entry(ClassFactory.class, (ClassFactory<Object>) (type) -> new Object()),
				Map.entry(LicensedClassFactory.class, new KeyedFactory()),
				Map.entry(ComModule.class, (ComModule) (clsid) -> new Object()), Map.entry(Guid.class, Guid.random()),
				Map.entry(UUID.class, UUID.randomUUID()), Map.entry(Clsid.class, Greeter.CO_CLASS.clsid()),
				Map.entry(Iid.class, Iid.UNKNOWN), Map.entry(AppId.class, new AppId(Guid.random())),
				Map.entry(ProgId.class, new ProgId(Greeter.PROG_ID)), Map.entry(CoClass.class, Greeter.CO_CLASS),
				Map.entry(ClassContext.class, ClassContext.SERVER),
				Map.entry(ActivationRequest.class, ActivationRequest.of(Greeter.CO_CLASS.clsid())),
				Map.entry(MultiQi.class, new MultiQi(List.of())), Map.entry(HResult.class, HResult.E_FAIL),
				Map.entry(ThreadingModel.class, ThreadingModel.BOTH),
				Map.entry(Activation.class,
						Activation.inProcess(Greeter.CO_CLASS, Iid.UNKNOWN, ClassContext.INPROC_SERVER)),
				Map.entry(Activation.Right.class, Activation.Right.ACCESS),
				Map.entry(Activation.Origin.class, Activation.Origin.LOCAL),
				Map.entry(Activation.AuthenticationLevel.class, Activation.AuthenticationLevel.CALL),
				Map.entry(ComException.class, new ComException(HResult.E_FAIL, "A sample")),
				Map.entry(String.class, Greeter.PROG_ID), Map.entry(Class.class, Greeter.class),
				Map.entry(Class[].class, new Class<?>[] { Greeter.class }), Map.entry(List.class, List.of()),
				Map.entry(Object.class, new Object()));
	}

	@AfterAll
	static void stop() {
		classObject.close();
		pointer.close();
		application.close();
	}

	@ParameterizedTest
	@MethodSource("parameters")
	void nullThenRefused(Place place) {
		assertRefused(place, samples.get(place.executable().getDeclaringClass()), null);
	}

	@ParameterizedTest
	@MethodSource("collections")
	void nullElementThenRefused(Place place) {
		Class<?> type = place.executable().getParameterTypes()[place.index()];
		Object holder = type.isArray() ? Array.newInstance(type.getComponentType(), 1)
				: Collections.singletonList(null);
		assertRefused(place, samples.get(place.executable().getDeclaringClass()), holder);
	}

	@ParameterizedTest
	@MethodSource("parametersOfActivator")
	void nullWhenObservedThenRefused(Place place) {
		Activator observed = new ObservedActivator((Activator) samples.get(Activator.class),
				ObservationRegistry.create(), null, CoClass::of);
		assertRefused(place, observed, null);
	}

	private static void assertRefused(Place place, @Nullable Object target, @Nullable Object value) {
		Object[] arguments = place.arguments(samples);
		arguments[place.index()] = value;
		ComException refusal = catchThrowableOfType(ComException.class, () -> place.call(target, arguments));
		assertThat(refusal).as("Neither null nor a NullPointerException").isNotNull();
		assertThat(refusal.hresult()).isEqualTo(place.isResult() ? HResult.E_POINTER : HResult.E_INVALIDARG);
	}

	static Stream<Place> parameters() throws Exception {
		return places().filter((place) -> !LENIENT.contains(place.name()));
	}

	static Stream<Place> collections() throws Exception {
		return parameters().filter((place) -> {
			Class<?> type = place.executable().getParameterTypes()[place.index()];
			return type == List.class || (type.isArray() && !type.getComponentType().isPrimitive());
		});
	}

	static Stream<Place> parametersOfActivator() throws Exception {
		return parameters().filter((place) -> place.executable().getDeclaringClass() == Activator.class);
	}

	@ParameterizedTest
	@MethodSource("lenient")
	void nullWhereItDoesNoHarmThenTaken(Place place) throws Throwable {
		Object[] arguments = place.arguments(samples);
		arguments[place.index()] = null;
		place.call(samples.get(place.executable().getDeclaringClass()), arguments);
	}

	static Stream<Place> lenient() throws Exception {
		return places().filter((place) -> LENIENT.contains(place.name()));
	}

	private static Stream<Place> places() throws Exception {
		List<Place> places = new ArrayList<>();
		for (Class<?> type : rootPackage()) {
			Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
				.filter((each) -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic() && !isTheirs(each))
				.forEach((each) -> {
					for (int i = 0; i < each.getParameterCount(); i++) {
						Place place = new Place(each, i);
						if (place.mustBeThere()) {
							places.add(place);
						}
					}
				});
		}
		return places.stream();
	}

	private static boolean isTheirs(Executable each) {
		return OF_THE_JDK.contains(each.getName())
				|| (BY_USERS.contains(each.getDeclaringClass()) && Modifier.isAbstract(each.getModifiers()));
	}

	private static List<Class<?>> rootPackage() throws IOException, URISyntaxException, ClassNotFoundException {
		Path root = Path.of(Activator.class.getProtectionDomain().getCodeSource().getLocation().toURI())
			.resolve(Activator.class.getPackageName().replace('.', '/'));
		List<Class<?>> types = new ArrayList<>();
		try (Stream<Path> files = Files.list(root)) {
			for (Path each : files.filter((file) -> file.toString().endsWith(".class")).sorted().toList()) {
				String name = each.getFileName().toString().replace(".class", "");
				Class<?> type = Class.forName(Activator.class.getPackageName() + "." + name, false,
						Activator.class.getClassLoader());
				if (Modifier.isPublic(type.getModifiers()) && !type.isAnnotation()) {
					types.add(type);
				}
			}
		}
		return types;
	}

	/**
	 * One parameter of a method.
	 *
	 * @param executable the method
	 * @param index the place of the parameter
	 */
	record Place(Executable executable, int index) {

		String name() {
			return (this.executable instanceof Constructor<?>) ? this.executable.getDeclaringClass().getSimpleName()
					: this.executable.getName();
		}

		boolean mustBeThere() {
			Parameter parameter = this.executable.getParameters()[this.index];
			return !parameter.getType().isPrimitive()
					&& !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
		}

		/**
		 * Tells whether the parameter says what the result is to be, or the key that
		 * opens it: the specification has E_POINTER for these.
		 */
		boolean isResult() {
			Class<?> owner = this.executable.getDeclaringClass();
			Class<?> type = this.executable.getParameterTypes()[this.index];
			boolean created = owner == Activator.class && name().equals("createInstance");
			if (owner == LicensedClassFactory.class) {
				return type == String.class;
			}
			return (owner == ComPointer.class && name().equals("queryInterface")) || (created && type == Class.class)
					|| (created && this.index == 1);
		}

		Object[] arguments(Map<Class<?>, Object> samples) {
			Object[] arguments = new Object[this.executable.getParameterCount()];
			for (int i = 0; i < arguments.length; i++) {
				Class<?> type = this.executable.getParameterTypes()[i];
				boolean known = i == this.index || type.isPrimitive() || type == Throwable.class
						|| samples.containsKey(type);
				assertThat(known).as("Add a sample of " + type).isTrue();
				arguments[i] = (type == int.class) ? 1 : (type == boolean.class) ? Boolean.TRUE : samples.get(type);
			}
			return arguments;
		}

		void call(@Nullable Object target, Object[] arguments) throws Throwable {
			try {
				if (this.executable instanceof Constructor<?> constructor) {
					constructor.newInstance(arguments);
					return;
				}
				Method method = (Method) this.executable;
				method.setAccessible(true);
				assertThat(Modifier.isStatic(method.getModifiers()) || target != null)
					.as("Add a sample of " + method.getDeclaringClass())
					.isTrue();
				method.invoke(target, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		}

		@Override
		public String toString() {
			return this.executable.getDeclaringClass().getSimpleName() + "." + name() + "("
					+ this.executable.getParameters()[this.index] + ")";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ComAutoConfiguration.class)
	static class GreeterConfiguration {

		@ComClass(clsid = Greeter.CLSID, progId = Greeter.PROG_ID)
		GreeterObject greeter() {
			return new GreeterObject();
		}

	}

	static final class KeyedFactory implements LicensedClassFactory<Object> {

		@Override
		public Object createInstance(Class<?> type) {
			return new Object();
		}

		@Override
		public LicenseInfo licenseInfo() {
			return new LicenseInfo(true, true);
		}

		@Override
		public String requestLicenseKey() {
			return "key";
		}

		@Override
		public Object createInstance(Class<?> type, String key) {
			return new Object();
		}

	}

}
