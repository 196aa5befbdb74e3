/**
 * The classes under contract, which are the same in each place: objects, the module that
 * serves them in a jar, and the beans that serve them in an application.
 */
@NullMarked
package io.github.comspring.place.served;

import org.jspecify.annotations.NullMarked;
