package io.github.comspring.place;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.comspring.place.served.Visited;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that call objects.
 */
abstract class ThreadContract extends PlaceTests {

	private final ExecutorService callers = Executors.newFixedThreadPool(4);

	@AfterEach
	void endCallers() {
		this.callers.shutdownNow();
	}

	@Test
	void freeThenCallsAreTogether() throws Exception {
		Visited free = object(Visited.FREE_PROG_ID, Visited.class);
		together(2, () -> {
			free.meet();
			return null;
		});
	}

	@Test
	@MeantDifference("threading-models")
	void apartmentThenOneCallAtATimeOnOneThreadWhereAJarServesIt() throws Exception {
		Visited apartment = object(Visited.APARTMENT_PROG_ID, Visited.class);
		Set<String> threads = new HashSet<>(together(200, apartment::visit));
		if (environment().place().isJar()) {
			assertThat(threads).hasSize(1);
			assertThat(apartment.most()).isEqualTo(1);
		}
		else {
			assertThat(threads).hasSizeGreaterThan(1);
		}
	}

	@Test
	@Tag("AP-06")
	void apartmentWhenItsCallbackCallsAgainThenCarriedOut() {
		Visited apartment = object(Visited.REENTERED_PROG_ID, Visited.class);
		List<Integer> most = new ArrayList<>();
		apartment.callBack(() -> most.add(apartment.most()));
		assertThat(most).containsExactly(0);
	}

	@Test
	@MeantDifference("threading-models")
	void apartmentWhenItsJarServesFreeOnesTooThenOnOneThread() throws Exception {
		Visited apartment = object(Visited.MIXED_PROG_ID, Visited.class);
		Set<String> threads = new HashSet<>(together(200, apartment::visit));
		if (environment().place().isJar()) {
			assertThat(threads).hasSize(1);
		}
	}

	private <T> List<T> together(int times, Callable<T> call) throws Exception {
		List<T> results = new ArrayList<>();
		for (Future<T> each : this.callers.invokeAll(Collections.nCopies(times, call))) {
			results.add(each.get(60, TimeUnit.SECONDS));
		}
		return results;
	}

}
