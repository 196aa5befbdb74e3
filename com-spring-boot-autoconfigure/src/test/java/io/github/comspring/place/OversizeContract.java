package io.github.comspring.place;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.place.served.Values;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values that are large or deep.
 */
abstract class OversizeContract extends PlaceTests {

	private Values values;

	@BeforeEach
	void createValues() {
		this.values = object(Values.PROG_ID, Values.class);
	}

	@AfterEach
	void objectThenStillWorks() {
		assertThat(this.values.echo("a")).isEqualTo("a");
	}

	@Test
	void echoWhenLargeThenEqual() {
		byte[] large = new byte[PlaceProperties.MAX_MESSAGE_SIZE - 1000];
		assertThat(this.values.echo(large)).isEqualTo(large);
	}

	@Test
	@MeantDifference("message-size")
	void argumentWhenTooLargeThenThisCallFailsInOtherProcesses() {
		int[] large = new int[PlaceProperties.MAX_MESSAGE_SIZE / Integer.BYTES];
		if (isInProcess()) {
			this.values.keep(large);
			return;
		}
		assertTooLarge(HResult.RPC_E_CLIENT_CANTMARSHAL_DATA, () -> this.values.keep(large));
		assertThat(this.values.kept()).isEmpty();
	}

	@Test
	@MeantDifference("message-size")
	void resultWhenTooLargeThenThisCallFailsInOtherProcesses() {
		int size = PlaceProperties.MAX_MESSAGE_SIZE;
		if (isInProcess()) {
			assertThat(this.values.zeros(size)).hasSize(size);
		}
		else {
			assertTooLarge(HResult.RPC_E_SERVER_CANTMARSHAL_DATA, () -> this.values.zeros(size));
		}
	}

	private static void assertTooLarge(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected))
			.withMessageContaining("comspring.rpc.max-message-size");
	}

	@Test
	@MeantDifference("nesting")
	void argumentWhenTooDeepThenThisCallFailsInOtherProcesses() {
		Values.Branch deep = null;
		for (int i = 0; i < 100_000; i++) {
			deep = new Values.Branch(deep);
		}
		Values.Branch argument = deep;
		if (isInProcess()) {
			assertThat(this.values.echo(argument)).isSameAs(argument);
		}
		else {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.values.echo(argument))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG));
		}
	}

}
