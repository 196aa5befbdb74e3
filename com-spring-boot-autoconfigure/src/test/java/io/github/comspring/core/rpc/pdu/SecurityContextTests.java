package io.github.comspring.core.rpc.pdu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.KeyedContext;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections with a {@link SecurityContext} at both ends.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class SecurityContextTests {

	private static final int INTEGRITY = 5;

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	/** The contexts of the server that the tests may spoil. */
	private final BlockingQueue<KeyedContext> atServer = new LinkedBlockingQueue<>();

	private final BlockingQueue<KeyedContext> atClient = new LinkedBlockingQueue<>();

	private volatile boolean headersAtServer;

	private volatile boolean headersAtClient;

	private Loopback loopback;

	private void open(int messages, AuthenticationLevel level, String clientKey) {
		RpcLimits limits = Loopback.fragments(1024, 10_000, 1 << 20);
		Supplier<SecurityContext> other = () -> KeyedContext.server(messages, AuthenticationLevel.CALL, "another");
		Supplier<SecurityContext> accepted = () -> {
			KeyedContext context = KeyedContext.server(messages, level, "secret");
			context.headersIfAsked = this.headersAtServer;
			this.atServer.add(context);
			return context;
		};
		RpcServer server = RpcServer.listen(Transport.TCP.endpoint(this.folder), this.dispatcher, limits,
				List.of(other, accepted));
		this.loopback = new Loopback(server, new RpcClient(limits, (endpoint) -> {
			KeyedContext context = KeyedContext.client(messages, level, clientKey, "Ada");
			context.headersIfAsked = this.headersAtClient;
			this.atClient.add(context);
			return context;
		}));
	}

	@AfterEach
	void close() {
		this.loopback.close();
	}

	private RawPeer connect() throws IOException {
		return RawPeer.connect(this.loopback.server().endpoint());
	}

	@ParameterizedTest
	@MethodSource
	void callsAreProtected(int messages, AuthenticationLevel level) {
		open(messages, level, "secret");
		for (int length : new int[] { 0, 1, 16, 1000, 300_000 }) {
			byte[] stub = Loopback.noise(length);
			assertThat(this.loopback.call(FIRST, stub)).isEqualTo(stub);
			assertThat(this.loopback.call(SECOND, stub)).isEqualTo(stub);
		}
		this.dispatcher.operation = (call) -> {
			throw new RpcFault(HResult.E_NOINTERFACE.value(), "No");
		};
		assertFails(this.loopback::call, HResult.E_NOINTERFACE);
		this.dispatcher.operation = RpcCall::stub;
		assertThat(this.loopback.call((byte) 1)).containsExactly(1);
		assertThat(this.dispatcher.clients).hasSize(1).extracting(Association::principal).containsExactly("Ada");
		assertThat(this.dispatcher.calls).extracting(RpcCall::authenticationLevel).containsOnly(level);
	}

	static Stream<Arguments> callsAreProtected() {
		return IntStream.rangeClosed(1, 3)
			.boxed()
			.flatMap((messages) -> Stream
				.of(AuthenticationLevel.CONNECT, AuthenticationLevel.PACKET_INTEGRITY,
						AuthenticationLevel.PACKET_PRIVACY)
				.map((level) -> Arguments.of(messages, level)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100_000 })
	void changedRequestIsDenied(int length) throws Exception {
		open(2, AuthenticationLevel.PACKET_PRIVACY, "secret");
		this.loopback.call();
		this.dispatcher.calls.clear();
		this.atClient.take().spoil = true;
		assertFails(() -> this.loopback.call(new byte[length]), HResult.E_ACCESSDENIED);
		assertThat(this.dispatcher.calls).isEmpty();
		assertThat(this.loopback.call((byte) 1)).containsExactly(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100_000 })
	void changedAnswerIsDenied(int length) throws Exception {
		open(2, AuthenticationLevel.PACKET_INTEGRITY, "secret");
		this.loopback.call();
		this.atServer.take().spoil = true;
		assertFails(() -> this.loopback.call(new byte[length]), HResult.E_ACCESSDENIED)
			.hasMessageContaining("A fragment was changed on its way");
		assertThat(this.loopback.call((byte) 1)).containsExactly(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void wrongTokenIsDenied(int messages) {
		open(messages, AuthenticationLevel.PACKET_PRIVACY, "guess");
		assertFails(this.loopback::call, HResult.E_ACCESSDENIED);
		assertFails(this.loopback::call, HResult.E_ACCESSDENIED);
		assertThat(this.dispatcher.clients).isEmpty();
	}

	@Test
	void levelThatIsNotAcceptedIsDenied() throws IOException {
		open(1, AuthenticationLevel.PACKET_PRIVACY, "secret");
		try (RawPeer peer = connect()) {
			assertThat(peer.send(bindAs("Ada", INTEGRITY, 0)).read().parse(BindNak::parse))
				.isEqualTo(BindNak.UNKNOWN_AUTHENTICATION);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT", "PACKET_INTEGRITY" })
	void lastTokenThatIsWrongIsDeniedWithTheFirstRequest(AuthenticationLevel level) throws Exception {
		open(3, level, "secret");
		for (Frame auth3 : List.of(auth3(new byte[40]), Frame.of(PduType.CO_CANCEL.code(), 3, 1))) {
			try (RawPeer peer = connect()) {
				peer.send(bindAs("Ada", SecurityTrailer.number(level), 0)).read();
				assertThat(peer.send(auth3).send(Frame.request(2)).readFault()).isEqualTo(RpcFault.ACCESS_DENIED);
				assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
			}
			this.dispatcher.ended.take();
		}
		assertThat(this.dispatcher.calls).isEmpty();
	}

	/**
	 * Who connects without a name and fails to show one afterwards is not let in as if
	 * nothing had been: the guard would be asked about another level.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void tokenThatIsWrongAfterABindWithoutOneIsDeniedWithTheFirstRequest(boolean known) throws Exception {
		open(1, AuthenticationLevel.PACKET_INTEGRITY, "secret");
		Frame auth3 = known ? auth3(new byte[40]) : Frame.of(PduType.AUTH3.code(), 3, 1, new byte[4])
			.signed(SecurityTrailer.number(AuthenticationLevel.CONNECT), 0, 1, new byte[40]);
		try (RawPeer peer = connect()) {
			peer.bind();
			assertThat(peer.send(auth3).send(Frame.request(2)).readFault()).isEqualTo(RpcFault.ACCESS_DENIED);
			assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
		}
		assertThat(this.dispatcher.calls).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void requestWithoutItsSignatureIsDenied(boolean otherContext) throws Exception {
		open(1, AuthenticationLevel.PACKET_INTEGRITY, "secret");
		Frame request = otherContext ? Frame.request(2).signed(INTEGRITY, 0, 77, new byte[32]) : Frame.request(2);
		try (RawPeer peer = connect()) {
			peer.send(bindAs("Ada", INTEGRITY, 0)).read();
			assertThat(peer.send(request).readFault()).isEqualTo(RpcFault.ACCESS_DENIED);
			assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
		}
		assertThat(this.dispatcher.calls).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT", "PACKET_INTEGRITY" })
	void paddingLongerThanItsFragmentIsRefused(AuthenticationLevel level) throws Exception {
		open(1, level, "secret");
		try (RawPeer peer = connect()) {
			peer.send(bindAs("Ada", SecurityTrailer.number(level), 0)).read();
			Frame request = Frame.request(2, new byte[16]).signed(INTEGRITY, 17, 1, new byte[32]);
			assertThat(peer.send(request).readFault()).isEqualTo(RpcFault.PROTOCOL_ERROR);
			assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
		}
	}

	/**
	 * Both ends must be able to.
	 */
	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true" })
	void headersAreSignedIfBothEndsCan(boolean server, boolean client) {
		this.headersAtServer = server;
		this.headersAtClient = client;
		open(3, AuthenticationLevel.PACKET_INTEGRITY, "secret");
		assertThat(this.loopback.call((byte) 1)).containsExactly(1);
		assertThat(this.loopback.call(SECOND, new byte[] { 2 })).containsExactly(2);
		assertThat(this.atClient.remove().signsHeaders()).isEqualTo(server && client);
		assertThat(this.atServer.remove().signsHeaders()).isEqualTo(server && client);
	}

	@Test
	void unprotectedAnswerOfProtectedServerIsDenied() throws Exception {
		open(1, AuthenticationLevel.PACKET_INTEGRITY, "secret");
		this.loopback.call();
		this.atServer.take().unsigned = true;
		assertFails(this.loopback::call, HResult.E_ACCESSDENIED).hasMessageContaining("without a signature");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void groupOfAnotherPrincipalCannotBeJoined(int messages) throws Exception {
		open(messages, AuthenticationLevel.PACKET_INTEGRITY, "secret");
		this.loopback.call();
		Association ada = this.dispatcher.clients.iterator().next();
		try (RawPeer peer = connect()) {
			KeyedContext eve = KeyedContext.client(messages, AuthenticationLevel.PACKET_INTEGRITY, "secret", "Eve");
			Pdu answer = peer.send(bindWith(eve, ada.id())).read();
			if (messages == 1) {
				assertThat(answer.type()).isEqualTo(PduType.BIND_NAK);
			}
			else {
				peer.send(auth3(eve.exchange(SecurityTrailer.of(answer).token())));
				assertThat(peer.readToEnd()).isEmpty();
			}
		}
		try (RawPeer anonymous = connect()) {
			assertThat(anonymous.send(Frame.bind(ada.id(), FIRST)).readToEnd()).containsExactly(PduType.BIND_NAK);
		}
		assertThat(this.loopback.call((byte) 1)).containsExactly(1);
		assertThat(this.dispatcher.clients).containsExactly(ada);
		assertThat(this.dispatcher.ended).doesNotContain(ada);
	}

	@Test
	void contextCanBeAddedToConnection() throws Exception {
		open(1, AuthenticationLevel.CONNECT, "secret");
		Bind.Context second = new Bind.Context(1, SECOND, List.of(SyntaxId.NDR));
		try (RawPeer peer = connect()) {
			peer.send(bindAs("Ada", 2, 0)).read();
			KeyedContext again = KeyedContext.client(1, AuthenticationLevel.CONNECT, "secret", "Ada");
			Frame alter = Frame.bind(PduType.ALTER_CONTEXT, 0, second).signed(2, 0, 9, again.exchange(new byte[0]));
			assertThat(peer.send(alter).read().type()).isEqualTo(PduType.ALTER_CONTEXT_RESP);
			Frame verifier = Frame.bind(PduType.ALTER_CONTEXT, 0, second).signed(2, 0, 9, new byte[16]);
			assertThat(peer.send(verifier).read().type()).isEqualTo(PduType.ALTER_CONTEXT_RESP);
			assertThat(peer.send(Frame.request(2, 3, 1)).read().type()).isEqualTo(PduType.RESPONSE);
		}
		assertThat(this.dispatcher.calls).extracting(RpcCall::interfaceId).containsExactly(SECOND);
	}

	@Test
	void endlessSecurityContextsAreRefused() throws Exception {
		open(3, AuthenticationLevel.CONNECT, "secret");
		Bind.Context second = new Bind.Context(1, SECOND, List.of(SyntaxId.NDR));
		try (RawPeer peer = connect()) {
			peer.send(bindAs("Ada", 2, 0)).read();
			for (int i = 2; i < 18; i++) {
				KeyedContext next = KeyedContext.client(3, AuthenticationLevel.CONNECT, "secret", "Ada");
				peer.send(Frame.bind(PduType.ALTER_CONTEXT, 0, second).signed(2, 0, i, next.exchange(new byte[0])));
			}
			List<PduType> answers = peer.readToEnd();
			assertThat(answers.subList(0, 15)).containsOnly(PduType.ALTER_CONTEXT_RESP);
			assertThat(answers.subList(15, answers.size())).containsExactly(PduType.FAULT, PduType.SHUTDOWN);
		}
	}

	private static Frame bindAs(String name, int level, int group) {
		AuthenticationLevel named = AuthenticationLevel.values()[level - 1];
		return bindWith(KeyedContext.client(3, named, "secret", name), group);
	}

	private static Frame bindWith(KeyedContext client, int group) {
		return Frame.bind(group, FIRST)
			.signed(SecurityTrailer.number(client.level()), 0, 1, client.exchange(new byte[0]));
	}

	private static Frame auth3(byte[] token) {
		return Frame.of(PduType.AUTH3.code(), 3, 1, new byte[4]).signed(INTEGRITY, 0, 1, token);
	}

}
