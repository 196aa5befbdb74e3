package io.github.comspring;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComExceptionTests {

	@Test
	void messageIsCodeThenDetailThenWhatToDo() {
		ComException exception = new ComException(HResult.CO_E_DLLNOTFOUND, "No file modules/pdf.jar for Desk.Pdf");
		assertThat(exception).hasMessage("CO_E_DLLNOTFOUND (0x800401F8): No file modules/pdf.jar for Desk.Pdf. "
				+ HResult.CO_E_DLLNOTFOUND.text());
	}

	@Test
	void causeIsKept() {
		IOException cause = new IOException();
		assertThat(new ComException(HResult.E_FAIL, "It failed", cause)).hasCause(cause);
		assertThat(new ComException(HResult.E_FAIL, "It failed")).hasNoCause();
	}

	@Test
	void codeOfAnObjectIsKeptToTheBit() {
		assertThat(new ComException(HResult.of(0x80040ABC), "No paper").hresult().value()).isEqualTo(0x80040ABC);
		assertThat(new ComException(HResult.E_FAIL, "It failed").hresult()).isSameAs(HResult.E_FAIL);
	}

}
