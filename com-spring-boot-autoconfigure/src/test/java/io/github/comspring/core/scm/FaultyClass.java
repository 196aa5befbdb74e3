package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.registry.SurrogateJvm;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.FaultyJar;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A class of a {@link FaultyJar}, with an application and so a surrogate of its own.
 *
 * @param machine where it is registered
 * @param directory where its jar is
 * @param appId its application
 * @param clsid the class
 */
record FaultyClass(TestMachine machine, Path directory, AppId appId, Clsid clsid) {

	/** Its name, which errors show. */
	static final String NAME = "Test.Faulty.1";

	/**
	 * Registers a class that does damage when it is told to.
	 */
	static FaultyClass in(TestMachine machine, Path directory) {
		HostedClasses classes = new HostedClasses(machine, directory);
		FaultyClass faulty = new FaultyClass(machine, directory, classes.application(), TestMachine.newClass());
		classes.register(faulty.clsid, faulty.appId, new FaultyJar().writeTo(faulty.jar()));
		machine.value(faulty.clsid, "ProgID", null, NAME);
		return faulty;
	}

	Path jar() {
		return this.directory.resolve("faulty.jar");
	}

	FaultyClass with(String name, RegistryValue value) {
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.appId, name, value));
		return this;
	}

	/**
	 * Has the JVM of the surrogate get arguments, instead of those that it had.
	 */
	FaultyClass jvm(String... arguments) {
		return with(SurrogateJvm.ARGUMENTS, new MultiSz(List.of(arguments)));
	}

	/**
	 * Has the surrogate do damage before it begins, with the agent that the jar is.
	 */
	FaultyClass beginning(String faults) {
		return jvm("-javaagent:" + jar() + "=" + faults);
	}

	FaultyClass prefix(String... words) {
		return with(ApplicationConfinement.COMMAND_PREFIX, new MultiSz(List.of(words)));
	}

	/**
	 * Has calls take a moment at most, and the surrogate end for one that takes longer.
	 */
	FaultyClass endedAfter(int millis) {
		return with(ApplicationTimes.CALL_TIMEOUT, new Dword(millis)).with(ApplicationTimes.END_ON_CALL_TIMEOUT,
				new Sz("Y"));
	}

	ComPointer<Faulty> create() {
		return this.machine.activator()
			.createInstance(ActivationRequest.of(this.clsid).in(ClassContext.LOCAL_SERVER), Faulty.class);
	}

	/**
	 * Creates an object, and returns the process that it lives in.
	 */
	long activate() {
		try (ComPointer<Faulty> pointer = create()) {
			return pointer.get().pid();
		}
	}

	/**
	 * Has something fail, and checks that people are told of which class.
	 */
	ComException failureOf(ThrowingCallable call) {
		ComException failure = catchThrowableOfType(ComException.class, call);
		assertThat(failure).isNotNull().hasMessageContainingAll(NAME, this.clsid.toString());
		return failure;
	}

}
