package io.github.comspring.core.scm.supervision;

import io.github.comspring.Clsid;
import io.github.comspring.core.registry.RecycleLimits;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.Offer;
import io.github.comspring.core.scm.table.RunningServer;
import io.github.comspring.core.scm.table.ServerUse;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Clients who took something from a server in time, and are looked at when it was taken
 * out of use meanwhile: what others did in between cannot be had of real processes.
 */
@Timeout(10)
class OvertakenClientTests {

	private static final Clsid CLASS = Clsid.of("{3D1E7C5A-0B42-4A5F-9C11-000000000077}");

	/**
	 * Whatever else it was taken out of use for, such as its memory, holds for all.
	 */
	@ParameterizedTest
	@CsvSource({ "4, 5, 6, false", "5, 5, 6, false", "4, 5, 5, true", "4, 5, 4, true", "4, , 6, true" })
	void serverIsOutOfUseThenWhoIsWithinTheLimitOfClientsIsServedIfThatWasTheReason(int number, Integer most, int taken,
			boolean retired) {
		RunningServer server = mock();
		ServerUse use = mock();
		Launch launch = mock(Answers.RETURNS_DEEP_STUBS);
		given(server.use()).willReturn(use);
		given(server.launch()).willReturn(launch);
		given(launch.replacedJar(CLASS)).willReturn(null);
		given(use.isDraining()).willReturn(true);
		given(use.activations()).willReturn(taken);
		Recycling recycling = new Recycling(mock(MachineClassTable.class), mock(ServerStates.class), () -> 0);
		assertThat(
				recycling.retires(new Offer(server, 1, number), CLASS, new RecycleLimits(null, null, most, 1024, null)))
			.isEqualTo(retired);
	}

}
