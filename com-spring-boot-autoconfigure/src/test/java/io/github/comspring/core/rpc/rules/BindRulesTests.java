package io.github.comspring.core.rpc.rules;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.stream.Stream;

import io.github.comspring.Guid;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static io.github.comspring.core.rpc.rules.RawServer.context;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of {@code bind}: C706 sections 12.6.4.3 to 12.6.4.5, MS-RPCE sections 2.2.2.5
 * and 3.3.1.5.
 */
@Timeout(120)
class BindRulesTests {

	/** C706 section 12.6.3.1, MS-RPCE section 2.2.2.5. */
	private static final int NOT_SPECIFIED = 0;

	private static final int PROTOCOL_ERROR = 4;

	private static final SyntaxId FEATURES = new SyntaxId(Guid.parse("{6CB71C2C-9812-4540-0300-000000000000}"), 1);

	@RegisterExtension
	final RawServer server = new RawServer();

	/**
	 * C706 section 12.6.4.4: whatever flags the client sets, the answer is one fragment.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0x00, 0x01, 0x02, 0x03, 0x08, 0x10, 0x20, 0x40, 0x80 })
	void bindThenAnsweredInOneFragment(int flags) throws IOException {
		RawPeer peer = this.server.connect();
		peer.send(RawServer.flagged(flags, RawServer.numbered(0, Frame.bind(0, FIRST))));
		Pdu answer = peer.read();
		assertThat(answer.type()).isEqualTo(PduType.BIND_ACK);
		assertThat(answer.flags()).isEqualTo(Pdu.FIRST | Pdu.LAST);
		assertThat(answer.callId()).isZero();
		assertThat(answer.authLength()).isZero();
		BindAck ack = answer.parse(BindAck::parse);
		assertThat(ack.group()).isNotZero();
		assertThat(ack.secondaryAddress()).isEqualTo(this.server.port());
		assertThat(ack.results()).containsExactly(BindAck.Result.ACCEPTED);
	}

	@ParameterizedTest
	@MethodSource
	void bindThatBreaksTheRulesThenRefusedWithReason(Frame bind, int reason) throws IOException {
		RawPeer peer = this.server.connect().send(RawServer.numbered(77, bind));
		assertThat(RawAnswer.readNak(peer)).isEqualTo(RawAnswer.nak(77, reason));
		assertThat(peer.readToEnd()).isEmpty();
		assertThat(this.server.dispatcher.ended).isEmpty();
	}

	static Stream<Arguments> bindThatBreaksTheRulesThenRefusedWithReason() {
		Bind.Context features = new Bind.Context(1, FIRST, List.of(FEATURES));
		byte[] half = new byte[9];
		byte[] version = Frame.bind(0, FIRST).bytes();
		version[1] = 2;
		byte[] missing = Frame.bind(0, FIRST).bytes();
		missing[24] = 2;
		return Stream.of(refused("no body", Frame.of(PduType.BIND.code(), 3, 1), PROTOCOL_ERROR),
				refused("half a body", Frame.of(PduType.BIND.code(), 3, 1, half), PROTOCOL_ERROR),
				refused("minor version 2", new Frame(version), PROTOCOL_ERROR),
				refused("fewer contexts than announced", new Frame(missing), PROTOCOL_ERROR),
				refused("no context", Frame.bind(PduType.BIND, 0), PROTOCOL_ERROR),
				refused("no transfer syntax",
						Frame.bind(PduType.BIND, 0, context(1, FIRST), new Bind.Context(2, FIRST, List.of())),
						NOT_SPECIFIED),
				refused("features twice", Frame.bind(PduType.BIND, 0, context(2, FIRST), features, features),
						NOT_SPECIFIED),
				refused("one number for two interfaces",
						Frame.bind(PduType.BIND, 0, context(1, FIRST), context(1, SECOND)), NOT_SPECIFIED),
				refused("unknown association group", Frame.bind(0x12345, FIRST), NOT_SPECIFIED));
	}

	private static Arguments refused(String name, Frame bind, int reason) {
		return Arguments.of(Named.of(name, bind), reason);
	}

	/**
	 * C706 section 12.6.4.3: a connection is bound once.
	 */
	@Test
	void bindAgainThenRefusedAndClosed() throws Exception {
		RawPeer peer = this.server.bound();
		peer.send(RawServer.numbered(5, Frame.bind(0, SECOND)));
		assertThat(RawAnswer.readNak(peer)).isEqualTo(RawAnswer.nak(5, NOT_SPECIFIED));
		assertThat(peer.readToEnd()).isEmpty();
		assertThat(this.server.dispatcher.ended.take()).isNotNull();
	}

	/**
	 * MS-RPCE section 3.3.1.5.3: only the first transfer syntax makes a context one of
	 * features.
	 */
	@Test
	void featuresBehindAnotherTransferSyntaxThenIgnored() throws IOException {
		RawPeer peer = this.server.connect();
		peer.send(Frame.bind(PduType.BIND, 0, new Bind.Context(1, FIRST, List.of(SyntaxId.NDR, FEATURES)),
				new Bind.Context(2, FIRST, List.of(FEATURES, SyntaxId.NDR))));
		assertThat(peer.read().parse(BindAck::parse).results()).containsExactly(BindAck.Result.ACCEPTED,
				BindAck.Result.NO_FEATURES);
	}

	/**
	 * MS-RPCE section 3.3.1.5.6: what is not served is a result of its own and ends
	 * nothing.
	 */
	@Test
	void contextThatIsNotServedThenRejectedAndTheOthersAreServed() throws IOException {
		SyntaxId unknown = new SyntaxId(Guid.parse("{12345678-0000-0000-0000-000000000000}"), 1);
		RawPeer peer = this.server.connect();
		peer.send(Frame.bind(PduType.BIND, 0, context(1, unknown), new Bind.Context(2, FIRST, List.of(FIRST)),
				context(3, SECOND)));
		assertThat(peer.read().parse(BindAck::parse).results()).containsExactly(BindAck.Result.NO_INTERFACE,
				BindAck.Result.NO_TRANSFER_SYNTAX, BindAck.Result.ACCEPTED);
		assertThat(peer.send(Frame.request(2, 3, 3)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * C706 section 12.6.4.3: a group is joined by its number and ends with its last
	 * connection.
	 */
	@Test
	void groupThenJoinedWhileItLasts() throws Exception {
		RawPeer first = this.server.connect();
		int group = first.bind().group();
		assertThat(this.server.connect().bind().group()).isNotIn(0, group);
		RawPeer second = this.server.connect().send(Frame.bind(group, FIRST));
		assertThat(second.read().parse(BindAck::parse).group()).isEqualTo(group);
		assertThat(first.send(Frame.request(2)).read().type()).isEqualTo(PduType.RESPONSE);
		assertThat(second.send(Frame.request(2)).read().type()).isEqualTo(PduType.RESPONSE);
		assertThat(this.server.dispatcher.clients).hasSize(1);
		first.close();
		second.close();
		assertThat(this.server.dispatcher.ended.take().id()).isEqualTo(group);
		RawPeer late = this.server.connect().send(RawServer.numbered(9, Frame.bind(group, FIRST)));
		assertThat(RawAnswer.readNak(late)).isEqualTo(RawAnswer.nak(9, NOT_SPECIFIED));
	}

	/**
	 * C706 section 12.6.4.3: a group is that of one client. Over TCP without security its
	 * address is all that tells it from another one.
	 */
	@Test
	@EnabledOnOs(OS.LINUX)
	void groupOfAnotherAddressThenNotJoined() throws IOException {
		RawPeer first = this.server.connectFrom("127.0.0.1");
		int group = first.bind().group();
		RawPeer other = this.server.connectFrom("127.0.0.2").send(RawServer.numbered(9, Frame.bind(group, FIRST)));
		assertThat(RawAnswer.readNak(other)).isEqualTo(RawAnswer.nak(9, NOT_SPECIFIED));
		RawPeer second = this.server.connectFrom("127.0.0.1").send(Frame.bind(group, FIRST));
		assertThat(second.read().parse(BindAck::parse).group()).isEqualTo(group);
		assertThat(first.send(Frame.request(2)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * A client need not have seen that its last connection was closed.
	 */
	@Test
	void groupThatHasEndedThenNobodyIsWarned() throws Exception {
		Logger logger = Logger.getLogger("io.github.comspring.core.rpc.server.PeerComplaints");
		List<String> logged = new CopyOnWriteArrayList<>();
		Filter before = logger.getFilter();
		logger.setFilter((logRecord) -> logged.add(logRecord.getMessage()));
		try {
			RawPeer late = this.server.connect().send(Frame.bind(0x12345, FIRST));
			assertThat(late.readToEnd()).containsExactly(PduType.BIND_NAK);
			assertThat(logged).isEmpty();
		}
		finally {
			logger.setFilter(before);
		}
	}

	/**
	 * C706 section 12.6.4.3: the numbers of contexts are those of one connection, not of
	 * its group.
	 */
	@Test
	void contextOfAnotherConnectionThenUnknown() throws IOException {
		RawPeer first = this.server.connect();
		first.send(Frame.bind(PduType.BIND, 0, context(1, FIRST)));
		int group = first.read().parse(BindAck::parse).group();
		RawPeer second = this.server.connect();
		second.send(Frame.bind(PduType.BIND, group, context(2, FIRST))).read();
		second.send(Frame.request(2, 3, 1));
		assertThat(RawAnswer.readFault(second).status()).isEqualTo(0x1C010003);
		assertThat(second.send(Frame.request(3, 3, 2)).read().type()).isEqualTo(PduType.RESPONSE);
	}

}
