package io.github.comspring.place;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.place.served.Calling;
import io.github.comspring.place.served.CallingObject;
import io.github.comspring.place.served.Factories;
import io.github.comspring.place.served.Node;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How long objects live, and who keeps them alive.
 */
abstract class LifetimeContract extends PlaceTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private Node witness;

	@BeforeEach
	void createWitness() {
		this.witness = object(Node.PROG_ID, Node.class);
	}

	@Test
	void closeThenDestroyedOnce() {
		String name = name();
		ComPointer<Node> pointer = named(Node.PROG_ID, name);
		assertThat(events(name)).containsExactly(name + " named");
		pointer.close();
		pointer.close();
		awaitEvents(name, name + " named", name + " destroyed");
	}

	@Test
	void closeThenPointerIsClosedAndNothingElse() {
		ComPointer<Node> pointer = create(Node.PROG_ID, Node.class);
		ComPointer<Node> other = create(Node.PROG_ID, Node.class);
		pointer.close();
		assertThatExceptionOfType(ComException.class).isThrownBy(pointer::get)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
		assertThatExceptionOfType(ComException.class).isThrownBy(pointer::addRef)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
		assertThat(other.get().name()).isEmpty();
	}

	@Test
	void closeWhenOtherPointersThenDestroyedWithTheLast() {
		String name = name();
		ComPointer<Node> first = named(Node.PROG_ID, name);
		ComPointer<Node.Colourful> second = first.queryInterface(Node.Colourful.class);
		ComPointer<Node> third = first.addRef();
		first.close();
		third.close();
		assertThat(second.get().colour()).isEqualTo("green");
		assertThat(events(name)).containsExactly(name + " named");
		second.close();
		awaitEvents(name, name + " named", name + " destroyed");
	}

	@Test
	@MeantDifference("plain-references")
	void closeWhenClientHasTheInterfaceStillThenCallsFailInOtherProcesses() {
		ComPointer<Node> pointer = create(Node.PROG_ID, Node.class);
		Node node = pointer.get();
		pointer.close();
		if (isInProcess()) {
			assertThat(node.name()).isEmpty();
		}
		else {
			await().untilAsserted(() -> assertThatExceptionOfType(ComException.class).isThrownBy(node::name)
				.satisfies((ex) -> assertThat(ex.hresult()).isIn(HResult.CO_E_OBJNOTCONNECTED,
						HResult.RPC_E_DISCONNECTED)));
		}
	}

	@Test
	@MeantDifference("close-during-call")
	void closeWhenCallIsRunningThenDestroyedAfterItInOtherProcesses() throws InterruptedException {
		String name = name();
		ComPointer<Node> pointer = named(Node.PROG_ID, name);
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		AtomicReference<String> result = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			try {
				result.set(pointer.get().nameAfter((text) -> {
					called.countDown();
					awaitQuietly(closed);
					return null;
				}));
			}
			catch (Exception ex) {
				result.set(ex.toString());
			}
		});
		caller.start();
		awaitQuietly(called);
		pointer.close();
		// In other processes for nothing: that the object is there yet has no event
		awaitAtMost(isInProcess() ? SOON : Duration.ofMillis(500), () -> events(name).size() == 2);
		closed.countDown();
		caller.join();
		assertThat(result.get()).isEqualTo(name);
		if (isInProcess()) {
			awaitEvents(name, name + " named", name + " destroyed", name + " called");
		}
		else {
			awaitEvents(name, name + " named", name + " called", name + " destroyed");
		}
	}

	@Test
	void closeWhenDestructionFailsThenClientDoesNotSeeIt() {
		String name = name() + "!";
		ComPointer<Node> pointer = named(Node.PROG_ID, name);
		pointer.close();
		awaitEvents(name, name + " named", name + " destroyed");
		assertThat(object(Node.PROG_ID, Node.class).name()).isEmpty();
	}

	@Test
	void closeWhenFactoryDestroysItselfThenFactoryDoes() {
		String name = name();
		named(Factories.OWN_PROG_ID, name).close();
		awaitEvents("own", "own " + name + " named", "own " + name + " destroyed");
	}

	@Test
	void classObjectThenCreatesInstancesAndCanBeLocked() {
		String name = name();
		try (ComPointer<ClassFactory<?>> classObject = classObject(Node.PROG_ID)) {
			classObject.get().lockServer(true);
			ComPointer<Node> pointer = environment().activator().createInstance(classObject, Node.class);
			pointer.get().name(name);
			pointer.close();
			awaitEvents(name, name + " named", name + " destroyed");
			classObject.get().lockServer(false);
		}
	}

	@Test
	void objectThatAnInstanceReturnedWhenInstanceIsReleasedThenWorks() {
		String name = name();
		ComPointer<Node> pointer = named(Node.PROG_ID, name);
		Node child = pointer.get().child();
		pointer.close();
		awaitEvents(name, name + " named", name + " destroyed");
		assertThat(child.name()).isEqualTo("child of " + name);
		assertThat(child.child().name()).isEqualTo("child of child of " + name);
	}

	@Test
	void objectThatAnInstanceReturnedWhenNothingElseIsHeldThenKeepsTheServer() {
		ComPointer<Node> pointer = named(Node.PASSING_PROG_ID, "parent");
		Node child = pointer.get().child();
		pointer.close();
		await().atMost(SOON).until(() -> child.journal("parent").size() == 2);
		assertThat(child.name()).isEqualTo("child of parent");
		assertThat(object(Node.PASSING_PROG_ID, Node.class).pid()).isEqualTo(child.pid());
	}

	@Test
	void classObjectWhenNothingElseIsHeldThenKeepsTheServer() {
		try (ComPointer<ClassFactory<?>> classObject = classObject(Node.PASSING_PROG_ID)) {
			long pid = pidOf(classObject);
			assertThat(pidOf(classObject)).isEqualTo(pid);
		}
	}

	@Test
	void lockWhenNothingElseIsHeldThenKeepsTheServer() {
		ComPointer<ClassFactory<?>> classObject = classObject(Node.PASSING_PROG_ID);
		classObject.get().lockServer(true);
		long pid = pidOf(classObject);
		classObject.close();
		try (ComPointer<ClassFactory<?>> again = classObject(Node.PASSING_PROG_ID)) {
			assertThat(pidOf(again)).isEqualTo(pid);
			again.get().lockServer(false);
		}
	}

	@Test
	@MeantDifference("release")
	void closeWhenSeveralThenAllDestroyedAndInThatOrderInProcess() {
		String name = name();
		List<ComPointer<Node>> pointers = List.of(named(Node.PROG_ID, name + " 1"), named(Node.PROG_ID, name + " 2"),
				named(Node.PROG_ID, name + " 3"));
		pointers.forEach(ComPointer::close);
		String[] destroyed = { name + " 1 destroyed", name + " 2 destroyed", name + " 3 destroyed" };
		if (isInProcess()) {
			assertThat(events(name)).endsWith(destroyed);
		}
		else {
			await().until(() -> events(name).size() == 6);
			assertThat(events(name)).contains(destroyed);
		}
	}

	@Test
	void objectOfClientWhenObjectKeepsItThenWorksForIt() throws Exception {
		Calling calling = object(Calling.PROG_ID, Calling.class);
		calling.keep(new CallingObject().own());
		System.gc();
		assertThat(calling.callKept("a")).isEqualTo("own a");
	}

	private long pidOf(ComPointer<?> classObject) {
		try (ComPointer<Node> pointer = environment().activator().createInstance(classObject, Node.class)) {
			return pointer.get().pid();
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private ComPointer<ClassFactory<?>> classObject(String progId) {
		return (ComPointer) environment().activator()
			.getClassObject(environment().activator().clsid(progId), ClassFactory.class);
	}

	private ComPointer<Node> named(String progId, String name) {
		ComPointer<Node> pointer = create(progId, Node.class);
		pointer.get().name(name);
		return pointer;
	}

	private static String name() {
		return "n" + System.nanoTime();
	}

	private List<String> events(String name) {
		return this.witness.journal(name);
	}

	private void awaitEvents(String name, String... events) {
		await().until(() -> events(name).size() >= events.length);
		assertThat(events(name)).containsExactly(events);
	}

	/**
	 * Gives what should not happen the time to happen.
	 */
	private static void awaitAtMost(Duration time, Callable<Boolean> event) {
		try {
			await().atMost(time).until(event);
		}
		catch (ConditionTimeoutException ex) {
			// As it should be
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
