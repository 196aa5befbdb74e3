package io.github.comspring.core.orpc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.github.comspring.ClassFactory;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.importer.RemUnknownClient;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Objects of which the first cannot be told that its clients have gone: the others are.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class FailedFarewellTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final FailingFactory factory = new FailingFactory();

	/** The disk is full for the log, too. */
	private final Handler fullDisk = new Handler() {

		@Override
		public void publish(LogRecord line) {
			throw new LinkageError("in the log");
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	private final Logger logger = Logger.getLogger("io.github.comspring.core");

	private ServedClass served;

	@BeforeEach
	void serve() {
		this.served = new ServedClass(this.processes, this.factory);
		TwoProcesses.meet(this.processes.client(), this.processes.server());
		this.logger.addHandler(this.fullDisk);
	}

	@AfterEach
	void stopLogging() {
		this.logger.removeHandler(this.fullDisk);
	}

	private InterfaceRef instance() {
		return reference(this.served.create(this.processes.client(), Counter.class).get(0));
	}

	/**
	 * Has the client hold the class object, of which the last release unlocks the server.
	 */
	private InterfaceRef classObject() {
		long client = this.processes.client().oxid();
		return reference(this.processes.server().marshal(this.served.hold(), Iid.of(ClassFactory.class), client));
	}

	private static InterfaceRef reference(byte[] bytes) {
		StdObjRef target = ObjRef.parse(bytes).target();
		return new InterfaceRef(target.ipid(), target.publicRefs());
	}

	private void releaseInOneBatch(List<InterfaceRef> references) {
		ObjectRpc server = this.processes.server();
		new RemUnknownClient(this.processes.client(), server.oxid(), server.endpoint()).release(references);
	}

	private void awaitNothingHeld(int destroyed) {
		await().untilAsserted(() -> {
			assertThat(this.factory.destroyed).hasSize(destroyed).doesNotHaveDuplicates();
			assertThat(this.processes.server().references()).isEmpty();
			assertThat(this.served.classObject().instances()).isZero();
			assertThat(this.served.classObject().locks()).isZero();
			assertThat(Inside.exporter(this.processes.server()).isHeldBy(this.processes.client().oxid())).isFalse();
		});
	}

	@Test
	void releaseWhenTheFirstCannotBeDestroyedThenTheOthersAre() {
		this.factory.failing = Failing.DESTROY;
		releaseInOneBatch(List.of(instance(), instance(), instance()));
		awaitNothingHeld(3);
	}

	@Test
	void releaseWhenTheFirstCannotBeUnlockedThenTheOthersAreDestroyed() {
		this.factory.failing = Failing.UNLOCK;
		releaseInOneBatch(List.of(classObject(), instance(), instance()));
		assertThat(this.factory.unlocks).hasSize(1);
		awaitNothingHeld(2);
	}

	@Test
	void clientDiesWhenTheFirstCannotBeDestroyedThenTheOthersAre() {
		this.factory.failing = Failing.DESTROY;
		List<InterfaceRef> held = new ArrayList<>(List.of(instance(), instance(), instance()));
		this.processes.server().processGone(this.processes.client().oxid());
		assertThat(held).hasSize(3);
		awaitNothingHeld(3);
	}

	@Test
	void clientDiesWhenTheFirstCannotBeUnlockedThenTheOthersAreDestroyed() {
		this.factory.failing = Failing.UNLOCK;
		List<InterfaceRef> held = List.of(classObject(), instance(), instance());
		this.processes.server().processGone(this.processes.client().oxid());
		assertThat(held).hasSize(3);
		assertThat(this.factory.unlocks).hasSize(1);
		awaitNothingHeld(2);
	}

	private enum Failing {

		NOTHING, DESTROY, UNLOCK

	}

	/**
	 * Fails for the first object each.
	 */
	private static final class FailingFactory extends CounterFactory {

		private final List<Boolean> unlocks = new CopyOnWriteArrayList<>();

		private volatile Failing failing = Failing.NOTHING;

		@Override
		public void destroyInstance(Object instance) {
			super.destroyInstance(instance);
			if (this.failing == Failing.DESTROY && this.destroyed.size() == 1) {
				throw new LinkageError("in a test");
			}
		}

		@Override
		public void lockServer(boolean lock) {
			super.lockServer(lock);
			if (!lock) {
				this.unlocks.add(true);
				if (this.failing == Failing.UNLOCK) {
					throw new LinkageError("in a test");
				}
			}
		}

	}

}
