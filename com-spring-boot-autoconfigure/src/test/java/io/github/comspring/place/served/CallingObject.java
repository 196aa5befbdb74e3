package io.github.comspring.place.served;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

/**
 * Calls back.
 */
public final class CallingObject implements Calling {

	private volatile @Nullable Callback kept;

	@Override
	public @Nullable String call(Callback callback, @Nullable String text) throws CheckedFailure {
		return callback.call(text);
	}

	@Override
	public String failureOf(Callback callback) {
		try {
			return "no failure but " + callback.call(null);
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	@Override
	public boolean isNull(@Nullable Callback callback) {
		return callback == null;
	}

	@Override
	public void keep(@Nullable Callback callback) {
		this.kept = callback;
	}

	@Override
	public void remember(Callback callback) {
		this.kept = callback;
	}

	@Override
	public void collect() {
		System.gc();
	}

	@Override
	public @Nullable String callKept(String text) throws CheckedFailure {
		return Objects.requireNonNull(this.kept).call(text);
	}

	@Override
	public void callKeptLater(String text) {
		Callback callback = Objects.requireNonNull(this.kept);
		Thread later = new Thread(() -> {
			try {
				callback.call(text);
			}
			catch (CheckedFailure ex) {
				throw new IllegalStateException(ex);
			}
		}, "later");
		later.setDaemon(true);
		later.start();
	}

	@Override
	public int callTogether(Callback callback, int threads) {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			int calls = 0;
			for (var each : executor
				.invokeAll(java.util.Collections.nCopies(threads, () -> callback.call("together")))) {
				each.get();
				calls++;
			}
			return calls;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Override
	public List<String> callAll(List<Callback> list, Map<String, Callback> map, Callback[] array, Box box)
			throws CheckedFailure {
		List<Callback> all = new ArrayList<>(list);
		all.addAll(map.values());
		all.addAll(List.of(array));
		all.add(Objects.requireNonNull(box.callback()));
		List<String> answers = new ArrayList<>();
		for (Callback each : all) {
			answers.add(String.valueOf(each.call(null)));
		}
		return answers;
	}

	@Override
	public Callback own() {
		return (text) -> "own " + text;
	}

	@Override
	public @Nullable Callback echo(@Nullable Callback callback) {
		return callback;
	}

	@Override
	public int countDown(int from, Counter counter) {
		return (from > 0) ? counter.next(from - 1, this) : 0;
	}

}
