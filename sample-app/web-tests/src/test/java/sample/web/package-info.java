/**
 * Requests of web applications that need COM classes.
 */
@NullMarked
package sample.web;

import org.jspecify.annotations.NullMarked;
