package io.github.comspring.security;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClassSelectorTests {

	@ParameterizedTest
	@ValueSource(strings = { "Payroll.Ledger.1", "Payroll.Ledger", "payroll.LEDGER", "Payroll.*", "PAYROLL.*.1",
			"*.Ledger", "*Ledger*", "P*r" })
	void namedWhenPatternMatchesTheNameWithOrWithoutItsVersionThenSelects(String pattern) {
		assertThat(ClassSelector.named(pattern).predicate()).accepts(Questions.LEDGER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Payroll", "Payroll.Ledger.2", "Payroll.Ledger.", "ayroll.*", "Payroll.Ledge",
			"PayrollxLedger", "Payroll.*.Ledger" })
	void namedWhenPatternMatchesPartsOnlyThenDoesNotSelect(String pattern) {
		assertThat(ClassSelector.named(pattern).predicate()).rejects(Questions.LEDGER);
	}

	@Test
	void namedWhenServerKnowsNoNameThenDoesNotSelect() {
		assertThat(ClassSelector.named("Payroll.*").predicate()).rejects(Questions.NAMELESS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "Payroll.%", "{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}", "Payroll,Ledger", "1.2" })
	void namedWhenNoNameCouldMatchThenRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClassSelector.named(pattern))
			.withMessageContaining("'" + pattern + "'")
			.withMessageContaining("anyClass()");
	}

	@Test
	void ofClsidsThenSelectsThoseUnderAnyName() {
		ClassSelector selector = ClassSelector.of(Questions.LEDGER.clsid(), Questions.NAMELESS.clsid());
		assertThat(selector.predicate()).accepts(Questions.LEDGER, Questions.NAMELESS,
				CoClass.of(Questions.LEDGER.clsid()));
		assertThat(selector.predicate()).rejects(CoClass.of(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A3}")));
	}

	@Test
	void ofClsidsWhenNoneThenRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ClassSelector.of(new Clsid[0]))
			.withMessageContaining("anyClass()");
	}

	@Test
	void ofApplicationThenSelectsItsClasses() {
		ClassSelector selector = ClassSelector.of(Questions.PAYROLL);
		AppId other = AppId.of("{9A1C6E64-33F7-4C28-9C57-6E4E0B7A1F02}");
		assertThat(selector.predicate()).accepts(Questions.LEDGER);
		assertThat(selector.predicate()).rejects(Questions.NAMELESS,
				new CoClass(Questions.LEDGER.clsid(), new ProgId("Payroll.Ledger.1"), other));
	}

	@Test
	void anyThenSelectsEveryClass() {
		assertThat(ClassSelector.any().predicate()).accepts(Questions.LEDGER, Questions.NAMELESS);
	}

}
