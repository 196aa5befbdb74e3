package io.github.comspring.core.orpc;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Exceptions that methods declare, on their way to another process.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class DeclaredExceptionTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final ThrowerObject object = new ThrowerObject();

	private Thrower thrower;

	@BeforeEach
	void export() {
		this.thrower = TwoProcesses.remote(this.processes.server(), this.processes.client(), Thrower.class,
				this.object);
	}

	@Test
	void messageThenAsItWas() {
		assertThat(thrown(new TimeoutException(null))).isExactlyInstanceOf(TimeoutException.class)
			.hasMessage(null)
			.hasNoCause();
		assertThat(thrown(new TimeoutException(""))).hasMessage("");
		String all = "\ud83d\ude00 \ud800 " + "x".repeat(20_000);
		assertThat(thrown(new TimeoutException(all))).hasMessage(all);
	}

	@Test
	void causesAndSuppressedThenTheirTexts() {
		IOException thrown = new IOException("no", new IllegalStateException("first", new Error("second")));
		thrown.addSuppressed(new IOException("while closing"));
		Throwable arrived = thrown(thrown);
		assertThat(arrived.getCause()).hasToString("java.lang.IllegalStateException: first");
		assertThat(arrived.getCause().getCause()).hasToString("java.lang.Error: second").hasNoCause();
		assertThat(arrived.getSuppressed()).singleElement().hasToString("java.io.IOException: while closing");
	}

	@Test
	void subtypeThenItselfWhereItCanBeMade() {
		assertThat(thrown(new FileNotFoundException("no"))).isExactlyInstanceOf(FileNotFoundException.class)
			.hasMessage("no")
			.hasNoCause();
		assertThat(thrown(new Hidden("no", new IOException("the reason")))).isExactlyInstanceOf(Hidden.class)
			.hasMessage("no")
			.hasRootCauseMessage("java.io.IOException: the reason");
		assertThat(thrown(new Fixed())).isExactlyInstanceOf(Fixed.class).hasMessage("always the same");
	}

	@Test
	void subtypeThatCannotBeMadeThenNearestTypeThatNamesIt() {
		assertThat(thrown(new Numbered(7, new Error("the reason")))).isExactlyInstanceOf(FileNotFoundException.class)
			.hasMessage("number 7")
			.satisfies((ex) -> assertThat(ex.getCause()).hasToString(Numbered.class.getName() + ": number 7"))
			.hasRootCauseMessage("java.lang.Error: the reason");
		assertThat(thrown(new Decorated("no"))).isExactlyInstanceOf(IOException.class)
			.hasMessage("<no>")
			.satisfies((ex) -> assertThat(ex.getCause()).hasToString(Decorated.class.getName() + ": <no>"));
		assertThat(thrown(new IOException("no") {
		})).isExactlyInstanceOf(IOException.class).hasMessage("no");
	}

	@Test
	void declaredTypeWhoseConstructorChangesTheMessageThenTheOriginalIsNamed() {
		assertThat(thrown(new Quota("bob"))).isExactlyInstanceOf(Quota.class)
			.satisfies((ex) -> assertThat(ex.getCause()).hasToString(Quota.class.getName() + ": quota of bob"));
	}

	@Test
	void uncheckedThenItselfIfDeclared() {
		assertThat(thrown(new IllegalArgumentException("no"))).isExactlyInstanceOf(IllegalArgumentException.class)
			.hasMessage("no");
		assertFault(new IllegalStateException("no"), "java.lang.IllegalStateException: no");
	}

	@Test
	void brokenExceptionThenNamedAllTheSame() {
		assertThat(thrown(new Broken())).isExactlyInstanceOf(Broken.class);
		assertFault(new BrokenBug(), BrokenBug.class.getName());
	}

	@Test
	void errorThenServerFaultWhatIsDeclared() {
		this.object.thrown = new ExceptionInInitializerError(new IOException("no configuration"));
		assertThat(failure(() -> this.thrower.anything())).hasMessageContaining("anything of")
			.hasMessageContaining("java.lang.ExceptionInInitializerError")
			.hasRootCauseMessage("java.io.IOException: no configuration");
		this.object.thrown = new NoClassDefFoundError("com/acme/Codec");
		assertThat(failure(() -> this.thrower.anything()))
			.hasMessageContaining("java.lang.NoClassDefFoundError: com/acme/Codec");
		this.object.thrown = new StackOverflowError();
		assertThat(failure(() -> this.thrower.anything())).hasMessageContaining("java.lang.StackOverflowError");
	}

	@Test
	void comExceptionThenItselfWhatIsDeclared() {
		this.object.thrown = new ComException(HResult.E_ABORT, "enough", new IOException("the reason"));
		ComException arrived = catchThrowableOfType(ComException.class, () -> this.thrower.anything());
		assertThat(arrived.hresult()).isEqualTo(HResult.E_ABORT);
		assertThat(arrived.detail()).isEqualTo("enough");
		assertThat(arrived.getCause()).hasToString("java.io.IOException: the reason");
		this.object.thrown = new Declined(HResult.E_ABORT, "declined");
		Declined declined = catchThrowableOfType(Declined.class, () -> this.thrower.decline());
		assertThat(declined.hresult()).isEqualTo(HResult.E_ABORT);
		assertThat(declined.detail()).isEqualTo("declined");
	}

	@Test
	void variableTypeThenWhatItIs() {
		this.object.thrown = new IOException("no");
		assertThat(catchThrowable(() -> this.thrower.generic())).isExactlyInstanceOf(IOException.class)
			.hasMessage("no");
	}

	@Test
	void callbackThenAsAnyOther() {
		assertThat(catchThrowable(() -> this.thrower.relay(() -> {
			throw new FileNotFoundException("at the client's");
		}))).isExactlyInstanceOf(FileNotFoundException.class).hasMessage("at the client's").hasNoCause();
		assertThat(failure(() -> this.thrower.relay(() -> {
			throw new IllegalStateException("a bug");
		}))).hasMessageContaining("run of").hasMessageContaining("java.lang.IllegalStateException: a bug");
	}

	private Throwable thrown(Exception exception) {
		this.object.thrown = exception;
		return catchThrowable(() -> this.thrower.declared());
	}

	private void assertFault(Exception exception, String text) {
		this.object.thrown = exception;
		assertThat(failure(() -> this.thrower.declared())).hasMessageContaining("declared of")
			.hasMessageContaining(" failed with " + text);
	}

	private static ComException failure(ThrowingCallable call) {
		ComException failure = catchThrowableOfType(ComException.class, call);
		assertThat(failure.hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT);
		return failure;
	}

	interface Generic<E extends Exception> {

		void generic() throws E;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0E02}")
	interface Thrower extends Generic<IOException> {

		void declared() throws IOException, TimeoutException, IllegalArgumentException, Quota, Broken;

		void anything() throws Throwable;

		void decline() throws Declined;

		void relay(Callback callback) throws IOException;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0E03}")
	interface Callback {

		void run() throws IOException;

	}

	static final class ThrowerObject implements Thrower {

		private volatile Throwable thrown;

		@Override
		public void declared() {
			sneak(this.thrown);
		}

		@Override
		public void anything() {
			sneak(this.thrown);
		}

		@Override
		public void generic() {
			sneak(this.thrown);
		}

		@Override
		public void decline() {
			sneak(this.thrown);
		}

		@Override
		public void relay(Callback callback) throws IOException {
			callback.run();
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> void sneak(Throwable thrown) throws T {
			throw (T) thrown;
		}

	}

	@SuppressWarnings("serial")
	private static final class Hidden extends IOException {

		Hidden(String message, Throwable cause) {
			super(message, cause);
		}

	}

	@SuppressWarnings("serial")
	static final class Fixed extends IOException {

		Fixed() {
			super("always the same");
		}

	}

	@SuppressWarnings("serial")
	static final class Numbered extends FileNotFoundException {

		Numbered(int number, Throwable cause) {
			super("number " + number);
			initCause(cause);
		}

	}

	@SuppressWarnings("serial")
	static final class Decorated extends IOException {

		Decorated(String message) {
			super("<" + message + ">");
		}

	}

	@SuppressWarnings("serial")
	static final class Quota extends Exception {

		Quota(String user) {
			super("quota of " + user);
		}

	}

	@SuppressWarnings("serial")
	static final class Broken extends Exception {

		Broken() {
		}

		Broken(String message) {
			super(message);
		}

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message today");
		}

	}

	@SuppressWarnings("serial")
	static final class BrokenBug extends RuntimeException {

		@Override
		public String toString() {
			throw new IllegalStateException("no text today");
		}

	}

	@SuppressWarnings("serial")
	static final class Declined extends ComException {

		Declined(HResult hresult, String detail) {
			super(hresult, detail);
		}

	}

}
