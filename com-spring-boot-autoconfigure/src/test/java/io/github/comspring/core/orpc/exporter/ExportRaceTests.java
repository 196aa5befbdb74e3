package io.github.comspring.core.orpc.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.reference.LeakDetector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same object is exported while the last client gives it back: whoever exported it is
 * told once that it is not needed any more.
 */
@Timeout(120)
class ExportRaceTests {

	private static final int ROUNDS = 2_000;

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final ObjectExporter exporter = new ObjectExporter(
			new ThisProcess(1, Guid.NULL, () -> new StringBindings(List.of())), new InterfaceTypes(),
			new RemoteInstanceCreator(this.leakDetector), new HeldObjects(10), (object) -> false);

	private final CounterFactory.CounterObject target = new CounterFactory.CounterObject();

	@AfterEach
	void close() {
		this.leakDetector.close();
	}

	@Test
	void exportWhileTheLastClientLeavesThenEachExportIsReleasedOnce() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			Told first = new Told(this.target);
			Told second = new Told(this.target);
			ExportedInterface pointer = this.exporter.export(first, Counter.class, 1, 1);
			List<@Nullable ExportedInterface> ends = Race.run(2, (number) -> {
				if (number == 0) {
					this.exporter.release(pointer.ipid(), 1, 1);
					return null;
				}
				return this.exporter.export(second, Counter.class, 2, 1);
			});
			ExportedInterface again = ends.get(1);
			assertThat(again).isNotNull();
			assertThat(second.released).as("while a client has it").hasValue(0);
			this.exporter.release(again.ipid(), 2, 1);
			assertThat(first.released).hasValue(1);
			assertThat(second.released).hasValue(1);
		}
		assertThat(this.exporter.references()).isEmpty();
	}

	@Test
	void exportTwiceBesideAnotherOneThenReleasedOnce() {
		Told first = new Told(this.target);
		Told second = new Told(this.target);
		List<ExportedInterface> pointers = new ArrayList<>();
		pointers.add(this.exporter.export(first, Counter.class, 1, 1));
		pointers.add(this.exporter.export(second, Counter.class, 1, 1));
		pointers.add(this.exporter.export(second, Named.class, 1, 1));
		pointers.forEach((each) -> this.exporter.release(each.ipid(), 1, 1));
		assertThat(first.released).hasValue(1);
		assertThat(second.released).hasValue(1);
	}

	@Test
	void exportWhenClientIsRefusedThenNothingIsLeft() {
		Told refusing = new Told(this.target) {

			@Override
			public void clientAdded() {
				throw new ComException(HResult.CO_E_SERVER_STOPPING, "Not now");
			}

		};
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.exporter.export(refusing, Counter.class, 1, 1));
		assertThat(this.exporter.references()).isEmpty();
		assertThat(refusing.released).as("by whoever exported it").hasValue(0);
		Told next = new Told(this.target);
		this.exporter.release(this.exporter.export(next, Counter.class, 1, 1).ipid(), 1, 1);
		assertThat(next.released).hasValue(1);
		assertThat(refusing.released).hasValue(0);
	}

	/**
	 * An export that counts how often it is released.
	 */
	private static class Told implements Exported {

		private final Object target;

		private final AtomicInteger released = new AtomicInteger();

		Told(Object target) {
			this.target = target;
		}

		@Override
		public Object target() {
			return this.target;
		}

		@Override
		public CoClass coClass() {
			return ServedClass.CO_CLASS;
		}

		@Override
		public Apartment apartment() {
			return Apartment.ofCallers(Told.class.getClassLoader());
		}

		@Override
		public Object view(Class<?> type) {
			return this.target;
		}

		@Override
		public void released() {
			this.released.incrementAndGet();
		}

	}

}
