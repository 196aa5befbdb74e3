package io.github.comspring.core.ndr;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz test for {@link Operation}: any bytes are arguments, which can be written and read
 * back, or bad stub data.
 */
class NdrFuzzTests {

	private static final List<Operation> OPERATIONS = RemotableInterface.of(Everything.class).operations();

	@FuzzTest(maxDuration = "1m")
	void anyBytesAreArgumentsOrBadStub(byte[] bytes) {
		if (bytes.length == 0) {
			return;
		}
		Operation operation = OPERATIONS.get(Math.floorMod(bytes[0], OPERATIONS.size()));
		@Nullable Object[] arguments;
		try {
			arguments = Wire.decode(operation, Arrays.copyOfRange(bytes, 1, bytes.length));
		}
		catch (ComException ex) {
			assertThat(ex.hresult()).isIn(HResult.RPC_X_BAD_STUB_DATA, HResult.RPC_E_INVALID_OBJREF);
			return;
		}
		byte[] written = Wire.encode(operation, arguments);
		assertThat(Wire.encode(operation, Wire.decode(operation, written))).isEqualTo(written);
	}

	@ComInterface(Wire.IID)
	interface Everything {

		void primitives(boolean a, byte b, char c, short d, int e, long f, float g, double h, Integer i);

		void values(String text, UUID id, BigDecimal decimal, BigInteger integer, Instant instant, Duration duration);

		void zoned(ZonedDateTime time, Thread.State state);

		void arrays(byte[] bytes, boolean[] booleans, long[] longs, double[] doubles, String[][] texts);

		void containers(List<Integer> list, Set<String> set, Map<String, Collection<Short>> map, Optional<Long> value);

		void tree(Tree tree);

		void shape(Shape shape, InputStream stream);

	}

	record Tree(byte tag, double weight, String name, List<Tree> children, Map<Shape, Tree> named) {
	}

	sealed interface Shape permits Dot, Line {

	}

	record Dot(short x, long y) implements Shape {
	}

	record Line(Dot from, Dot to) implements Shape {

		Line {
			if (from.equals(to)) {
				throw new IllegalArgumentException("A line has two ends");
			}
		}

	}

}
