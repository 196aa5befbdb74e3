package io.github.comspring.security;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.comspring.ComException;
import io.github.comspring.HResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz test for {@link CallerIdentity}: any bytes are an identity, which can be written
 * and read back, or access is denied.
 */
class CallerIdentityFuzzTests {

	@FuzzTest(maxDuration = "1m")
	void anyBytesAreIdentityOrDenied(byte[] bytes) {
		CallerIdentity identity;
		try {
			identity = CallerIdentity.parse(bytes);
		}
		catch (ComException ex) {
			assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED);
			return;
		}
		assertThat(CallerIdentity.parse(identity.toBytes())).isEqualTo(identity);
	}

}
