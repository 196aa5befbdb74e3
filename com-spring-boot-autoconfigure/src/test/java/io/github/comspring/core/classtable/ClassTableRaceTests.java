package io.github.comspring.core.classtable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.Race;
import io.github.comspring.core.reference.ClassObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Races in the class table. The guard is asked in the middle of a look-up, and so serves
 * to stop one there while another thread acts.
 */
@Timeout(60)
class ClassTableRaceTests {

	private static final ClassContext LOCAL = ClassContext.LOCAL_SERVER;

	private final CoClass coClass = CoClass.of(Clsid.of("{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}"));

	private final CountDownLatch asked = new CountDownLatch(1);

	private final CountDownLatch mayAnswer = new CountDownLatch(1);

	private final ClassTable stoppedInGuard = new ClassTable((activation) -> {
		this.asked.countDown();
		await(this.mayAnswer);
	});

	@Test
	@Tag("CT-07")
	void singleUseIsObtainedByExactlyOneOfManyWhoSawIt() throws Exception {
		for (int round = 0; round < 50; round++) {
			// Nobody takes the entry before everybody saw it
			CyclicBarrier everybody = new CyclicBarrier(16);
			ClassTable table = new ClassTable((activation) -> await(everybody));
			table.register(this.coClass, "factory", LOCAL, Regcls.SINGLEUSE);
			table.addRefServerProcess();
			List<Boolean> obtained = Race.run(16, (number) -> lookUp(table) != null);
			assertThat(obtained).containsOnlyOnce(true);
			assertThat(table.releaseServerProcess()).as("references").isOne();
		}
	}

	@Test
	@Tag("CT-07")
	void eachOfManyGetsASingleUseEntryOfItsOwn() throws Exception {
		ClassTable table = new ClassTable(ActivationGuard.NONE);
		for (int i = 0; i < 16; i++) {
			table.register(this.coClass, "factory " + i, LOCAL, Regcls.SINGLEUSE);
		}
		List<Object> obtained = Race.run(16, (number) -> lookUp(table).target());
		assertThat(obtained).doesNotHaveDuplicates();
		assertThat(lookUp(table)).isNull();
	}

	@Test
	@Tag("SL-02")
	void lookUpOvertakenByTheLastReleaseIsNotAdmitted() throws Exception {
		this.stoppedInGuard.register(this.coClass, "factory", LOCAL, Regcls.SINGLEUSE);
		this.stoppedInGuard.addRefServerProcess();
		CompletableFuture<ClassObject> client = lookUpUntilGuard();
		assertThat(this.stoppedInGuard.releaseServerProcess()).isZero();
		this.mayAnswer.countDown();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(client::get)
			.havingCause()
			.isInstanceOfSatisfying(ComException.class,
					(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SERVER_STOPPING));
		assertThat(this.stoppedInGuard.addRefServerProcess()).isOne();
		this.stoppedInGuard.resume();
		assertThat(lookUp(this.stoppedInGuard)).as("not consumed").isNotNull();
	}

	@Test
	void lookUpOvertakenByRevocationIsNotAdmitted() throws Exception {
		int cookie = this.stoppedInGuard.register(this.coClass, "factory", LOCAL, Regcls.MULTIPLEUSE);
		this.stoppedInGuard.addRefServerProcess();
		CompletableFuture<ClassObject> client = lookUpUntilGuard();
		this.stoppedInGuard.revoke(cookie);
		this.mayAnswer.countDown();
		assertThat(client.get()).isNull();
		assertThat(this.stoppedInGuard.releaseServerProcess()).as("references").isZero();
	}

	@Test
	@Tag("CT-03")
	void lookUpOvertakenByRevocationGetsTheNextRegistration() throws Exception {
		int cookie = this.stoppedInGuard.register(this.coClass, "first", LOCAL, Regcls.MULTIPLEUSE);
		this.stoppedInGuard.register(this.coClass, "second", LOCAL, Regcls.MULTIPLEUSE);
		this.stoppedInGuard.addRefServerProcess();
		CompletableFuture<ClassObject> client = lookUpUntilGuard();
		this.stoppedInGuard.revoke(cookie);
		this.mayAnswer.countDown();
		assertThat(client.get().target()).isEqualTo("second");
	}

	@Test
	@Tag("SL-02")
	void processIsEitherSuspendedAtZeroOrKeptByThoseItAdmitted() throws Exception {
		for (int round = 0; round < 500; round++) {
			ClassTable table = new ClassTable(ActivationGuard.NONE);
			table.register(this.coClass, "factory", LOCAL, Regcls.MULTIPLEUSE);
			table.addRefServerProcess();
			// Those who are admitted keep what they hold until the end of the round
			List<Integer> results = Race.run(4,
					(number) -> (number == 0) ? table.releaseServerProcess() : (isAdmitted(table) ? 1 : 0));
			int admitted = results.stream().skip(1).mapToInt(Integer::intValue).sum();
			assertThat(results.get(0) == 0).as("suspended").isEqualTo(admitted == 0);
			assertThat(isAdmitted(table)).isEqualTo(admitted != 0);
		}
	}

	@Test
	@Tag("SL-02")
	void nobodyEverHoldsAnObjectOfASuspendedProcessThatOscillates() throws Exception {
		ClassTable table = new ClassTable(ActivationGuard.NONE);
		table.register(this.coClass, "factory", LOCAL, Regcls.MULTIPLEUSE);
		AtomicBoolean done = new AtomicBoolean();
		Race.run(4, (number) -> {
			if (number == 0) {
				resumeAgainAndAgain(table, done);
			}
			else {
				for (int i = 0; i < 50_000 && !done.get(); i++) {
					createAndDestroy(table);
				}
				done.set(true);
			}
			return number;
		});
		assertThat(table.addRefServerProcess()).isOne();
	}

	@Test
	@Tag("CT-03")
	void lookUpAlwaysFindsOneOfTheRegistrationsThatComeAndGo() throws Exception {
		ClassTable table = new ClassTable(ActivationGuard.NONE);
		table.addRefServerProcess();
		table.register(this.coClass, "always", LOCAL, Regcls.MULTIPLEUSE);
		Race.run(4, (number) -> {
			for (int i = 0; i < 10_000; i++) {
				if (number < 2) {
					table.revoke(table.register(this.coClass, "sometimes", LOCAL, Regcls.MULTIPLEUSE));
				}
				else {
					Objects.requireNonNull(lookUp(table)).server().release();
				}
			}
			return number;
		});
		assertThat(table.registrations()).hasSize(1);
		assertThat(lookUp(table).target()).isEqualTo("always");
		assertThat(table.addRefServerProcess()).isEqualTo(3);
	}

	@Test
	@Tag("CT-12")
	void revocationSucceedsForExactlyOneOfMany() throws Exception {
		ClassTable table = new ClassTable(ActivationGuard.NONE);
		for (int round = 0; round < 50; round++) {
			int cookie = table.register(this.coClass, "factory", LOCAL, Regcls.MULTIPLEUSE);
			List<Boolean> revoked = Race.run(4, (number) -> {
				try {
					table.revoke(cookie);
					return true;
				}
				catch (ComException ex) {
					return false;
				}
			});
			assertThat(revoked).containsOnlyOnce(true);
			assertThat(lookUp(table)).isNull();
		}
	}

	private CompletableFuture<ClassObject> lookUpUntilGuard() throws InterruptedException {
		CompletableFuture<ClassObject> client = CompletableFuture.supplyAsync(() -> lookUp(this.stoppedInGuard));
		this.asked.await();
		return client;
	}

	private ClassObject lookUp(ClassTable table) {
		return table.lookUp(Activation.inProcess(this.coClass, Iid.UNKNOWN, LOCAL), LOCAL);
	}

	private boolean isAdmitted(ClassTable table) {
		try {
			return lookUp(table) != null;
		}
		catch (ComException ex) {
			assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SERVER_STOPPING);
			return false;
		}
	}

	private void createAndDestroy(ClassTable table) {
		try {
			ClassObject held = lookUp(table);
			held.instanceCreated();
			// Only resumption changes the state while somebody holds the process
			assertThat(table.registrations().get(0).state()).isEqualTo(ClassTable.State.RUNNING);
			held.instanceDestroyed();
		}
		catch (ComException ex) {
			assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SERVER_STOPPING);
		}
	}

	private static void resumeAgainAndAgain(ClassTable table, AtomicBoolean done) {
		while (!done.get()) {
			table.resume();
			Thread.onSpinWait();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
