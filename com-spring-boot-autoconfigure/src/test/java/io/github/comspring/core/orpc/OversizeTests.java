package io.github.comspring.core.orpc;

import java.util.Collections;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Arguments and results that are longer than a message may be.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class OversizeTests {

	private static final int SMALL = 64 * 1024;

	private static final int LARGE = 1 << 20;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	@Test
	void argumentThenRefusedBeforeItIsSentAndPointersTakenBack() {
		Depot depot = between(SMALL, SMALL);
		Depot mine = new DepotObject();
		assertFails(HResult.RPC_E_CLIENT_CANTMARSHAL_DATA, () -> depot.put(mine, new byte[SMALL]))
			.hasMessageContaining("put of " + Depot.class.getName())
			.hasMessageMatching("(?s).*The arguments take at least 6[56]\\d{3} bytes, and "
					+ "comspring.rpc.max-message-size allows 65536.*");
		assertThat(this.client.references()).isEmpty();
		assertFails(HResult.RPC_E_CLIENT_CANTMARSHAL_DATA, () -> depot.say("x".repeat(SMALL)));
		assertFails(HResult.RPC_E_CLIENT_CANTMARSHAL_DATA, () -> depot.list(Collections.nCopies(SMALL, "many")));
		assertServes(depot);
	}

	@Test
	void resultThenRefusedAndPointersTakenBack() {
		Depot depot = between(SMALL, SMALL);
		assertFails(HResult.RPC_E_SERVER_CANTMARSHAL_DATA, () -> depot.take(SMALL))
			.hasMessageContaining("take cannot be sent. The results take at least 65")
			.hasMessageContaining("comspring.rpc.max-message-size allows 65536");
		assertThat(this.server.references()).as("what the result carried").hasSize(1);
		assertServes(depot);
	}

	@Test
	void argumentThatOnlyTheServerRefusesThenConnectionStays() {
		Depot depot = between(LARGE, SMALL);
		Depot kept = depot.self();
		assertFails(HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA, () -> depot.put(new DepotObject(), new byte[LARGE / 2]))
			.hasMessageContaining("put of " + Depot.class.getName())
			.hasMessageMatching("(?s).*The arguments take 52\\d{4} bytes, more than comspring.rpc.max-message-size of "
					+ "the server allows.*");
		assertThat(this.client.references()).isEmpty();
		assertServes(depot);
		assertServes(kept);
	}

	@ParameterizedTest
	@ValueSource(ints = { SMALL, LARGE / 2 })
	void resultThatOnlyTheClientRefusesThenNotSent(int size) {
		Depot depot = between(SMALL, LARGE);
		Depot kept = depot.self();
		assertFails(HResult.RPC_E_SERVER_CANTMARSHAL_DATA, () -> depot.take(size))
			.hasMessageContaining("comspring.rpc.max-message-size allows 65536");
		assertServes(depot);
		assertServes(kept);
		assertThat(this.server.references()).as("what the result carried").hasSize(1);
	}

	@Test
	void resultBetweenProcessesThatTakeMoreThanIsUsualThenArrives() {
		Depot depot = between(OrpcSettings.DEFAULT.limits().reassembledBytes() + LARGE,
				OrpcSettings.DEFAULT.limits().reassembledBytes() + LARGE);
		assertThat(depot.take(OrpcSettings.DEFAULT.limits().reassembledBytes()).contents()).isNotEmpty();
	}

	@Test
	void callbackThenTheCallerOfTheServerIsTold() {
		Depot depot = between(SMALL, SMALL);
		assertFails(HResult.RPC_E_CLIENT_CANTMARSHAL_DATA, () -> depot.give(new DepotObject(), SMALL));
		assertFails(HResult.RPC_E_SERVER_CANTMARSHAL_DATA, () -> depot.fetch(new DepotObject(), SMALL));
		assertServes(depot);
	}

	@Test
	void nestedTooDeepThenRefusedOnBothSides() {
		Depot depot = between(LARGE, LARGE);
		assertThat(depot.nest(Nest.of(60), 0)).isEqualTo(60);
		assertFails(HResult.E_INVALIDARG, () -> depot.nest(Nest.of(50_000), 0))
			.hasMessageContaining("nested more than 128 levels deep");
		assertFails(HResult.E_INVALIDARG, () -> depot.grow(50_000))
			.hasMessageContaining("nested more than 128 levels deep");
		assertServes(depot);
	}

	private ObjectRpc client;

	private ObjectRpc server;

	private Depot between(int limitOfClient, int limitOfServer) {
		this.client = this.processes.start("small-client", limitOfClient);
		this.server = this.processes.start("small-server", limitOfServer);
		return TwoProcesses.remote(this.server, this.client, DepotOwner.class, new DepotOwner() {
		}).depot();
	}

	private static void assertServes(Depot depot) {
		assertThat(depot.say("still there?")).isEqualTo(12);
	}

	private static AbstractThrowableAssert<?, ComException> assertFails(HResult hresult, ThrowingCallable call) {
		ComException failure = catchThrowableOfType(ComException.class, call);
		return assertThat(failure).satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(hresult));
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0D01}")
	interface DepotOwner {

		default Depot depot() {
			return new DepotObject();
		}

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0D02}")
	interface Depot {

		void put(Depot from, byte[] goods);

		int say(String text);

		int list(List<String> texts);

		Goods take(int size);

		Depot self();

		void give(Depot to, int size);

		Goods fetch(Depot from, int size);

		int nest(Nest nest, int depth);

		Nest grow(int depth);

	}

	record Goods(Depot origin, byte[] contents) {
	}

	record Nest(Nest inner) {

		static Nest of(int depth) {
			Nest nest = new Nest(null);
			for (int i = 1; i < depth; i++) {
				nest = new Nest(nest);
			}
			return nest;
		}

	}

	static final class DepotObject implements Depot {

		@Override
		public void put(Depot from, byte[] goods) {
		}

		@Override
		public int say(String text) {
			return text.length();
		}

		@Override
		public int list(List<String> texts) {
			return texts.size();
		}

		@Override
		public Goods take(int size) {
			return new Goods(new DepotObject(), new byte[size]);
		}

		@Override
		public Depot self() {
			return this;
		}

		@Override
		public void give(Depot to, int size) {
			to.put(null, new byte[size]);
		}

		@Override
		public Goods fetch(Depot from, int size) {
			return from.take(size);
		}

		@Override
		public int nest(Nest nest, int depth) {
			int count = 0;
			for (Nest each = nest; each != null; each = each.inner()) {
				count++;
			}
			return count;
		}

		@Override
		public Nest grow(int depth) {
			return Nest.of(depth);
		}

	}

}
