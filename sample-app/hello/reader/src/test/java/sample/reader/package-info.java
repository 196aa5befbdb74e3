/**
 * A reader of the README and of the manual, who pastes what they show and expects it to
 * work.
 */
@NullMarked
package sample.reader;

import org.jspecify.annotations.NullMarked;
