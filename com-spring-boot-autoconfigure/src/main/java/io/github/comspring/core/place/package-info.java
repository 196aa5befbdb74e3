/**
 * Where the processes of a user meet, and whom that place is kept from: the directories
 * that their user alone can enter, and who that user is.
 */
@NullMarked
package io.github.comspring.core.place;

import org.jspecify.annotations.NullMarked;
