/**
 * Activation for clients in other processes ({@code IRemoteSCMActivator}, MS-DCOM), at
 * both ends.
 */
@NullMarked
package io.github.comspring.core.scm.remote;

import org.jspecify.annotations.NullMarked;
