package io.github.comspring.core.surrogate;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LibraryRemedy}.
 */
@Timeout(60)
class LibraryRemedyTests {

	private static final String CALL = "draw of Desk.Page.1";

	private final LibraryRemedy remedy = new LibraryRemedy();

	@Test
	void thrownWhenCallLacksLibraryThenSaysSoAndKeepsTheError() {
		UnsatisfiedLinkError error = new UnsatisfiedLinkError("no desk in java.library.path: /lib");
		Throwable thrown = this.remedy.thrown(error, CALL);
		assertThat(thrown).isInstanceOf(ComException.class)
			.hasMessageContaining(CALL + " failed with " + error + ". A surrogate looks for libraries")
			.hasCause(error);
		assertThat(((ComException) thrown).hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT);
	}

	@Test
	void thrownWhenVariableIsWithheldThenNamesIt() {
		System.setProperty(LibraryRemedy.WITHHELD, "LD_LIBRARY_PATH");
		try {
			assertThat(this.remedy.thrown(new UnsatisfiedLinkError("libtiff.so.6: cannot open"), CALL))
				.hasMessageContaining("does not get the application's LD_LIBRARY_PATH: set it with environment.set");
		}
		finally {
			System.clearProperty(LibraryRemedy.WITHHELD);
		}
	}

	@Test
	void thrownWhenAnotherJarHasTheLibraryThenSaysSo() {
		ComException failure = new ComException(HResult.E_UNEXPECTED, "Creating failed",
				new UnsatisfiedLinkError("Native Library /d/libdesk.so already loaded in another classloader"));
		assertThat(this.remedy.thrown(failure, CALL)).hasMessageContaining("give each jar an application of its own")
			.hasCause(failure.getCause());
	}

	@Test
	void thrownWhenAnythingElseThenTheSame() {
		IllegalStateException failure = new IllegalStateException(new NoClassDefFoundError("desk/Page"));
		assertThat(this.remedy.thrown(failure, CALL)).isSameAs(failure);
	}

}
