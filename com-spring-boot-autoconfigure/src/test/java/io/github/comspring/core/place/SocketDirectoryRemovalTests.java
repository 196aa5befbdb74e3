package io.github.comspring.core.place;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;

import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what {@link SocketDirectory} removes of others.
 */
class SocketDirectoryRemovalTests {

	@TempDir
	Path temporary;

	private UnixEndpoint listenAndDie(String folder) throws IOException {
		UnixEndpoint endpoint = new UnixEndpoint(
				Files.createDirectory(this.temporary.resolve(folder)).resolve("1.sock"));
		listen(endpoint).close();
		return endpoint;
	}

	private static ServerSocketChannel listen(UnixEndpoint endpoint) throws IOException {
		return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(endpoint.socketAddress());
	}

	@Test
	void leaveWhenApplicationIsGoneThenNothingIsLeft() throws IOException {
		UnixEndpoint application = listenAndDie("comspring-1");
		listen((UnixEndpoint) SocketDirectory.beside(application)).close();
		assertThat(SocketDirectory.leave(application)).isTrue();
		assertThat(this.temporary).isEmptyDirectory();
		assertThat(SocketDirectory.leave(application)).isTrue();
	}

	@Test
	void leaveWhenAnotherServerIsThereThenItIsTheLast() throws IOException {
		UnixEndpoint application = listenAndDie("comspring-1");
		Path other = Files.createFile(application.path().resolveSibling("2.sock"));
		assertThat(SocketDirectory.leave(application)).isTrue();
		assertThat(application.path()).doesNotExist();
		assertThat(other).exists();
	}

	@Test
	void leaveWhenApplicationListensThenNothingIsRemoved() throws IOException {
		UnixEndpoint application = new UnixEndpoint(
				Files.createDirectory(this.temporary.resolve("comspring-1")).resolve("1.sock"));
		try (ServerSocketChannel channel = listen(application)) {
			assertThat(SocketDirectory.leave(application)).isFalse();
			assertThat(channel.isOpen()).isTrue();
			assertThat(application.path()).exists();
		}
	}

	@Test
	void leaveWhenApplicationIsAboutToEndThenWaitsForThat() throws Exception {
		UnixEndpoint application = new UnixEndpoint(
				Files.createDirectory(this.temporary.resolve("comspring-1")).resolve("1.sock"));
		FutureTask<Boolean> leaving = new FutureTask<>(() -> SocketDirectory.leave(application));
		Thread thread = new Thread(leaving);
		try (ServerSocketChannel channel = listen(application)) {
			thread.start();
			await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
			assertThat(channel.isOpen()).isTrue();
		}
		assertThat(leaving.get()).isTrue();
		assertThat(this.temporary).isEmptyDirectory();
	}

	@Test
	void leaveWhenPlaceOfAHostThenTheOwnSocketAloneIsRemoved() throws IOException {
		UnixEndpoint host = listenAndDie("run");
		UnixEndpoint own = (UnixEndpoint) SocketDirectory.beside(host);
		listen(own).close();
		assertThat(SocketDirectory.leave(host)).isFalse();
		assertThat(own.path()).doesNotExist();
		assertThat(host.path()).exists();
		assertThat(SocketDirectory.leave(new TcpEndpoint("localhost", 1))).isFalse();
	}

	@Test
	void removeThenSocketOfServerThatEndedBesideTheOwnAlone() throws IOException {
		UnixEndpoint ended = listenAndDie("comspring-1");
		UnixEndpoint elsewhere = listenAndDie("comspring-2");
		UnixEndpoint own = new UnixEndpoint(ended.path().resolveSibling("2.sock"));
		SocketDirectory.remove(elsewhere, own);
		SocketDirectory.remove(ended, own);
		assertThat(elsewhere.path()).exists();
		assertThat(ended.path()).doesNotExist();
	}

	@Test
	void removeDeadThenSocketsOfProcessesThatHaveEndedAlone() throws Exception {
		Process ended = new ProcessBuilder("true").start();
		ended.waitFor();
		UnixEndpoint own = listenAndDie("comspring-1");
		Path dead = listenAndDie(own, ended.pid() + "-0a1b2c3d.sock");
		Path reused = listenAndDie(own, ProcessHandle.current().pid() + "-0a1b2c3d.sock");
		Path unlike = listenAndDie(own, "scm-1.sock");
		Path file = Files.createFile(own.path().resolveSibling(ended.pid() + "-1.sock"));
		Path inNamespace = own.path().resolveSibling(ended.pid() + "-4e5f6a7b.sock");
		try (ServerSocketChannel channel = listen(new UnixEndpoint(inNamespace))) {
			SocketDirectory.removeDead(own);
			assertThat(channel.isOpen()).isTrue();
			assertThat(dead).doesNotExist();
			assertThat(List.of(own.path(), reused, unlike, file, inNamespace)).allMatch(Files::exists);
		}
		SocketDirectory.removeDead(new TcpEndpoint("localhost", 1));
	}

	private static Path listenAndDie(UnixEndpoint beside, String name) throws IOException {
		UnixEndpoint endpoint = new UnixEndpoint(beside.path().resolveSibling(name));
		listen(endpoint).close();
		return endpoint.path();
	}

	@Test
	void removeWhenServerListensThenItsSocketStays() throws IOException {
		UnixEndpoint own = new UnixEndpoint(this.temporary.resolve("1.sock"));
		UnixEndpoint server = new UnixEndpoint(this.temporary.resolve("2.sock"));
		try (ServerSocketChannel channel = listen(server)) {
			SocketDirectory.remove(server, own);
			assertThat(channel.isOpen()).isTrue();
			assertThat(server.path()).exists();
		}
	}

}
