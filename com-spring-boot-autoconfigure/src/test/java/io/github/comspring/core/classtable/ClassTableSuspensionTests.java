package io.github.comspring.core.classtable;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.reference.ClassObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What suspension, resumption and the process's reference count do to the class table.
 */
class ClassTableSuspensionTests {

	private static final ClassContext LOCAL = ClassContext.LOCAL_SERVER;

	private final CoClass coClass = CoClass.of(Clsid.of("{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}"));

	private final ClassTable table = new ClassTable(ActivationGuard.NONE);

	@Test
	void suspendedRegistrationsAreInvisibleUntilOneResume() {
		List<CoClass> classes = Guid.block(5).stream().map((guid) -> CoClass.of(new Clsid(guid))).toList();
		classes.forEach((each) -> this.table.register(each, "factory", LOCAL, Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED)));
		for (CoClass each : classes) {
			assertThat(lookUp(each, LOCAL)).isNull();
			assertThat(lookUp(each, ClassContext.INPROC_SERVER)).isNull();
		}
		assertThat(states()).containsOnly(ClassTable.State.SUSPENDED);
		this.table.resume();
		assertThat(classes).allSatisfy((each) -> assertThat(lookUp(each, LOCAL)).isNotNull());
		assertThat(states()).containsOnly(ClassTable.State.RUNNING);
	}

	@Test
	void registrationSuspendedAfterAResumeWaitsForTheNext() {
		this.table.resume();
		register(Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED));
		assertThat(lookUp()).isNull();
		this.table.resume();
		assertThat(lookUp()).isNotNull();
	}

	@Test
	void suspendedRegistrationDoesNotHideOthers() {
		this.table.register(this.coClass, "suspended", LOCAL, Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED));
		this.table.register(this.coClass, "running", LOCAL, Regcls.MULTIPLEUSE);
		assertThat(lookUp().target()).isEqualTo("running");
		this.table.resume();
		assertThat(lookUp().target()).isEqualTo("suspended");
	}

	@Test
	@Tag("CT-14")
	void suspendedProcessAdmitsNobodyAndItsClientsGoOn() {
		int first = register(Regcls.MULTIPLEUSE);
		int second = this.table.register(CoClass.of(new Clsid(Guid.random())), "other", LOCAL, Regcls.MULTIPLEUSE);
		ClassObject held = lookUp();
		this.table.suspend();
		assertStopping();
		assertThat(states()).containsOnly(ClassTable.State.SUSPENDED);
		held.instanceCreated();
		assertThat(held.target()).isEqualTo("factory");
		held.instanceDestroyed();
		this.table.revoke(first);
		this.table.revoke(second);
		assertThat(this.table.registrations()).isEmpty();
		assertThat(lookUp()).isNull();
	}

	@Test
	@Tag("CT-14")
	void registrationInASuspendedProcessAdmitsNobody() {
		this.table.suspend();
		register(Regcls.MULTIPLEUSE);
		assertStopping();
		this.table.resume();
		assertThat(lookUp()).isNotNull();
	}

	@Test
	@Tag("CT-14")
	void classThatIsNotRegisteredIsNotStopping() {
		this.table.suspend();
		assertThat(lookUp()).isNull();
	}

	@Test
	void firstClientIsOneInAnotherProcessThatWasAdmitted() throws InterruptedException {
		register(Regcls.MULTIPLEUSE);
		lookUp(this.coClass, ClassContext.INPROC_SERVER);
		this.table.suspend();
		assertStopping();
		assertThat(this.table.awaitFirstClient(Duration.ZERO)).isFalse();
		this.table.resume();
		assertThat(this.table.awaitFirstClient(Duration.ZERO)).isFalse();
		lookUp(this.coClass, LOCAL);
		assertThat(this.table.awaitFirstClient(Duration.ZERO)).isTrue();
	}

	@Test
	@Tag("CT-15")
	void suspendAndResumeAreIdempotent() {
		int cookie = register(Regcls.MULTIPLEUSE);
		this.table.suspend();
		this.table.suspend();
		assertStopping();
		this.table.resume();
		assertThat(lookUp()).isNotNull();
		this.table.resume();
		assertThat(lookUp()).isNotNull();
		this.table.suspend();
		assertStopping();
		assertThat(this.table.registrations()).extracting(ClassTable.Registration::cookie).containsExactly(cookie);
	}

	@Test
	@Tag("CT-15")
	void consumedEntryStaysConsumed() {
		register(Regcls.SINGLEUSE);
		lookUp();
		this.table.suspend();
		assertThat(lookUp()).isNull();
		this.table.resume();
		this.table.resume();
		assertThat(lookUp()).isNull();
		assertThat(states()).containsExactly(ClassTable.State.CONSUMED);
	}

	@Test
	@Tag("CT-15")
	void suspendedProcessConsumesNothing() {
		register(Regcls.SINGLEUSE);
		this.table.suspend();
		assertStopping();
		this.table.resume();
		assertThat(lookUp()).isNotNull();
		assertThat(lookUp()).isNull();
	}

	@Test
	@Tag("SL-01")
	void referencesOfTheProcessAreCounted() {
		assertThat(this.table.addRefServerProcess()).isOne();
		assertThat(this.table.addRefServerProcess()).isEqualTo(2);
		assertThat(this.table.releaseServerProcess()).isOne();
		assertThat(this.table.releaseServerProcess()).isZero();
		assertThatExceptionOfType(ComException.class).isThrownBy(this.table::releaseServerProcess)
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_UNEXPECTED);
		assertThat(this.table.addRefServerProcess()).isOne();
	}

	@Test
	@Tag("SL-02")
	void releaseThatReachesZeroSuspends() {
		register(Regcls.MULTIPLEUSE);
		this.table.addRefServerProcess();
		this.table.addRefServerProcess();
		this.table.releaseServerProcess();
		lookUp().server().release();
		this.table.releaseServerProcess();
		assertStopping();
	}

	@Test
	@Tag("SL-02")
	void lookUpHoldsTheProcessUntilItIsReleased() {
		register(Regcls.MULTIPLEUSE);
		this.table.addRefServerProcess();
		ClassObject held = lookUp();
		assertThat(this.table.releaseServerProcess()).isOne();
		held.instanceCreated();
		assertThat(lookUp()).isSameAs(held);
		held.server().release();
		held.instanceDestroyed();
		assertStopping();
	}

	@Test
	void processUnderUserControlStaysOpenThoughItsClientsGo() {
		register(Regcls.MULTIPLEUSE);
		this.table.addRefServerProcess();
		for (int i = 0; i < 3; i++) {
			lookUp().instanceCreated();
			lookUp().server().release();
			this.table.registrations().get(0).classObject().instanceDestroyed();
		}
		assertThat(lookUp()).isNotNull();
	}

	@Test
	@Tag("SL-04")
	void onlyResumeReopensAfterZero() {
		register(Regcls.MULTIPLEUSE);
		this.table.addRefServerProcess();
		this.table.releaseServerProcess();
		assertThat(this.table.addRefServerProcess()).isOne();
		assertStopping();
		this.table.resume();
		assertThat(lookUp()).isNotNull();
	}

	@Test
	@Tag("CF-05")
	void registrationsDoNotKeepTheProcess() {
		IntStream.range(0, 3).forEach((number) -> register(Regcls.MULTIPLEUSE));
		ClassObject classObject = lookUp();
		assertThat(classObject.server().isKeptByClassObjects()).isFalse();
		classObject.server().release();
		assertStopping();
		assertThat(this.table.registrations()).hasSize(3);
	}

	@Test
	@Tag("CF-05")
	void instancesAndLocksKeepTheProcess() {
		register(Regcls.MULTIPLEUSE);
		ClassObject classObject = lookUp();
		classObject.instanceCreated();
		classObject.lockServer(true);
		classObject.instanceDestroyed();
		lookUp().server().release();
		classObject.lockServer(false);
		assertStopping();
	}

	private int register(Regcls flags) {
		return this.table.register(this.coClass, "factory", LOCAL, flags);
	}

	private ClassObject lookUp() {
		return lookUp(this.coClass, LOCAL);
	}

	private ClassObject lookUp(CoClass wanted, ClassContext context) {
		return this.table.lookUp(Activation.inProcess(wanted, Iid.UNKNOWN, context), context);
	}

	private List<ClassTable.State> states() {
		return this.table.registrations().stream().map(ClassTable.Registration::state).toList();
	}

	private void assertStopping() {
		assertThatExceptionOfType(ComException.class).isThrownBy(this::lookUp)
			.withMessageContaining(this.coClass.toString())
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_SERVER_STOPPING);
	}

}
