package io.github.comspring.core.ndr.interfaces;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Opnum;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the operations of an interface: as {@link Opnum @Opnum} says, or else in their
 * order.
 */
final class OperationNumbers {

	/** The first three are those of {@code IUnknown}. */
	static final int FIRST = 3;

	private static final int LAST = 0xFFFF;

	private final Class<?> type;

	private final List<List<DeclaredMethod>> operations;

	private final List<@Nullable Integer> declared;

	/**
	 * Numbers operations.
	 * @param type the interface
	 * @param methods its methods
	 */
	OperationNumbers(Class<?> type, InterfaceMethods methods) {
		this.type = type;
		this.operations = List.copyOf(methods.operations());
		this.declared = this.operations.stream().map(OperationNumbers::declaredNumber).toList();
	}

	/**
	 * Returns the methods of each operation under its number.
	 * @return the operations, in the order of the numbers
	 * @throws ComException {@code E_INVALIDARG} if some operations have a number and some
	 * do not, two have the same, or one is out of range
	 */
	SortedMap<Integer, List<DeclaredMethod>> numbered() {
		boolean explicit = this.declared.stream().anyMatch(Objects::nonNull);
		if (explicit) {
			refuse("has @Opnum on some methods, but not on", Objects::isNull);
			refuse("has an @Opnum that is not from " + FIRST + " to " + LAST + " on",
					(number) -> number < FIRST || number > LAST);
		}
		SortedMap<Integer, List<DeclaredMethod>> numbered = new TreeMap<>();
		for (int i = 0; i < this.operations.size(); i++) {
			Integer number = explicit ? this.declared.get(i) : Integer.valueOf(FIRST + i);
			if (numbered.put(number, this.operations.get(i)) != null) {
				refuse("has @Opnum(" + number + ") on all of", number::equals);
			}
		}
		return numbered;
	}

	private void refuse(String problem, Predicate<@Nullable Integer> wrong) {
		List<String> names = new ArrayList<>();
		for (int i = 0; i < this.operations.size(); i++) {
			if (wrong.test(this.declared.get(i))) {
				names.add(this.operations.get(i).get(0).signature().toString());
			}
		}
		if (!names.isEmpty()) {
			throw new ComException(HResult.E_INVALIDARG,
					"Interface " + this.type.getName() + " " + problem + " " + String.join(", ", names));
		}
	}

	/** The number may be declared by the interface above whose method is overridden. */
	private static @Nullable Integer declaredNumber(List<DeclaredMethod> operation) {
		return operation.stream()
			.map((each) -> each.method().getAnnotation(Opnum.class))
			.filter(Objects::nonNull)
			.map(Opnum::value)
			.findFirst()
			.orElse(null);
	}

}
