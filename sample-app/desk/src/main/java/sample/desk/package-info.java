/**
 * The PDF desk: draws documents with a rasterizer that it knows by its ProgID alone.
 */
package sample.desk;
