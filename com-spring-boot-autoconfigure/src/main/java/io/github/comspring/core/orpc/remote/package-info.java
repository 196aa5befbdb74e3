/**
 * What this process holds of others: their objects, for as long as somebody here has a
 * pointer, and the references that are given back. Knows neither proxies nor how calls
 * are made.
 */
@NullMarked
package io.github.comspring.core.orpc.remote;

import org.jspecify.annotations.NullMarked;
