/**
 * The rasterizer as a server application.
 */
package sample.rasterizer.server;
