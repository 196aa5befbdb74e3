package io.github.comspring.core.rpc.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import io.github.comspring.Activation.Origin;
import io.github.comspring.core.rpc.transport.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerComplaints}.
 */
class PeerComplaintsTests {

	private static final Peer ADA = new Peer(Origin.LOCAL, "ada", "users");

	private static final Peer EVE = new Peer(Origin.LOCAL, "eve", "users");

	private final Logger logger = Logger.getLogger(PeerComplaints.class.getName());

	private final List<String> warnings = new CopyOnWriteArrayList<>();

	private final Handler handler = new Handler() {

		@Override
		public void publish(LogRecord logRecord) {
			PeerComplaintsTests.this.warnings.add(new SimpleFormatter().formatMessage(logRecord));
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	private final AtomicLong now = new AtomicLong();

	private final PeerComplaints complaints = new PeerComplaints(this.now::get);

	@BeforeEach
	void listen() {
		this.logger.addHandler(this.handler);
	}

	@AfterEach
	void stopListening() {
		this.logger.removeHandler(this.handler);
	}

	@Test
	void addWhenManyThenOneLineForEachPeer() {
		for (int i = 0; i < 1000; i++) {
			this.complaints.add(EVE, "She lied.");
		}
		this.complaints.add(ADA, "She was late.");
		assertThat(this.warnings).containsExactly("She lied.", "She was late.");
	}

	@Test
	void addWhenFromTwoAddressesThenOneLineForEach() {
		for (int i = 0; i < 10; i++) {
			this.complaints.add(at(1), "He lied.");
		}
		this.complaints.add(at(2), "He was late.");
		assertThat(this.warnings).containsExactly("He lied.", "He was late.");
	}

	@Test
	void addWhenFromAddressesWithoutEndThenTheyCountAsOneUntilThereIsRoom() {
		for (int i = 0; i < 3 * PeerComplaints.MOST; i++) {
			this.complaints.add(at(i), "He lied.");
		}
		assertThat(this.warnings).hasSize(PeerComplaints.MOST + 1);
		this.now.addAndGet(PeerComplaints.PAUSE.toNanos());
		this.complaints.add(at(-1), "He was late.");
		this.complaints.add(at(-1), "He was late.");
		assertThat(this.warnings).hasSize(PeerComplaints.MOST + 2);
	}

	private static Peer at(int address) {
		return new Peer(Origin.REMOTE, null, null, Integer.toString(address));
	}

	@Test
	void addAfterAMinuteThenSaysHowManyWereLeftOut() {
		this.complaints.add(EVE, "She lied.");
		this.now.addAndGet(PeerComplaints.PAUSE.toNanos() - 1);
		this.complaints.add(EVE, "She lied.");
		this.now.incrementAndGet();
		this.complaints.add(EVE, "She lied again.");
		this.now.addAndGet(PeerComplaints.PAUSE.toNanos());
		this.complaints.add(EVE, "She lied.");
		assertThat(this.warnings).containsExactly("She lied.",
				"She lied again. There were 1 more of a process of eve since the last one", "She lied.");
	}

}
