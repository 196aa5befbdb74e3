package io.github.comspring.core.apartment;

import java.io.IOException;

import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the proxies of {@link SingleThreadedApartment}.
 */
@ExtendWith(NoLeftovers.class)
class ApartmentInvocationHandlerTests {

	private final SingleThreadedApartment apartment = new SingleThreadedApartment("com-test-a", CallContext.NONE);

	private final Clock object = new Clock();

	private final Shows proxy = (Shows) this.apartment.enter(Shows.class, this.object);

	@AfterEach
	void close() {
		this.apartment.close();
	}

	@Test
	void callThenRunsOnApartmentThread() throws Exception {
		assertThat(this.proxy.show()).isSameAs(this.apartment.<Thread>call(Thread::currentThread));
	}

	@Test
	void callDefaultMethodThenRunsOnApartmentThread() throws Exception {
		assertThat(this.proxy.showByDefault()).isSameAs(this.apartment.<Thread>call(Thread::currentThread));
	}

	@Test
	void toStringThenRunsOnApartmentThread() {
		assertThat(this.proxy).hasToString("Clock on com-test-a");
	}

	@Test
	void callWhenThrowsThenAsThrown() {
		IOException declared = new IOException("declared");
		IllegalStateException unchecked = new IllegalStateException("unchecked");
		assertThatThrownBy(() -> this.proxy.fail(declared)).isSameAs(declared);
		assertThatThrownBy(() -> this.proxy.fail(unchecked)).isSameAs(unchecked);
		assertThatThrownBy(() -> this.proxy.fail(new AssertionError("error"))).isInstanceOf(AssertionError.class);
	}

	@Test
	void equalsThenSameObjectAlone() {
		Object again = this.apartment.enter(Shows.class, this.object);
		Object another = this.apartment.enter(Shows.class, new Clock());
		assertThat(this.proxy).isEqualTo(this.proxy).isEqualTo(again).hasSameHashCodeAs(again);
		assertThat(this.proxy).isNotEqualTo(another).isNotEqualTo(this.object).isNotEqualTo(null);
	}

	@Test
	void callMethodNamedAsThoseOfObjectThenOfInterface() {
		assertThat(this.proxy.equals("a", "b")).isTrue();
		assertThat(this.proxy.hashCode("a")).isEqualTo(7);
	}

	interface Shows {

		Thread show();

		default Thread showByDefault() {
			return show();
		}

		void fail(Throwable reason) throws Exception;

		boolean equals(String one, String two);

		int hashCode(String text);

	}

	private static final class Clock implements Shows {

		@Override
		public Thread show() {
			return Thread.currentThread();
		}

		@Override
		public void fail(Throwable reason) throws Exception {
			if (reason instanceof Error error) {
				throw error;
			}
			throw (Exception) reason;
		}

		@Override
		public boolean equals(String one, String two) {
			return true;
		}

		@Override
		public int hashCode(String text) {
			return 7;
		}

		@Override
		public String toString() {
			return "Clock on " + Thread.currentThread().getName();
		}

	}

}
