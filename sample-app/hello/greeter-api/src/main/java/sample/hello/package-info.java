/**
 * What the clients of a greeter see.
 */
package sample.hello;
