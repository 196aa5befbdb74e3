package io.github.comspring.lifecycle;

import io.github.comspring.ActivationGuard;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.fixture.ServedGreeter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UserControl}.
 */
class UserControlTests {

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final ServedGreeter greeter = new ServedGreeter(this.classTable);

	@Test
	@Tag("SL-10")
	void acquireWhenLastClientGoesThenClassesStay() {
		UserControl user = new UserControl(this.classTable);
		user.acquire();
		this.greeter.client().release();
		assertThat(this.greeter.isServed()).isTrue();
		user.release();
		assertThat(this.greeter.isServed()).isFalse();
	}

	@Test
	void releaseWhenClientsAreThereThenTheyKeepTheProcessOpen() {
		UserControl user = new UserControl(this.classTable);
		user.acquire();
		ServedGreeter.Client client = this.greeter.client();
		user.release();
		assertThat(this.greeter.isServed()).isTrue();
		client.release();
		assertThat(this.greeter.isServed()).isFalse();
	}

}
