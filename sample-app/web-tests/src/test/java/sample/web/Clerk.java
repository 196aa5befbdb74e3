package sample.web;

import io.github.comspring.ComInterface;

/**
 * What requests are made for.
 */
@ComInterface("{2B8C6E14-7A3D-4F95-8E60-1D5B9C7A4F01}")
public interface Clerk {

	/** Tells for whom it works: the name of the user, as its process knows it. */
	String client();

	/** Ends its process at once. */
	void crash();

	/** Fails as one does whose own connection broke. */
	void loseConnection();

	/** What only a manager may have done. */
	void sign();

}
