package sample.desk;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Explanation}.
 */
class ExplanationTests {

	private static final String PROCESS = "The connection broke: gone. Process 17 of Desk.PageRasterizer.1 {0E6C} ";

	@Test
	void ofWhenOutOfMemoryThenSaysSoWithTheLastLine() {
		assertThat(lost("exited with code 3; the last it wrote: INFO: Loaded | java.lang.OutOfMemoryError: Java heap"))
			.startsWith("The document needs more memory than the desk allows")
			.contains("Process 17 exited with code 3; the last it wrote: java.lang.OutOfMemoryError: Java heap.")
			.endsWith("Ask the sender of this one for another copy.");
	}

	@Test
	void ofWhenSignalWithoutOutputThenSaysHowItEnded() {
		assertThat(lost("was ended by signal 11 (SIGSEGV)")).startsWith("The document has ended the process")
			.contains("Process 17 was ended by signal 11 (SIGSEGV). Other documents");
	}

	@Test
	void ofWhenCrashFilesAndOneLineThenNoFileNames() {
		assertThat(lost("was ended by signal 6 (SIGABRT); see /crashes/crash-1.log; the last it wrote: Aborted"))
			.contains("Process 17 was ended by signal 6 (SIGABRT); the last it wrote: Aborted. ")
			.doesNotContain("/crashes");
	}

	@Test
	void ofWhenALibraryHasCrashedThenNamesItWithoutFrameAndFile() {
		assertThat(lost("was ended by signal 11 (SIGSEGV) in libpdf.so; problematic frame: C [libpdf.so+0x12]"
				+ " draw+0x2; see /crashes/crash-1.log"))
			.contains("Process 17 was ended by signal 11 (SIGSEGV) in libpdf.so. Other documents")
			.doesNotContain("/crashes");
	}

	@Test
	void ofWhenEndIsUnknownThenDetail() {
		assertThat(Explanation.of(new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Nobody listens")))
			.contains(" Nobody listens. ");
	}

	@Test
	void ofWhenTimeIsOverThenSaysWhatToDo() {
		assertThat(Explanation.of(new ComException(HResult.RPC_E_TIMEOUT, "The deadline passed")))
			.contains("takes longer")
			.contains("simpler copy");
	}

	@Test
	void ofWhenLockedOutThenSaysUntilWhen() {
		assertThat(Explanation.of(new ComException(HResult.CO_E_CLASS_DISABLED, "Not started again before noon")))
			.contains("for a short while")
			.contains("before noon.")
			.contains("may be fine");
	}

	@Test
	void ofWhenAnythingElseThenItsMessage() {
		ComException denied = new ComException(HResult.E_ACCESSDENIED, "guest may not");
		assertThat(Explanation.of(denied)).isEqualTo(denied.getMessage());
	}

	private static String lost(String end) {
		return Explanation.of(new ComException(HResult.RPC_S_CALL_FAILED, PROCESS + end));
	}

}
