package io.github.comspring.core.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SocketDirectory} as the directory of this process.
 */
@Timeout(60)
class SocketDirectoryTests {

	@TempDir
	Path temporary;

	private final CountDownLatch making = new CountDownLatch(1);

	private final CountDownLatch letGo = new CountDownLatch(1);

	private final SocketDirectory directory = new SocketDirectory(this::make);

	private Path make() {
		this.making.countDown();
		try {
			this.letGo.await();
			return Files.createTempDirectory(this.temporary, "comspring-");
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void assertClosed(Throwable thrown) {
		assertThat(thrown).isInstanceOfSatisfying(ComException.class,
				(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SCM_RPC_FAILURE));
	}

	@Test
	void endpointWhenManyNeedItThenOneDirectoryUntilClosed() throws Exception {
		this.letGo.countDown();
		assertThat(new HashSet<>(Race.run(8, (number) -> this.directory.endpoint()))).singleElement()
			.isInstanceOfSatisfying(UnixEndpoint.class,
					(endpoint) -> assertThat(endpoint.path().getParent()).isDirectory().hasParent(this.temporary));
		assertThat(this.temporary).isDirectoryContaining("glob:**comspring-*");
		this.directory.close();
		assertThat(this.temporary).isEmptyDirectory();
	}

	@Test
	void closeWhileTheDirectoryIsMadeThenItDoesNotWaitAndNothingIsLeft() throws Exception {
		FutureTask<Object> first = new FutureTask<>(this.directory::endpoint);
		new Thread(first).start();
		this.making.await();
		this.directory.close();
		this.letGo.countDown();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get)
			.satisfies((ex) -> assertClosed(ex.getCause()));
		assertThat(this.temporary).isEmptyDirectory();
	}

	@Test
	void endpointWhenTheDirectoryWasRemovedThenMadeAnewAndWithTheNameTakenElsewhere() throws Exception {
		this.letGo.countDown();
		Path first = directory();
		Files.delete(first);
		assertThat(directory()).isEqualTo(first).isDirectory();
		Files.delete(first);
		Files.createFile(first);
		assertThat(directory()).isNotEqualTo(first).isDirectory();
		this.directory.close();
		assertThat(this.temporary).isDirectoryContaining(first::equals);
		assertThat(this.temporary.toFile().list()).hasSize(1);
	}

	private Path directory() {
		return ((UnixEndpoint) this.directory.endpoint()).path().getParent();
	}

	@Test
	void endpointWhenClosedBeforeThenNothingIsMade() throws Exception {
		this.directory.close();
		assertThatExceptionOfType(ComException.class).isThrownBy(this.directory::endpoint)
			.satisfies(SocketDirectoryTests::assertClosed);
		assertThat(this.making.getCount()).isOne();
	}

}
