package io.github.comspring.core.ndr.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.github.comspring.core.ndr.codec.TypeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemotableTypes}.
 */
class RemotableTypesTests {

	@ParameterizedTest
	@ValueSource(classes = { String.class, Integer.class, Boolean.class, Character.class, UUID.class, BigDecimal.class,
			Instant.class, byte[].class, double[].class })
	void valueHasCodec(Class<?> type) {
		assertThat(RemotableTypes.value(type)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { Object.class, Void.class, List.class, String[].class, byte[][].class, Thread.State.class,
			Record.class })
	void whatIsNoValueHasNone(Class<?> type) {
		assertThat(RemotableTypes.value(type)).isNull();
	}

	@Test
	void wrapperIsDescribedAsItsPrimitive() {
		TypeText text = new TypeText();
		RemotableTypes.value(Integer.class).describe(text);
		assertThat(text).hasToString("int");
	}

}
