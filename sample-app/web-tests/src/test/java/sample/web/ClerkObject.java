package sample.web;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A clerk that knows nothing of Spring.
 */
public class ClerkObject implements Clerk {

	@Override
	public String client() {
		return "unknown";
	}

	@Override
	public void crash() {
		Runtime.getRuntime().halt(7);
	}

	@Override
	public void loseConnection() {
		throw new UncheckedIOException(new IOException("Broken pipe"));
	}

	@Override
	public void sign() {
	}

}
