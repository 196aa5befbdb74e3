package io.github.comspring.core.orpc.exporter;

/**
 * How often a marshalled reference can be unmarshalled ({@code MSHLFLAGS}).
 */
public enum Marshalling {

	/** Once. Until then it keeps the object. */
	NORMAL,

	/** Many times. It keeps the object until its data is released. */
	TABLE_STRONG,

	/** Many times, for as long as the object is there; it does not keep it. */
	TABLE_WEAK

}
