package sample.rasterizer;

/**
 * What a document may ask for at most. A document that asks for more is refused before it
 * gets it.
 *
 * @param pages the number of pages
 * @param pagePixels the pixels of one drawn page
 * @param imagePixels the pixels of one embedded image
 * @param decodedBytes the bytes of all its streams, decoded
 */
public record DocumentLimits(int pages, long pagePixels, long imagePixels, long decodedBytes) {

	/** What a page of an ordinary document needs, many times over. */
	public static final DocumentLimits DEFAULT = new DocumentLimits(500, 20_000_000, 20_000_000, 96L << 20);

}
