package io.github.comspring.core.orpc.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What a stream takes while its reader has it, and when there is nothing left to read.
 */
class LocalByteSourceTests {

	private static final int SIZE = 16;

	private final ByteArrayInputStream stream = new ByteArrayInputStream(new byte[3 * SIZE]);

	private final List<LocalByteSource> closed = new ArrayList<>();

	private final LocalByteSource source = new LocalByteSource(this.stream, SIZE, this.closed::add);

	private byte[] read() throws IOException {
		return this.source.read(SIZE).array();
	}

	@Test
	void nextPieceThenInTheSameMemory() throws IOException {
		assertThat(read()).isSameAs(read());
	}

	@Test
	void endOfTheStreamThenMemoryIsLetGo() throws IOException {
		byte[] piece = read();
		read();
		read();
		assertThat(this.source.read(SIZE)).isNull();
		this.stream.reset();
		assertThat(read()).isNotSameAs(piece);
	}

	@Test
	void closedThenMemoryIsLetGo() throws IOException {
		byte[] piece = read();
		this.source.close();
		assertThat(this.closed).containsExactly(this.source);
		assertThat(read()).isNotSameAs(piece);
	}

	@Test
	void closeFailsThenSaidAllTheSame() {
		LocalByteSource failing = new LocalByteSource(new InputStream() {

			@Override
			public int read() {
				return 0;
			}

			@Override
			public void close() throws IOException {
				throw new IOException("in a test");
			}

		}, SIZE, this.closed::add);
		assertThatIOException().isThrownBy(failing::close);
		assertThat(this.closed).containsExactly(failing);
	}

	@Test
	@Timeout(120)
	void manyAreOpenThenTheirMemoryIsNotWhatTheProcessLacks() throws Exception {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Process process = new ProcessBuilder(java.toString(), "-Xmx32m", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), ManyOpen.class.getName())
			.inheritIO()
			.start();
		assertThat(process.waitFor()).isZero();
	}

	/**
	 * Has more streams open than it has memory for their pieces.
	 */
	static final class ManyOpen {

		private static final int PIECE = 256 * 1024;

		private static final int STREAMS = 400;

		private ManyOpen() {
		}

		public static void main(String[] args) throws IOException {
			byte[] bytes = new byte[2 * PIECE];
			List<LocalByteSource> open = new ArrayList<>();
			for (int i = 0; i < STREAMS; i++) {
				LocalByteSource fresh = new LocalByteSource(new ByteArrayInputStream(bytes), PIECE, open::remove);
				fresh.read(PIECE);
				open.add(fresh);
			}
			for (LocalByteSource each : open) {
				if (each.read(PIECE).remaining() != PIECE) {
					System.exit(1);
				}
			}
		}

	}

}
