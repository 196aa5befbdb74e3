package io.github.comspring.core.orpc.identity;

import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedSecretsTests {

	private static final Endpoint HERE = new TcpEndpoint("here", 1);

	private static final Endpoint THERE = new TcpEndpoint("there", 1);

	private final SharedSecrets secrets = new SharedSecrets();

	@Test
	void forgetThenThatOfTheProcessAlone() {
		this.secrets.put(HERE, 1, "first");
		this.secrets.put(THERE, 2, "second");
		assertThat(this.secrets.forget(1)).isEqualTo(HERE);
		assertThat(this.secrets.find(HERE)).isNull();
		assertThat(this.secrets.find(THERE)).isEqualTo("second");
		assertThat(this.secrets.forget(1)).isNull();
	}

	@Test
	void forgetAfterASuccessorCameThenThatOfTheSuccessorStays() {
		this.secrets.put(HERE, 1, "first");
		this.secrets.put(HERE, 2, "second");
		assertThat(this.secrets.forget(1)).isNull();
		assertThat(this.secrets.find(HERE)).isEqualTo("second");
	}

}
