package io.github.comspring.core.orpc.exporter;

/**
 * What has been seen of a process where it listens.
 */
public enum Presence {

	/** It may be there: it answers, takes long, or this process cannot ask it now. */
	POSSIBLE,

	/** Nobody could be called, which may be different soon. */
	UNREACHABLE,

	/** Another process is there, or none. */
	GONE

}
