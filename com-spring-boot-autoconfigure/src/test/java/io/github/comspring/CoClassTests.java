package io.github.comspring;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoClassTests {

	private static final Clsid CLSID = Clsid.of("{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}");

	@Test
	void isNamedByProgIdAndClsid() {
		CoClass coClass = new CoClass(CLSID, new ProgId("Desk.Rasterizer.1"), null);
		assertThat(coClass).hasToString("Desk.Rasterizer.1 {6F0F2D4E-0001-4BCD-8DEF-0123456789AB}");
	}

	@Test
	void isNamedByClsidAloneWithoutProgId() {
		assertThat(CoClass.of(CLSID)).hasToString("{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}");
	}

}
