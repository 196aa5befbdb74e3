package io.github.comspring.core.surrogate;

/**
 * What collections have cost and brought until now.
 *
 * @param time now, in nanoseconds
 * @param collecting how many of them went to full collections
 * @param size how much room there is for objects, in bytes
 * @param free how many of them the last collection has left free
 */
record CollectionEffort(long time, long collecting, long size, long free) {

	/**
	 * Below that, with so little room, is what may get on after all. The JVM's parallel
	 * collector asks for 98, which small heaps do not reach on a busy machine.
	 */
	private static final int HUNDREDTHS_OF_TIME = 90;

	/** As much as the parallel collector asks for. */
	private static final int HUNDREDTHS_OF_ROOM = 2;

	/**
	 * Tells whether next to nothing has come of the time since then.
	 * @param before the effort until then
	 * @return whether nearly all of it went to full collections, and the last one has
	 * freed next to nothing
	 */
	boolean isInVainSince(CollectionEffort before) {
		long spent = this.collecting - before.collecting;
		return spent > (this.time - before.time) / 100 * HUNDREDTHS_OF_TIME
				&& this.free < this.size / 100 * HUNDREDTHS_OF_ROOM;
	}

}
