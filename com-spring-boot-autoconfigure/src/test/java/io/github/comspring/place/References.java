package io.github.comspring.place;

import io.github.comspring.ComReference;
import io.github.comspring.place.served.Calling;
import io.github.comspring.place.served.Failing;
import io.github.comspring.place.served.Node;
import io.github.comspring.place.served.Values;

/**
 * A bean of the client that has references to the classes.
 *
 * @param values values
 * @param failing failures
 * @param calling callbacks
 * @param node a node
 */
record References(@ComReference(Values.PROG_ID) Values values, @ComReference(Failing.PROG_ID) Failing failing,
		@ComReference(Calling.PROG_ID) Calling calling, @ComReference(Node.PROG_ID) Node node) {
}
