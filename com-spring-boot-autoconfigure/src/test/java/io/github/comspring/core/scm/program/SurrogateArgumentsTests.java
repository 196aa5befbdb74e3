package io.github.comspring.core.scm.program;

import java.time.Duration;
import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SurrogateArguments}.
 */
class SurrogateArgumentsTests {

	private static final Endpoint SCM = Endpoint.parse("unix:/run/scm.sock");

	private static final AppId APP = AppId.of("{6E2B7A51-7A56-4C4E-93A0-5B1E0F6D1A01}");

	private static final Clsid CLASS = Clsid.of("{6E2B7A51-7A56-4C4E-93A0-5B1E0F6D1A02}");

	@Test
	@Tag("SU-06")
	void ofThenApplicationAndClassLast() {
		HostedClass hosted = new HostedClass(CLASS, "Desk.Printer.1", APP, "/my modules/printer.jar", "Apartment",
				"sha-256:00");
		List<String> arguments = SurrogateArguments.of(SCM, Duration.ofSeconds(5), hosted);
		assertThat(arguments).contains("--comspring.scm.endpoint=unix:/run/scm.sock")
			.endsWith("/ProcessID:" + APP, CLASS.toString());
		SurrogateArguments parsed = SurrogateArguments.parse(arguments.toArray(String[]::new));
		assertThat(parsed.first()).isEqualTo(hosted);
		assertThat(parsed.scm()).isEqualTo(SCM);
		assertThat(parsed.idle()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void ofWhenNothingElseIsSaidThenNothingElse() {
		HostedClass hosted = new HostedClass(CLASS, null, APP, "/printer.jar", null, null);
		String[] arguments = SurrogateArguments.of(SCM, null, hosted).toArray(String[]::new);
		assertThat(SurrogateArguments.parse(arguments)).isEqualTo(new SurrogateArguments(SCM, null, hosted));
	}

	@Test
	void ofSpareThenApplicationLastAndNoClass() {
		List<String> arguments = SurrogateArguments.ofSpare(SCM, Duration.ofSeconds(5), APP);
		assertThat(arguments).endsWith("/ProcessID:" + APP);
		assertThat(SurrogateArguments.parse(arguments.toArray(String[]::new)))
			.isEqualTo(new SurrogateArguments(SCM, Duration.ofSeconds(5), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "--comspring.scm", "--comspring.surrogate.jar", "/ProcessID" })
	void parseWhenOneIsMissingThenInvalidArgument(String missing) {
		HostedClass hosted = new HostedClass(CLASS, null, APP, "/printer.jar", null, null);
		String[] rest = SurrogateArguments.of(SCM, null, hosted)
			.stream()
			.filter((each) -> !each.startsWith(missing))
			.toArray(String[]::new);
		assertFails(HResult.E_INVALIDARG, () -> SurrogateArguments.parse(rest));
	}

	@Test
	void parseWhenEmptyOrNoClassThenRefused() {
		assertFails(HResult.E_INVALIDARG, SurrogateArguments::parse);
		assertFails(HResult.CO_E_CLASSSTRING, () -> SurrogateArguments.parse("--comspring.scm.endpoint=" + SCM));
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

}
