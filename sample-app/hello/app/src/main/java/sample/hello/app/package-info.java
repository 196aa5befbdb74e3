/**
 * An application that greets with a class of its own and with one that it knows by its
 * ProgID alone.
 */
package sample.hello.app;
