package sample.benchmarks.remote;

import java.io.InputStream;
import java.util.List;

import io.github.comspring.ComInterface;

/**
 * What our own server offers.
 */
@ComInterface("{E2A1B7C4-5F60-4D53-8D5C-6B0C4B8E9A01}")
interface ComEcho {

	int add(int left, int right);

	byte[] echo(byte[] payload);

	TenFields echo(TenFields fields);

	InputStream open(long length);

	/** Adds what the client says when it is asked. */
	int addAsked(int left, Right right);

	/** Creates objects for a client, and returns the references to them. */
	List<byte[]> create(int count, long client);

	/** Waits until clients have released so many more of those objects. */
	void awaitReleased(int count);

	/** Returns how many calls have come in. */
	long calls();

	/**
	 * The client.
	 */
	@ComInterface("{E2A1B7C4-5F60-4D53-8D5C-6B0C4B8E9A02}")
	interface Right {

		int get();

	}

}
