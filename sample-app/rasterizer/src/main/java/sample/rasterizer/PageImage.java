package sample.rasterizer;

/**
 * The picture of a page.
 *
 * @param width its width in pixels
 * @param height its height in pixels
 * @param png the picture as a PNG file
 * @param processId the process that drew it
 */
public record PageImage(int width, int height, byte[] png, long processId) {
}
