package io.github.comspring.place;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.place.served.Callback;
import io.github.comspring.place.served.Calling;
import io.github.comspring.place.served.CheckedFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Interface pointers that clients hand to objects, and objects to clients.
 */
abstract class CallbackContract extends PlaceTests {

	private Calling calling;

	@BeforeEach
	void createCalling() {
		this.calling = object(Calling.PROG_ID, Calling.class);
	}

	@Test
	void callThenArgumentAndResult() throws CheckedFailure {
		assertThat(this.calling.call((text) -> "Hello " + text, "Ann")).isEqualTo("Hello Ann");
		assertThat(this.calling.call((text) -> text, null)).isNull();
	}

	@Test
	void callbackWhenNullThenNull() {
		assertThat(this.calling.isNull(null)).isTrue();
		assertThat(this.calling.isNull((text) -> text)).isFalse();
		assertThat(this.calling.echo(null)).isNull();
	}

	@Test
	void callbacksInContainersThenAllAreCalledInOrder() throws CheckedFailure {
		assertThat(this.calling.callAll(List.of((text) -> "1", (text) -> "2"), Map.of("key", (text) -> "3"),
				new Callback[] { (text) -> "4" }, new Calling.Box((text) -> "5")))
			.containsExactly("1", "2", "3", "4", "5");
	}

	@Test
	void callbackWhenItThrowsWhatIsDeclaredThenObjectAndClientGetIt() {
		Callback failing = (text) -> {
			throw new CheckedFailure("no", new IllegalStateException("cause"));
		};
		assertThat(this.calling.failureOf(failing)).isEqualTo(new CheckedFailure("no").toString());
		Throwable thrown = catchThrowable(() -> this.calling.call(failing, null));
		assertThat(thrown).isExactlyInstanceOf(CheckedFailure.class).hasMessage("no");
		assertThat(thrown.getCause()).hasToString("java.lang.IllegalStateException: cause");
	}

	@Test
	@MeantDifference("undeclared")
	void callbackWhenItThrowsWhatIsNotDeclaredThenComExceptionInOtherProcesses() {
		Callback failing = (text) -> {
			throw new IllegalStateException("no");
		};
		String failure = this.calling.failureOf(failing);
		Throwable thrown = catchThrowable(() -> this.calling.call(failing, null));
		if (isInProcess()) {
			assertThat(failure).isEqualTo("java.lang.IllegalStateException: no");
			assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("no");
		}
		else {
			assertThat(failure).contains(ComException.class.getName(), "RPC_E_SERVERFAULT",
					"java.lang.IllegalStateException: no");
			assertThat(((ComException) thrown).hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT);
			assertThat(thrown).hasMessageContaining("java.lang.IllegalStateException: no");
		}
	}

	@Test
	void callbackWhenKeptThenLaterCallsReachIt() throws CheckedFailure {
		this.calling.keep((text) -> "kept " + text);
		System.gc();
		assertThat(this.calling.callKept("a")).isEqualTo("kept a");
		assertThat(this.calling.callKept("b")).isEqualTo("kept b");
	}

	@Test
	void callbackWhenCalledOnThreadOfObjectThenReached() throws InterruptedException {
		BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
		this.calling.keep((text) -> {
			arrived.add(String.valueOf(text));
			return null;
		});
		this.calling.callKeptLater("later");
		assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("later");
	}

	@Test
	void callbackWhenCalledTogetherThenTogether() {
		CyclicBarrier all = new CyclicBarrier(4);
		assertThat(this.calling.callTogether((text) -> {
			try {
				all.await(30, TimeUnit.SECONDS);
				return null;
			}
			catch (Exception ex) {
				throw new CheckedFailure("alone", ex);
			}
		}, 4)).isEqualTo(4);
	}

	@Test
	void callbackWhenItCallsTheObjectThenCarriedOut() {
		Calling.Counter counter = new Calling.Counter() {

			@Override
			public int next(int from, Calling object) {
				return object.countDown(from, this) + 1;
			}

		};
		assertThat(this.calling.countDown(5, counter)).isEqualTo(5);
	}

	@Test
	void callbackOfObjectThenClientCallsIt() throws CheckedFailure {
		Callback own = this.calling.own();
		assertThat(own.call("a")).isEqualTo("own a");
		assertThat(this.calling.call(own, "b")).isEqualTo("own b");
	}

	@Test
	void callbackWhenCallHasReturnedThenClientCanForgetIt() throws CheckedFailure {
		WeakReference<Callback> weak = call(new Object());
		await().until(() -> {
			System.gc();
			return weak.refersTo(null);
		});
	}

	private WeakReference<Callback> call(Object own) throws CheckedFailure {
		Callback callback = (text) -> own.toString();
		this.calling.call(callback, "a");
		return new WeakReference<>(callback);
	}

	@Test
	@MeantDifference("lent-arguments")
	void callbackWhenItIsNotMarkedAsKeptThenLentForTheCallInOtherProcesses() throws CheckedFailure {
		this.calling.remember((text) -> "kept " + text);
		if (isInProcess()) {
			assertThat(this.calling.callKept("a")).isEqualTo("kept a");
		}
		else {
			Throwable thrown = catchThrowable(() -> this.calling.callKept("a"));
			assertThat(((ComException) thrown).hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED);
			assertThat(thrown).hasMessageContaining("@Kept");
		}
	}

	@Test
	@MeantDifference("lent-arguments")
	void callbackWhenObjectForgetsItThenClientCanForgetItOnceOtherProcessHasCollected() {
		WeakReference<Callback> weak = keep(new Object());
		this.calling.keep(null);
		await().until(() -> {
			if (!isInProcess()) {
				this.calling.collect();
			}
			System.gc();
			return weak.refersTo(null);
		});
	}

	private WeakReference<Callback> keep(Object own) {
		Callback callback = (text) -> own.toString();
		this.calling.keep(callback);
		return new WeakReference<>(callback);
	}

}
