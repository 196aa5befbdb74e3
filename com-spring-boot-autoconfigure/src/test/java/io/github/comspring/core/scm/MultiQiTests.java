package io.github.comspring.core.scm;

import java.util.List;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.MultiQi;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several interfaces of one new object in another process.
 */
@ExtendWith(NoLeftovers.class)
class MultiQiTests {

	private final Clsid clsid = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		ClassFactory<Clock> factory = (type) -> new Clock();
		server.classTable().register(CoClass.of(this.clsid), factory, ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
	});

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	@Test
	@Tag("CI-07")
	void createInstancesThenOneCallOfTheServerHoweverManyInterfaces() {
		this.machine.register(this.clsid, "nearby");
		try (MultiQi one = create(Hours.class)) {
			assertThat(one.pointer(Hours.class).get().hours()).isEqualTo(23);
			long before = calls();
			try (MultiQi many = create(Hours.class, Minutes.class, Seconds.class)) {
				assertThat(calls() - before).isOne();
				assertThat(many.hresult()).isEqualTo(HResult.S_OK);
				assertThat(many.pointer(Minutes.class).get().minutes()).isEqualTo(59);
				assertThat(many.pointer(Seconds.class).get().seconds()).isEqualTo(58);
			}
			try (MultiQi some = create(Hours.class, Servant.class)) {
				assertThat(some.entries()).extracting(MultiQi.Entry::hresult)
					.isEqualTo(List.of(HResult.S_OK, HResult.E_NOINTERFACE));
			}
		}
	}

	private MultiQi create(Class<?>... types) {
		return this.machine.activator()
			.createInstances(ActivationRequest.of(this.clsid).in(ClassContext.LOCAL_SERVER), types);
	}

	private long calls() {
		return this.servers.launched().get(0).rpc().counts().calls();
	}

	/**
	 * The first interface.
	 */
	@ComInterface("{0B7E4C1D-93A6-4F2B-8D5E-61C0A9F27B01}")
	interface Hours {

		int hours();

	}

	/**
	 * The second interface.
	 */
	@ComInterface("{0B7E4C1D-93A6-4F2B-8D5E-61C0A9F27B02}")
	interface Minutes {

		int minutes();

	}

	/**
	 * The third interface.
	 */
	@ComInterface("{0B7E4C1D-93A6-4F2B-8D5E-61C0A9F27B03}")
	interface Seconds {

		int seconds();

	}

	/**
	 * An object with all of them.
	 */
	record Clock() implements Hours, Minutes, Seconds {

		@Override
		public int hours() {
			return 23;
		}

		@Override
		public int minutes() {
			return 59;
		}

		@Override
		public int seconds() {
			return 58;
		}

	}

}
