package sample.benchmarks.remote;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/**
 * The record that all peers carry. Serializable because Java RMI asks for it; no other
 * peer uses Java serialization.
 */
record TenFields(int number, long account, double balance, boolean open, Status status, String name, String street,
		String city, UUID id, Instant created) implements Serializable {

	/**
	 * Returns the record that the benchmarks send.
	 * @return a record with text of usual length
	 */
	static TenFields sample() {
		return new TenFields(4711, 90_071_992_547L, 1234.56, true, Status.ACTIVE, "Erika Mustermann", "Heidestraße 17",
				"51147 Köln", UUID.fromString("3f1b33e0-6c0b-4e7e-9b5a-2b5b0f7c1d10"),
				Instant.parse("2026-01-01T12:34:56.789Z"));
	}

	/** A field with few values. */
	enum Status {

		NEW, ACTIVE, CLOSED

	}

}
