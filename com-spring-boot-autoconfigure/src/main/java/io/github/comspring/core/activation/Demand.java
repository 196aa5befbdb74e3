package io.github.comspring.core.activation;

import java.util.Arrays;
import java.util.List;

import io.github.comspring.Iid;

/**
 * What a client wants of a class.
 *
 * @param classObject whether it wants the class object instead of an instance
 * @param iids the interfaces, at least one
 */
record Demand(boolean classObject, List<Iid> iids) {

	static Demand classObject(Class<?> type) {
		return new Demand(true, List.of(Iid.of(type)));
	}

	static Demand instance(Class<?>... types) {
		return new Demand(false, Arrays.stream(types).map(Iid::of).toList());
	}

	/**
	 * Returns the interface that the guard is told of.
	 * @return the interface, {@code IUnknown} for several
	 */
	Iid iid() {
		return (this.iids.size() == 1) ? this.iids.get(0) : Iid.UNKNOWN;
	}

}
