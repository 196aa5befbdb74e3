package io.github.comspring;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.util.DisconnectedClientHelper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No {@link ComException} is taken for the loss of the browser, whatever led to it.
 */
@Timeout(60)
class OnwardExceptionTests {

	static Stream<Throwable> misread() {
		return Stream.of(new EOFException(), new EOFException("Unexpected end of ZLIB input stream"),
				new ClosedChannelException(), new AsynchronousCloseException(), new ClosedByInterruptException(),
				new IOException("Broken pipe"), new SocketException("Connection reset"),
				new SocketException("Connection reset by peer"), new ClientAbortException(),
				new IllegalStateException("java.io.IOException: Broken pipe"));
	}

	@ParameterizedTest
	@MethodSource("misread")
	void causeThatIsMisreadThenPrintsAlikeAndIsMisreadNoMore(Throwable cause) {
		ComException failure = failure(cause);
		assertNotMisread(failure);
		assertThat(print(failure)).contains("Caused by: " + cause).contains(cause.getStackTrace()[0].toString());
	}

	@ParameterizedTest
	@MethodSource("misread")
	void causeBehindOthersThenReplacedWithThem(Throwable cause) {
		ComException failure = failure(new IllegalStateException("Outermost", new RuntimeException("Middle", cause)));
		assertNotMisread(failure);
		assertThat(print(failure)).containsSubsequence("Caused by: java.lang.IllegalStateException: Outermost",
				"Caused by: java.lang.RuntimeException: Middle", "Caused by: " + cause);
	}

	@ParameterizedTest
	@MethodSource("misread")
	void causeBehindComExceptionThenThatStays(Throwable cause) {
		ComException inner = failure(cause);
		assertThat(failure(inner)).hasCause(inner).satisfies(OnwardExceptionTests::assertNotMisread);
		ComException behindEnd = failure(new ClosedStream(inner));
		assertNotMisread(behindEnd);
		assertThat(behindEnd.getCause()).isInstanceOf(OnwardException.class).hasCause(inner);
	}

	@ParameterizedTest
	@ValueSource(strings = { "The server broke: Broken pipe", "Connection reset by peer" })
	void messageThatIsMisreadThenKept(String detail) {
		ComException failure = new ComException(HResult.RPC_S_CALL_FAILED, detail);
		assertNotMisread(failure);
		assertThat(failure.detail()).isEqualTo(detail);
		assertNotMisread(new ComException(HResult.E_FAIL, detail, new IOException("Gone")));
	}

	@Test
	void causeThatIsNotMisreadThenItself() {
		Throwable cause = new UncheckedIOException(new FileNotFoundException("desk.jar"));
		assertThat(failure(cause).getCause()).isSameAs(cause);
	}

	@Test
	void suppressedThenKept() {
		EOFException cause = new EOFException();
		cause.addSuppressed(new IOException("The other one"));
		assertThat(print(failure(cause))).contains("Suppressed: java.io.IOException: The other one");
	}

	@Test
	void causesInACircleThenEnd() {
		Throwable first = new RuntimeException("First");
		first.initCause(new EOFException().initCause(first));
		assertNotMisread(failure(first));
	}

	private static ComException failure(@Nullable Throwable cause) {
		return new ComException(HResult.RPC_S_CALL_FAILED, "It failed", cause);
	}

	private static void assertNotMisread(Throwable failure) {
		assertThat(DisconnectedClientHelper.isClientDisconnectedException(failure)).as(print(failure)).isFalse();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			assertThat(cause).isNotInstanceOfAny(EOFException.class, ClosedChannelException.class);
		}
	}

	private static String print(Throwable failure) {
		StringWriter printed = new StringWriter();
		failure.printStackTrace(new PrintWriter(printed, true));
		return printed.toString();
	}

	/**
	 * Named as the exception of a servlet container.
	 */
	private static final class ClientAbortException extends IOException {

		private static final long serialVersionUID = 1L;

	}

	private static final class ClosedStream extends ClosedChannelException {

		private static final long serialVersionUID = 1L;

		ClosedStream(Throwable cause) {
			initCause(cause);
		}

	}

}
