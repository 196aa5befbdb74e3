package io.github.comspring.beans;

/**
 * A reference that was injected.
 *
 * @param name the class, a ProgID or a CLSID in braces
 * @param type the interface
 * @param place the injection point
 */
public record DeclaredReference(String name, Class<?> type, InjectionPlace place) {
}
