package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of another process, each piece to where the last one was. For use by one
 * thread, which is done with a piece when it asks for the next one.
 */
final class RemoteByteSource implements ByteSource {

	private static final Operation READ = operation("read", int.class);

	/** What is around a piece in an answer, and some more. */
	private static final int HEADERS = 256;

	private final ByteSource source;

	private final OperationCall call;

	private byte @Nullable [] room;

	/**
	 * Creates it.
	 * @param source the proxy of the stream
	 * @param call calls it
	 */
	RemoteByteSource(ByteSource source, OperationCall call) {
		this.source = source;
		this.call = call;
	}

	@Override
	public @Nullable ByteBuffer read(int limit) throws IOException {
		byte[] target = this.room;
		if (target == null) {
			target = new byte[limit + HEADERS];
		}
		try {
			ByteBuffer piece = (ByteBuffer) this.call.invoke(READ, new Object[] { limit }, target);
			this.room = (piece != null) ? target : null;
			return piece;
		}
		catch (IOException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IOException(ex);
		}
		finally {
			// Its collection gives the stream back
			Reference.reachabilityFence(this.source);
		}
	}

	@Override
	public void close() throws IOException {
		this.room = null;
		this.source.close();
	}

	private static Operation operation(String name, Class<?>... parameters) {
		try {
			Operation operation = RemotableInterface.of(ByteSource.class)
				.operation(ByteSource.class.getMethod(name, parameters));
			if (operation == null) {
				throw new IllegalStateException(name + " cannot be called from another process");
			}
			return operation;
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
