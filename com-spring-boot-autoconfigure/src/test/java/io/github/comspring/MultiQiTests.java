package io.github.comspring;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

class MultiQiTests {

	private final ComPointer<?> first = mock();

	private final ComPointer<?> second = mock();

	@Test
	void allObtainedIsSuccess() {
		MultiQi results = new MultiQi(List.of(obtained(Runnable.class, this.first)));
		assertThat(results.hresult()).isEqualTo(HResult.S_OK);
		assertThat(results.pointer(Runnable.class)).isSameAs(this.first);
	}

	@Test
	void someRefusedIsASuccessThatSaysSo() {
		MultiQi results = new MultiQi(List.of(refused(Comparable.class), obtained(Runnable.class, this.first)));
		assertThat(results.hresult()).isEqualTo(HResult.CO_S_NOTALLINTERFACES);
		assertThat(results.pointer(Runnable.class)).isSameAs(this.first);
	}

	@Test
	void pointerThatWasRefusedOrNotAskedForIsNoInterface() {
		MultiQi results = new MultiQi(List.of(refused(Comparable.class), obtained(Runnable.class, this.first)));
		for (Class<?> type : List.of(Comparable.class, Iterable.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> results.pointer(type))
				.withMessageContaining(type.getName())
				.extracting(ComException::hresult)
				.isEqualTo(HResult.E_NOINTERFACE);
		}
	}

	@Test
	void closeClosesAllPointersThoughOneFails() {
		IllegalStateException failure = new IllegalStateException();
		IllegalStateException another = new IllegalStateException();
		willThrow(failure).given(this.first).close();
		willThrow(another).given(this.second).close();
		MultiQi results = new MultiQi(List.of(obtained(Runnable.class, this.first), refused(Comparable.class),
				obtained(Iterable.class, this.second)));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(results::close)
			.isSameAs(failure)
			.satisfies((thrown) -> assertThat(thrown.getSuppressed()).containsExactly(another));
		InOrder order = inOrder(this.first, this.second);
		order.verify(this.first).close();
		order.verify(this.second).close();
	}

	@Test
	void entriesAreCopied() {
		List<MultiQi.Entry> entries = new ArrayList<>(List.of(obtained(Runnable.class, this.first)));
		MultiQi results = new MultiQi(entries);
		entries.clear();
		assertThat(results.entries()).hasSize(1);
	}

	private static MultiQi.Entry obtained(Class<?> type, ComPointer<?> pointer) {
		return new MultiQi.Entry(type, pointer, HResult.S_OK);
	}

	private static MultiQi.Entry refused(Class<?> type) {
		return new MultiQi.Entry(type, null, HResult.E_NOINTERFACE);
	}

}
