package io.github.comspring.core.reference;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.Race;
import io.github.comspring.core.apartment.Apartment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassObjectTests {

	private final CoClass coClass = new CoClass(Clsid.of("{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}"),
			new ProgId("Desk.Rasterizer"), null);

	private final Object target = new Object();

	private final CountedServer server = new CountedServer();

	private final ClassObject classObject = new ClassObject(this.coClass, this.target, Apartment.CALLER, this.server);

	@Test
	void newClassObjectHoldsNothing() {
		assertThat(this.classObject.coClass()).isSameAs(this.coClass);
		assertThat(this.classObject.target()).isSameAs(this.target);
		assertThat(this.classObject.apartment()).isSameAs(Apartment.CALLER);
		assertThat(this.classObject.server()).isSameAs(this.server);
		assertCounts(0, 0, 0);
	}

	@Test
	void instanceTakesOverTheHoldAndGivesItBack() {
		this.server.acquire();
		this.classObject.instanceCreated();
		assertCounts(1, 0, 1);
		this.classObject.instanceDestroyed();
		assertCounts(0, 0, 0);
	}

	@Test
	@Tag("UK-06")
	void instanceDestroyedTwiceIsReportedAndNotCounted() {
		this.server.acquire();
		assertNothingToTakeBack(this.classObject::instanceDestroyed, "has no instance to take back");
		assertCounts(0, 0, 1);
	}

	@Test
	@Tag("CF-04")
	void eachLockCounts() {
		this.classObject.lockServer(true);
		this.classObject.lockServer(true);
		assertCounts(0, 2, 2);
		this.classObject.lockServer(false);
		assertCounts(0, 1, 1);
		this.classObject.lockServer(false);
		assertCounts(0, 0, 0);
	}

	@Test
	@Tag("CF-04")
	void unlockWithoutLockIsReportedAndNotCounted() {
		this.server.acquire();
		assertNothingToTakeBack(() -> this.classObject.lockServer(false), "has no lock to take back");
		assertCounts(0, 0, 1);
		this.classObject.lockServer(true);
		assertCounts(0, 1, 2);
	}

	@Test
	@Tag("UK-06")
	void countsAreKeptByManyThreads() throws Exception {
		Race.run(8, (number) -> {
			for (int i = 0; i < 10_000; i++) {
				this.server.acquire();
				this.classObject.instanceCreated();
				this.classObject.lockServer(true);
				this.classObject.instanceDestroyed();
				this.classObject.lockServer(false);
			}
			return number;
		});
		assertCounts(0, 0, 0);
	}

	private void assertCounts(int instances, int locks, int references) {
		assertThat(this.classObject.instances()).isEqualTo(instances);
		assertThat(this.classObject.locks()).isEqualTo(locks);
		assertThat(this.server.references.get()).isEqualTo(references);
	}

	private static void assertNothingToTakeBack(Runnable call, String reason) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call::run)
			.withMessageContaining("Desk.Rasterizer {6F0F2D4E-0001-4BCD-8DEF-0123456789AB} " + reason)
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_UNEXPECTED);
	}

	private static final class CountedServer implements ClassObject.Server {

		private final ReferenceCount references = new ReferenceCount();

		@Override
		public void acquire() {
			this.references.acquire();
		}

		@Override
		public void release() {
			this.references.release();
		}

		@Override
		public boolean isKeptByClassObjects() {
			return false;
		}

	}

	@Test
	void leadingToThenBothServersAreKeptAndTheFirstCounts() {
		TestServer process = new TestServer(false);
		TestServer module = new TestServer(true);
		ClassObject generic = process.held((type) -> new TestServer.Fireball());
		ClassObject real = module.held((type) -> new TestServer.Fireball());
		ClassObject both = generic.leadingTo(real);
		assertThat(both.target()).isSameAs(real.target());
		assertThat(both.coClass()).isSameAs(generic.coClass());
		both.instanceCreated();
		both.lockServer(true);
		assertThat(generic.instances()).isOne();
		assertThat(generic.locks()).isOne();
		assertThat(process.references.get()).isEqualTo(2);
		assertThat(module.references.get()).isEqualTo(2);
		both.instanceDestroyed();
		both.lockServer(false);
		assertThat(generic.instances() + generic.locks()).isZero();
		assertThat(process.references.get() + module.references.get()).isZero();
	}

}
