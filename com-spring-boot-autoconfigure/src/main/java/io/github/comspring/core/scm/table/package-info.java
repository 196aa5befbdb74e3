/**
 * Which server processes there are, which are on their way, and which classes can be had
 * from them. All of it is one state behind the lock of the class table of the machine:
 * other packages change it through that table alone. What they may read, or note, without
 * the lock is safe from any thread.
 */
@NullMarked
package io.github.comspring.core.scm.table;

import org.jspecify.annotations.NullMarked;
