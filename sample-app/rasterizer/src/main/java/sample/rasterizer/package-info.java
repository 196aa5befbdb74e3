/**
 * A module that draws the pages of PDF documents. It runs wherever its class is
 * configured to run, and knows nothing of Spring.
 */
package sample.rasterizer;
