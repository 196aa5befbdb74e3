package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.FaultyJar;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jars that a surrogate cannot load. It goes on, and has the jar once it is repaired.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class SurrogateJarFaultTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory);
	}

	@Test
	@Tag("SU-01")
	void activateWhenJarIsGoneOrADirectoryThenDllNotFoundAndNothingIsStarted() throws IOException {
		Files.delete(this.faulty.jar());
		assertFails(HResult.CO_E_DLLNOTFOUND, this.faulty.jar().toString());
		Files.createDirectory(this.faulty.jar());
		assertFails(HResult.CO_E_DLLNOTFOUND, this.faulty.jar().toString());
		assertThat(this.machine.launched).isEmpty();
		Files.delete(this.faulty.jar());
		assertHealed();
	}

	@Test
	void activateWhenJarIsTextOrTruncatedOrHasNoModuleThenErrorInDll() throws IOException {
		byte[] whole = Files.readAllBytes(this.faulty.jar());
		Files.writeString(this.faulty.jar(), "no jar");
		assertFails(HResult.CO_E_ERRORINDLL, this.faulty.jar().toString());
		Files.write(this.faulty.jar(), Arrays.copyOf(whole, whole.length / 2));
		assertFails(HResult.CO_E_ERRORINDLL, this.faulty.jar().toString());
		Files.write(this.faulty.jar(), new byte[0]);
		assertFails(HResult.CO_E_ERRORINDLL, this.faulty.jar().toString());
		new ModuleJar().copy(Faulty.class).writeTo(this.faulty.jar());
		assertFails(HResult.CO_E_ERRORINDLL, "its manifest has no Com-Module");
		assertHealed();
	}

	@Test
	void activateWhenModuleIsMissingOrOfAnotherTypeThenErrorInDllNamesIt() {
		module("faults.Missing", "final class Other { }");
		assertFails(HResult.CO_E_ERRORINDLL, "faults.Missing is neither in the jar nor on its Class-Path");
		module("faults.Other", "public final class Other { }");
		assertFails(HResult.CO_E_ERRORINDLL, "faults.Other does not implement io.github.comspring.ComModule");
		assertHealed();
	}

	private void module(String module, String source) {
		new ModuleJar().source("faults.Other", "package faults; " + source)
			.attribute("Com-Module", module)
			.writeTo(this.faulty.jar());
	}

	@Test
	void activateWhenModuleFailsToLoadThenErrorInDllSaysWhy() {
		new FaultyJar("throw=no luck", "nothing", "nothing").writeTo(this.faulty.jar());
		assertFails(HResult.CO_E_ERRORINDLL, "java.lang.IllegalStateException: no luck");
		new FaultyJar("nothing", "throw=no luck", "nothing").writeTo(this.faulty.jar());
		assertFails(HResult.CO_E_ERRORINDLL, "java.lang.IllegalStateException: no luck");
		assertHealed();
	}

	private void assertFails(HResult expected, String detail) {
		ComException failure = this.faulty.failureOf(this.faulty::activate);
		assertThat(failure.hresult()).isEqualTo(expected);
		assertThat(failure).hasMessageContaining(detail);
	}

	private void assertHealed() {
		new FaultyJar().writeTo(this.faulty.jar());
		long pid = this.faulty.activate();
		assertThat(this.machine.launched.get(this.machine.launched.size() - 1).pid()).isEqualTo(pid);
	}

}
