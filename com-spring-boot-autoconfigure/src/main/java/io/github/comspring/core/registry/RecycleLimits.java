package io.github.comspring.core.registry;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a server process of an application may come to before another one takes its place:
 * values of the key {@code AppID\{appid}} that are additions to COM. Each limit is
 * {@code null} for none, else at least 1.
 *
 * @param age how long the process may have run
 * @param calls how many calls it may have carried out, those that create objects and
 * count references included
 * @param activations how many objects and class objects clients may have got from it
 * @param memory how much memory it may have resident, in KiB
 * @param errors how many calls and creations in a row may fail for no fault of their
 * clients: with {@code E_OUTOFMEMORY}, or with what the interface does not declare
 */
public record RecycleLimits(@Nullable Duration age, @Nullable Integer calls, @Nullable Integer activations,
		@Nullable Integer memory, @Nullable Integer errors) {

	/** Those of an application that says nothing. */
	public static final RecycleLimits NONE = new RecycleLimits(null, null, null, null, null);

	/** The value for {@link #age}, a {@code REG_DWORD} of milliseconds. */
	public static final String RECYCLE_AGE = "RecycleAge";

	/** The value for {@link #calls}, a {@code REG_DWORD}. */
	public static final String RECYCLE_CALLS = "RecycleCalls";

	/** The value for {@link #activations}, a {@code REG_DWORD}. */
	public static final String RECYCLE_ACTIVATIONS = "RecycleActivations";

	/** The value for {@link #memory}, a {@code REG_DWORD} of KiB. */
	public static final String RECYCLE_MEMORY = "RecycleMemory";

	/** The value for {@link #errors}, a {@code REG_DWORD}. */
	public static final String RECYCLE_ERRORS = "RecycleErrors";

	/**
	 * Reads the limits of an application.
	 * @param key reads its key
	 * @return the limits
	 * @throws io.github.comspring.ComException {@code REGDB_E_READREGDB} if a value has
	 * the wrong type, {@code REGDB_E_INVALIDVALUE} if it is less than 1
	 */
	static RecycleLimits read(KeyReader key) {
		Integer age = key.positive(RECYCLE_AGE);
		return new RecycleLimits((age != null) ? Duration.ofMillis(age) : null, key.positive(RECYCLE_CALLS),
				key.positive(RECYCLE_ACTIVATIONS), key.positive(RECYCLE_MEMORY), key.positive(RECYCLE_ERRORS));
	}

}
