package io.github.comspring.core.classtable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.ProgId;
import io.github.comspring.core.reference.ClassObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassTableTests {

	private static final ClassContext INPROC = ClassContext.INPROC_SERVER;

	private static final ClassContext LOCAL = ClassContext.LOCAL_SERVER;

	private final CoClass coClass = new CoClass(Clsid.of("{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}"),
			new ProgId("Desk.Rasterizer"), null);

	private final ClassTable table = new ClassTable(ActivationGuard.NONE);

	@Test
	@Tag("CT-01")
	void registeredClassObjectIsFoundUntilRevoked() {
		Object factory = new Object();
		int cookie = register(factory, LOCAL, Regcls.MULTIPLEUSE);
		ClassObject held = lookUp(LOCAL);
		assertThat(held.target()).isSameAs(factory);
		assertThat(held.coClass()).isSameAs(this.coClass);
		this.table.revoke(cookie);
		assertThat(lookUp(LOCAL)).isNull();
		assertThat(this.table.registrations()).isEmpty();
	}

	@Test
	@Tag("CT-01")
	void clientThatHoldsAClassObjectGoesOnCreatingAfterRevocation() {
		int cookie = register("factory", LOCAL, Regcls.MULTIPLEUSE);
		ClassObject held = lookUp(LOCAL);
		this.table.revoke(cookie);
		assertThat(held.target()).isEqualTo("factory");
		held.instanceCreated();
		assertThat(held.instances()).isOne();
		assertThat(this.table.addRefServerProcess()).isEqualTo(2);
	}

	@Test
	void classThatNobodyRegisteredIsNotFound() {
		register("factory", LOCAL, Regcls.MULTIPLEUSE);
		CoClass other = CoClass.of(Clsid.of("{6F0F2D4E-0002-4BCD-8DEF-0123456789AB}"));
		assertThat(this.table.lookUp(Activation.inProcess(other, Iid.UNKNOWN, LOCAL), LOCAL)).isNull();
		assertThat(this.table.addRefServerProcess()).isOne();
	}

	@Test
	@Tag("CT-02")
	void noClassObjectIsRefused() {
		assertRefused(() -> register(null, LOCAL, Regcls.MULTIPLEUSE), "Desk.Rasterizer {6F0F2D4E");
		assertThat(this.table.registrations()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 0x2, 0x10, 0x12, 0x4000 })
	@Tag("CT-04")
	void contextsOfNoServerAreRefused(int contexts) {
		assertRefused(() -> register("factory", new ClassContext(contexts), Regcls.MULTIPLEUSE),
				new ClassContext(contexts).toString());
		assertThat(this.table.registrations()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "LOCAL, MULTIPLEUSE, true, true", "LOCAL, MULTI_SEPARATE, false, true",
			"LOCAL, SINGLEUSE, false, true", "LOCAL, SURROGATE, false, true", "INPROC, MULTIPLEUSE, true, false",
			"INPROC, MULTI_SEPARATE, true, false", "INPROC, SINGLEUSE, true, false", "BOTH, MULTIPLEUSE, true, true",
			"BOTH, MULTI_SEPARATE, true, true", "BOTH, SINGLEUSE, true, true", "BOTH, SURROGATE, false, true",
			"ALL, MULTI_SEPARATE, true, true", "LOCAL, AGILE, false, true" })
	@Tag("CT-04")
	@Tag("CT-20")
	void entryIsVisibleWhereItsContextsAndUseSay(String contexts, String use, boolean inProcess, boolean outOfProcess) {
		register("factory", contexts(contexts), use(use));
		assertThat(lookUp(INPROC) != null).isEqualTo(inProcess);
		this.table.revoke(this.table.registrations().get(0).cookie());
		register("factory", contexts(contexts), use(use));
		assertThat(lookUp(LOCAL) != null).isEqualTo(outOfProcess);
	}

	@Test
	@Tag("CT-20")
	void surrogateInProcessIsRefused() {
		assertRefused(() -> register("factory", INPROC, Regcls.SURROGATE), "SURROGATE");
	}

	@Test
	@Tag("CT-20")
	void surrogateServesAllClients() {
		register("factory", LOCAL, Regcls.SURROGATE);
		assertThat(lookUp(LOCAL)).isSameAs(lookUp(LOCAL)).isNotNull();
	}

	@Test
	void separateFactoriesServeTheProcessAndOthers() {
		register("for others", LOCAL, Regcls.MULTI_SEPARATE);
		assertThat(lookUp(INPROC)).isNull();
		register("for the process", INPROC, Regcls.MULTI_SEPARATE);
		assertThat(lookUp(INPROC).target()).isEqualTo("for the process");
		assertThat(lookUp(LOCAL).target()).isEqualTo("for others");
	}

	@Test
	@Tag("CT-03")
	void oldestEligibleRegistrationAnswers() {
		int first = register("first", LOCAL, Regcls.MULTIPLEUSE);
		int second = register("second", LOCAL, Regcls.MULTIPLEUSE);
		int third = register("third", LOCAL, Regcls.MULTIPLEUSE);
		assertThat(Set.of(first, second, third)).hasSize(3);
		assertThat(lookUp(LOCAL).target()).isEqualTo("first");
		this.table.revoke(second);
		assertThat(lookUp(LOCAL).target()).isEqualTo("first");
		this.table.revoke(first);
		assertThat(lookUp(LOCAL).target()).isEqualTo("third");
		this.table.revoke(third);
		assertThat(lookUp(LOCAL)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x0, 0x10 })
	void singleUseServesOneClientAndIsStillRevoked(int flags) {
		int cookie = register("factory", LOCAL, new Regcls(flags));
		assertThat(lookUp(LOCAL)).isNotNull();
		assertThat(lookUp(LOCAL)).isNull();
		assertThat(states()).containsExactly(ClassTable.State.CONSUMED);
		this.table.revoke(cookie);
		assertThat(this.table.registrations()).isEmpty();
	}

	@Test
	void suspendedAloneIsSingleUse() {
		register("factory", LOCAL, Regcls.SUSPENDED);
		this.table.resume();
		assertThat(lookUp(LOCAL)).isNotNull();
		assertThat(lookUp(LOCAL)).isNull();
	}

	@Test
	void singleUseInProcessServesOneClient() {
		register("factory", INPROC, Regcls.SINGLEUSE);
		assertThat(lookUp(INPROC)).isNotNull();
		assertThat(lookUp(INPROC)).isNull();
	}

	@Test
	void consumedEntryLeavesTheNextClientToTheNextEntry() {
		register("first", LOCAL, Regcls.SINGLEUSE);
		register("second", LOCAL, Regcls.SINGLEUSE);
		assertThat(lookUp(LOCAL).target()).isEqualTo("first");
		assertThat(lookUp(LOCAL).target()).isEqualTo("second");
		assertThat(lookUp(LOCAL)).isNull();
	}

	@Test
	@Tag("CT-12")
	void unknownCookieIsRefused() {
		int cookie = register("factory", LOCAL, Regcls.MULTIPLEUSE);
		assertRefused(() -> this.table.revoke(0), "cookie 0");
		assertRefused(() -> this.table.revoke(cookie + 1), "cookie " + (cookie + 1));
		assertThat(lookUp(LOCAL)).isNotNull();
		this.table.revoke(cookie);
		assertRefused(() -> this.table.revoke(cookie), "cookie " + cookie);
	}

	@Test
	@Tag("CT-12")
	void cookiesAreNeverZeroAndNeverUsedAgain() {
		Set<Integer> cookies = new HashSet<>();
		for (int i = 0; i < 100_000; i++) {
			int cookie = register("factory", LOCAL, Regcls.MULTIPLEUSE);
			this.table.revoke(cookie);
			cookies.add(cookie);
		}
		assertThat(cookies).hasSize(100_000).doesNotContain(0);
	}

	@Test
	@Tag("CT-19")
	void classObjectNeedsNoClassFactory() {
		Object bare = new Object();
		register(bare, LOCAL, Regcls.MULTIPLEUSE);
		assertThat(lookUp(LOCAL).target()).isSameAs(bare);
	}

	@Test
	void guardIsAskedAboutTheClassByAllItsNames() {
		List<Activation> asked = new ArrayList<>();
		ClassTable guarded = new ClassTable(asked::add);
		guarded.register(this.coClass, "factory", LOCAL, Regcls.MULTIPLEUSE);
		guarded.lookUp(byClsid(LOCAL), LOCAL);
		assertThat(asked).containsExactly(Activation.inProcess(this.coClass, Iid.UNKNOWN, LOCAL));
	}

	@Test
	void guardIsNotAskedAboutWhatTheClientCannotSee() {
		ClassTable guarded = new ClassTable((activation) -> {
			throw new AssertionError(activation);
		});
		guarded.register(this.coClass, "factory", LOCAL, Regcls.MULTI_SEPARATE);
		guarded.register(this.coClass, "factory", INPROC, Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED));
		assertThat(guarded.lookUp(byClsid(INPROC), INPROC)).isNull();
	}

	@Test
	void refusedClientConsumesAndCountsNothing() {
		List<HResult> refusals = new ArrayList<>(List.of(HResult.E_ACCESSDENIED));
		ClassTable guarded = new ClassTable((activation) -> {
			if (!refusals.isEmpty()) {
				throw new ComException(refusals.remove(0), "No right to " + activation.coClass());
			}
		});
		guarded.register(this.coClass, "factory", LOCAL, Regcls.SINGLEUSE);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> guarded.lookUp(byClsid(LOCAL), LOCAL))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_ACCESSDENIED);
		assertThat(guarded.addRefServerProcess()).isOne();
		assertThat(guarded.registrations().get(0).state()).isEqualTo(ClassTable.State.RUNNING);
		assertThat(guarded.lookUp(byClsid(LOCAL), LOCAL)).isNotNull();
	}

	@Test
	void registrationsAreListedInTheOrderOfTheirCookies() {
		CoClass other = CoClass.of(Clsid.of("{6F0F2D4E-0002-4BCD-8DEF-0123456789AB}"));
		int first = register("first", LOCAL, Regcls.MULTIPLEUSE);
		int second = this.table.register(other, "second", INPROC, Regcls.MULTI_SEPARATE.or(Regcls.SUSPENDED));
		List<ClassTable.Registration> registrations = this.table.registrations();
		assertThat(registrations).extracting(ClassTable.Registration::cookie).containsExactly(first, second);
		assertThat(registrations).extracting((registration) -> registration.classObject().target())
			.containsExactly("first", "second");
		assertThat(registrations).extracting(ClassTable.Registration::contexts)
			.containsExactly(INPROC.or(LOCAL), INPROC);
		assertThat(registrations.get(1).flags()).isEqualTo(Regcls.MULTI_SEPARATE.or(Regcls.SUSPENDED));
		assertThat(states()).containsExactly(ClassTable.State.RUNNING, ClassTable.State.SUSPENDED);
	}

	private int register(Object classObject, ClassContext contexts, Regcls flags) {
		return this.table.register(this.coClass, classObject, contexts, flags);
	}

	private ClassObject lookUp(ClassContext context) {
		return this.table.lookUp(byClsid(context), context);
	}

	private Activation byClsid(ClassContext context) {
		return Activation.inProcess(CoClass.of(this.coClass.clsid()), Iid.UNKNOWN, context);
	}

	private List<ClassTable.State> states() {
		return this.table.registrations().stream().map(ClassTable.Registration::state).toList();
	}

	private static ClassContext contexts(String name) {
		return switch (name) {
			case "LOCAL" -> LOCAL;
			case "INPROC" -> INPROC;
			case "BOTH" -> INPROC.or(LOCAL);
			default -> ClassContext.ALL;
		};
	}

	private static Regcls use(String name) {
		return switch (name) {
			case "MULTIPLEUSE" -> Regcls.MULTIPLEUSE;
			case "MULTI_SEPARATE" -> Regcls.MULTI_SEPARATE;
			case "SURROGATE" -> Regcls.SURROGATE;
			case "AGILE" -> Regcls.AGILE;
			default -> Regcls.SINGLEUSE;
		};
	}

	private static void assertRefused(Runnable call, String named) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call::run)
			.withMessageContaining(named)
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

}
