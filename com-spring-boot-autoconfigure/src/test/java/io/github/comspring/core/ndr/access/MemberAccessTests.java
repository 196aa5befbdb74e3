package io.github.comspring.core.ndr.access;

import java.lang.reflect.Method;
import java.util.Map;

import io.github.comspring.core.ndr.composite.CodecResolver;
import io.github.comspring.core.ndr.type.JavaType;
import io.github.comspring.core.ndr.type.Place;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MemberAccess}, also with types of the JDK that its modules keep
 * closed.
 */
class MemberAccessTests {

	@Test
	void memberNeedNotBePublic() throws Throwable {
		MemberAccessTests made = (MemberAccessTests) MemberAccess.of(MemberAccessTests.class.getDeclaredConstructor())
			.invoke();
		Method method = MemberAccessTests.class.getDeclaredMethod("answer");
		assertThat((int) MemberAccess.of(method).invoke(made)).isEqualTo(42);
	}

	@Test
	void closedRecordIsRefused() throws Exception {
		JavaType type = JavaType.of(Class.forName("sun.security.pkcs.SignerInfo$AlgorithmInfo"), Map.of());
		Place place = Place.result(Object.class.getMethod("toString"));
		assertThatExceptionOfType(UnremotableTypeException.class)
			.isThrownBy(() -> new CodecResolver().slot(type, place))
			.satisfies((ex) -> assertThat(ex.remedy()).isEqualTo(MemberAccess.REMEDY))
			.satisfies((ex) -> assertThat(ex.typeName()).isEqualTo("result: " + type));
	}

	private int answer() {
		return 42;
	}

}
