package io.github.comspring.core.ndr.value;

import java.util.List;
import java.util.UUID;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdentifierCodecs}.
 */
class IdentifierCodecsTests {

	private static final Guid GUID = Guid.parse("{00112233-4455-6677-8899-AABBCCDDEEFF}");

	@ParameterizedTest
	@MethodSource("identifiers")
	void identifierIsGuid(Object identifier) {
		Operation operation = Wire.operation(Identifiers.class, "put" + identifier.getClass().getSimpleName());
		byte[] bytes = Wire.encode(operation, identifier);
		assertThat(bytes).isEqualTo(hex("00000200 33221100 5544 7766 8899aabbccddeeff"));
		assertThat(Wire.decode(operation, bytes)).containsExactly(identifier);
	}

	static List<Object> identifiers() {
		return List.of(GUID, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), new Clsid(GUID), new Iid(GUID),
				new AppId(GUID));
	}

	@ComInterface(Wire.IID)
	interface Identifiers {

		void putGuid(Guid value);

		void putUUID(UUID value);

		void putClsid(Clsid value);

		void putIid(Iid value);

		void putAppId(AppId value);

	}

}
