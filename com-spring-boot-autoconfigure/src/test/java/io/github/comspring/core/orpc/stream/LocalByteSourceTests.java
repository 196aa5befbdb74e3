package io.github.comspring.core.orpc.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a stream takes while its reader has it, and when there is nothing left to read.
 */
class LocalByteSourceTests {

	private static final int SIZE = 16;

	private final ByteArrayInputStream stream = new ByteArrayInputStream(new byte[3 * SIZE]);

	private final LocalByteSource source = new LocalByteSource(this.stream, SIZE);

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
		assertThat(read()).isNotSameAs(piece);
	}

}
