package sample.benchmarks.work;

/**
 * Work as libraries do it that one would rather have in another process. Each is some
 * tens of milliseconds on one core.
 */
public enum Job {

	/** Hashes 60 MiB. */
	SHA_256,

	/** Deflates a MiB of text. */
	DEFLATE,

	/** Looks through a text with regular expressions. */
	REGEX,

	/** Parses an XML document. */
	PARSE,

	/** Draws a page of a PDF document. */
	DRAW,

	/** Makes many objects, of which a part lives on for a while. */
	ALLOCATE

}
