package io.github.comspring.core.orpc.exporter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link HeldObjects}: a client that holds as many objects as it may gets no
 * more, and others do not notice.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class HeldObjectsTests {

	private static final int LIMIT = 3;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private ObjectRpc server;

	private Maker maker;

	@BeforeEach
	void start() {
		this.server = this.processes.start("limited",
				new OrpcSettings(RpcLimits.DEFAULT, Duration.ofSeconds(30), LIMIT));
		this.maker = makerOf(this.processes.client());
	}

	private Maker makerOf(ObjectRpc client) {
		return TwoProcesses.remote(this.server, client, Maker.class, new MakerObject());
	}

	private List<Made> hold(Maker from) {
		List<Made> held = new ArrayList<>();
		while (held.size() < LIMIT) {
			held.add(from.make());
		}
		return held;
	}

	private static void assertFull(Runnable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call::run)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_OUTOFMEMORY))
			.withMessageContaining("comspring.rpc.per-peer.max-objects");
	}

	@Test
	void clientAtItsLimitThenGetsNoMoreAndKeepsWhatItHas() {
		List<Made> held = hold(this.maker);
		assertFull(this.maker::make);
		assertFull(this.maker::make);
		assertThat(held).allSatisfy((each) -> assertThat(each.number()).isPositive());
		assertThat(this.server.references()).hasSize(LIMIT);
	}

	@Test
	void clientAtItsLimitThenOthersGetTheirs() {
		List<Made> held = hold(this.maker);
		assertFull(this.maker::make);
		assertThat(hold(makerOf(this.processes.start("another")))).hasSameSizeAs(held);
	}

	@Test
	void clientThatLetsObjectsGoThenGetsMore() {
		assertThat(hold(this.maker)).hasSize(LIMIT);
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.maker.make().number()).isPositive();
		});
	}

	@Test
	void clientThatOpensStreamsThenGetsNoMoreUntilItClosesOne() throws IOException {
		Maker another = makerOf(this.processes.start("another"));
		List<InputStream> open = new ArrayList<>();
		while (open.size() < LIMIT) {
			open.add(this.maker.open());
		}
		assertFull(this.maker::open);
		InputStream elsewhere = another.open();
		assertThat(elsewhere.read()).isEqualTo(MakerObject.BYTE);
		open.get(0).close();
		open.set(0, this.maker.open());
		assertThat(open.get(0).read()).isEqualTo(MakerObject.BYTE);
		assertFull(this.maker::open);
		this.processes.client().close();
		await().until(() -> this.server.references().size() == 1);
		elsewhere.close();
		assertThat(this.server.references()).isEmpty();
		Reference.reachabilityFence(open);
	}

	@Test
	void clientThatIsGoneThenHoldsNothing() {
		List<Made> held = hold(this.maker);
		this.server.processGone(this.processes.client().oxid());
		assertThat(this.server.references()).isEmpty();
		assertThat(held).hasSize(LIMIT);
	}

	@Test
	void callbacksWhenTheyAreLentThenAnyNumberOneAfterTheOther() {
		Maker ofClient = TwoProcesses.remote(this.processes.client(), this.server, Maker.class, new MakerObject());
		for (int i = 0; i < 10 * LIMIT; i++) {
			int own = i;
			assertThat(ofClient.ask(() -> own)).isEqualTo(own);
		}
		int four = LIMIT + 1;
		assertFull(() -> ofClient.askAll(List.of(() -> 1, () -> 2, () -> 3, () -> four)));
		assertThat(ofClient.ask(() -> 42)).isEqualTo(42);
		assertThat(this.server.references()).isEmpty();
	}

	@Test
	void strangersOfOneUserThenAnEighthAmongThemAll() {
		AtomicReference<String> user = new AtomicReference<>("ada");
		HeldObjects held = new HeldObjects(8 * LIMIT, user::get);
		for (long stranger = 1; stranger <= LIMIT; stranger++) {
			held.add(Long.MIN_VALUE | stranger);
		}
		for (long stranger = 1; stranger <= 256; stranger++) {
			long one = Long.MIN_VALUE | stranger;
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> held.add(one))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_OUTOFMEMORY))
				.withMessageContaining("have not introduced themselves hold " + LIMIT);
		}
		for (int i = 0; i < 8 * LIMIT; i++) {
			held.add(1);
		}
		user.set("eve");
		held.add(Long.MIN_VALUE | 257);
		// Whoever takes it back, it was held by one of ada's
		held.remove(Long.MIN_VALUE | 1);
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> IntStream.range(0, LIMIT).forEach((number) -> held.add(Long.MIN_VALUE | 257)));
		user.set("ada");
		held.add(Long.MIN_VALUE | 256);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> held.add(Long.MIN_VALUE | 255));
	}

	@Test
	void strangersThatHoldNothingThenNothingIsLeftOfThem() {
		HeldObjects held = new HeldObjects(16, () -> null);
		held.add(-1);
		held.add(-2);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> held.add(-3));
		held.remove(-1);
		held.remove(-2);
		held.remove(-2);
		assertThat(held.clients()).isZero();
	}

	@Test
	void countsThenNothingIsLeftOfClientsThatHoldNothing() {
		HeldObjects held = new HeldObjects(1);
		held.add(1);
		held.add(2);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> held.add(1));
		held.remove(1);
		held.remove(1);
		held.add(1);
		held.remove(1);
		held.remove(2);
		assertThat(held.clients()).isZero();
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C61}")
	interface Maker {

		Made make();

		InputStream open();

		int ask(Made made);

		int askAll(List<Made> made);

	}

	@FunctionalInterface
	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C62}")
	interface Made {

		int number();

	}

	static final class MakerObject implements Maker {

		static final byte BYTE = 7;

		@Override
		public Made make() {
			Object own = new Object();
			return () -> Math.max(1, System.identityHashCode(own));
		}

		@Override
		public InputStream open() {
			return new ByteArrayInputStream(new byte[] { BYTE });
		}

		@Override
		public int ask(Made made) {
			return made.number();
		}

		@Override
		public int askAll(List<Made> made) {
			return made.stream().mapToInt(Made::number).sum();
		}

	}

}
