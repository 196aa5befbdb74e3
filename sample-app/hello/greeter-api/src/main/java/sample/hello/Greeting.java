package sample.hello;

/**
 * A greeting.
 *
 * @param text what to say
 * @param process the process that made it
 */
public record Greeting(String text, long process) {

}
