package io.github.comspring.core.licensing;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import org.jspecify.annotations.Nullable;

/**
 * What a run-time key allows whoever has it: to create objects of one class with some
 * features, on any machine.
 *
 * @param clsid the class
 * @param features what the objects may do; the class knows the names
 * @param validUntil the last day in UTC, or {@code null} for ever
 */
public record RuntimeKey(Clsid clsid, Set<String> features, @Nullable LocalDate validUntil) {

	/**
	 * Keeps its own copy of the features.
	 */
	public RuntimeKey {
		features = Set.copyOf(features);
	}

	/**
	 * Reads a key.
	 * @param text what the vendor signed
	 * @return the key
	 */
	static RuntimeKey of(SignedText text) {
		return new RuntimeKey(Clsid.of(text.first("class").orElse("")), text.all("feature").collect(Collectors.toSet()),
				text.first("valid-until").map(LocalDate::parse).orElse(null));
	}

	/**
	 * Writes the key.
	 * @return the text to be signed
	 */
	SignedText toText() {
		return new SignedText(SignedText.Format.RUNTIME_KEY).with("class", Stream.of(this.clsid))
			.with("feature", this.features.stream().sorted())
			.with("valid-until", Stream.ofNullable(this.validUntil));
	}

}
