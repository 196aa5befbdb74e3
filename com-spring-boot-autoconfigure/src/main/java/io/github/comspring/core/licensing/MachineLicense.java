package io.github.comspring.core.licensing;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor allows a machine: to create objects of some classes with some features,
 * and to hand out some run-time keys.
 *
 * @param product the name of the product
 * @param holder to whom it is licensed
 * @param classes the classes
 * @param features what their objects may do; the class knows the names
 * @param validUntil the last day in UTC, or {@code null} for ever
 * @param runtimeKeys the keys that the machine hands out, signed by the vendor
 * ({@link LicenseIssuer#sign(RuntimeKey)}); they end on their own last day, not on that
 * of the licence
 */
public record MachineLicense(String product, String holder, Set<Clsid> classes, Set<String> features,
		@Nullable LocalDate validUntil, List<String> runtimeKeys) {

	/**
	 * Keeps its own copies of the collections.
	 */
	public MachineLicense {
		classes = Set.copyOf(classes);
		features = Set.copyOf(features);
		runtimeKeys = List.copyOf(runtimeKeys);
	}

	/**
	 * Reads a licence.
	 * @param text what the vendor signed
	 * @return the licence
	 */
	static MachineLicense of(SignedText text) {
		return new MachineLicense(text.first("product").orElse(""), text.first("holder").orElse(""),
				text.all("class").map(Clsid::of).collect(Collectors.toSet()),
				text.all("feature").collect(Collectors.toSet()),
				text.first("valid-until").map(LocalDate::parse).orElse(null), text.all("runtime-key").toList());
	}

	/**
	 * Writes the licence.
	 * @return the text to be signed
	 */
	SignedText toText() {
		return new SignedText(SignedText.Format.MACHINE_LICENSE).with("product", Stream.of(this.product))
			.with("holder", Stream.of(this.holder))
			.with("class", this.classes.stream().sorted())
			.with("feature", this.features.stream().sorted())
			.with("valid-until", Stream.ofNullable(this.validUntil))
			.with("runtime-key", this.runtimeKeys.stream());
	}

}
