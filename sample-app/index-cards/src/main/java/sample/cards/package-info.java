/**
 * A module that reads the index cards of documents. It was written for SnakeYAML 1.x,
 * which cannot be on one class path with the 2.x of Spring Boot.
 */
package sample.cards;
