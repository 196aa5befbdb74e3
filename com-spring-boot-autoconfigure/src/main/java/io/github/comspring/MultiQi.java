package io.github.comspring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The interfaces of one new object that were asked for together ({@code MULTI_QI}).
 * Closing it closes all pointers.
 *
 * @param entries one for each interface asked for, in order
 */
public record MultiQi(List<Entry> entries) implements AutoCloseable {

	/**
	 * Keeps its own copy of the entries.
	 */
	public MultiQi {
		Arguments.required(entries, "The list of entries").forEach((each) -> Arguments.required(each, "An entry"));
		entries = List.copyOf(entries);
	}

	/**
	 * Tells whether all interfaces were obtained.
	 * @return {@code S_OK}, or {@code CO_S_NOTALLINTERFACES} if some were refused
	 */
	public HResult hresult() {
		boolean all = this.entries.stream().allMatch((entry) -> entry.hresult().isSuccess());
		return all ? HResult.S_OK : HResult.CO_S_NOTALLINTERFACES;
	}

	/**
	 * Returns the pointer for an interface.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the pointer, which this object goes on owning
	 * @throws ComException {@code E_NOINTERFACE} if it was refused or not asked for
	 */
	@SuppressWarnings("unchecked")
	public <T> ComPointer<T> pointer(Class<T> type) {
		Arguments.required(type, "The interface");
		for (Entry entry : this.entries) {
			if (entry.type() == type && entry.pointer() != null) {
				return (ComPointer<T>) entry.pointer();
			}
		}
		throw new ComException(HResult.E_NOINTERFACE, "No pointer to " + type.getName() + " was obtained");
	}

	/**
	 * Closes all pointers, even if one of them fails to close.
	 */
	@Override
	public void close() {
		RuntimeException failure = null;
		for (Entry entry : this.entries) {
			try {
				entry.close();
			}
			catch (RuntimeException ex) {
				if (failure == null) {
					failure = ex;
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * What became of one interface.
	 *
	 * @param type the interface
	 * @param pointer the pointer, or {@code null} if it was refused
	 * @param hresult {@code S_OK} or why it was refused
	 */
	public record Entry(Class<?> type, @Nullable ComPointer<?> pointer, HResult hresult) {

		/**
		 * Creates an entry.
		 * @throws ComException {@code E_INVALIDARG} if the interface or the result is
		 * {@code null}
		 */
		public Entry {
			Arguments.required(type, "The interface of an entry");
			Arguments.required(hresult, "The result of an entry");
		}

		private void close() {
			if (this.pointer != null) {
				this.pointer.close();
			}
		}

	}

}
