/**
 * A greeter as a module, which runs wherever the configuration of its clients says.
 */
package sample.hello.greeter;
