/**
 * Spring Security decides who gets a pointer: the policy with its rules and ceilings, and
 * the guard that asks them.
 */
@NullMarked
package io.github.comspring.security;

import org.jspecify.annotations.NullMarked;
