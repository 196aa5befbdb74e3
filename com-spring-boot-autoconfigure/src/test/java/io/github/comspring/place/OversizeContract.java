package io.github.comspring.place;

import io.github.comspring.ComException;
import io.github.comspring.place.served.Values;
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
		byte[] large = new byte[PlaceProperties.MAX_MESSAGE_SIZE - 10_000];
		assertThat(this.values.echo(large)).isEqualTo(large);
	}

	@Test
	@MeantDifference("message-size")
	@ExpectedToFail(in = { Place.SURROGATE, Place.SPARE, Place.LOCAL_SERVER, Place.SURROGATE_OF_HOST,
			Place.LOCAL_SERVER_OF_HOST }, because = "a client does not look at the size of what it sends")
	void argumentWhenTooLargeThenThisCallFailsInOtherProcesses() {
		int[] large = new int[PlaceProperties.MAX_MESSAGE_SIZE / Integer.BYTES];
		if (isInProcess()) {
			this.values.keep(large);
			return;
		}
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.values.keep(large))
			.withMessageContaining("comspring.rpc.max-message-size")
			.withMessageContaining("keep");
		assertThat(this.values.kept()).isEmpty();
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
				.withMessageContaining("echo");
		}
	}

}
