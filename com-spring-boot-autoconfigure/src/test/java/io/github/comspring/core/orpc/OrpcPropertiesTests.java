package io.github.comspring.core.orpc;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application says, and what holds in its surrogates.
 */
class OrpcPropertiesTests {

	private static final OrpcProperties NOTHING = new OrpcProperties(Map.of());

	private static final long HEAP = Runtime.getRuntime().maxMemory();

	@AfterEach
	void forget() {
		for (RpcProperty each : RpcProperty.values()) {
			System.clearProperty(each.key());
		}
	}

	private static OrpcProperties said(RpcProperty property, long value) {
		return new OrpcProperties(Map.of(property, value));
	}

	@Test
	void nothingSaidThenAsUsual() {
		assertThat(NOTHING.options()).isEmpty();
		assertThat(NOTHING.settings()).isEqualTo(OrpcSettings.DEFAULT);
	}

	@Test
	void everythingSaidThenTheOtherProcessIsToldAll() {
		OrpcProperties all = new OrpcProperties(Arrays.stream(RpcProperty.values())
			.collect(Collectors.toMap(Function.identity(), (each) -> 2000L + each.ordinal())));
		for (String each : all.options()) {
			List<String> parts = List.of(each.substring("-D".length()).split("="));
			System.setProperty(parts.get(0), parts.get(1));
		}
		assertThat(OrpcProperties.ofThisProcess()).isEqualTo(all);
		OrpcSettings settings = all.settings();
		RpcLimits limits = settings.limits();
		PeerBudgets budgets = limits.budgets();
		assertThat(List.of(settings.callTimeout().toMillis(), (long) budgets.callsToServer(),
				(long) limits.connections(), (long) limits.fragments(), (long) limits.reassembledBytes(),
				limits.bindTime().toMillis(), limits.idleTime().toMillis(), (long) budgets.connections(),
				(long) budgets.calls(), budgets.memoryOfPeer(), (long) settings.objectsOfPeer(),
				(long) budgets.strangers(), (long) budgets.strangersMessage()))
			.containsExactly(2000L, 2001L, 2002L, 2003L, 2004L, 2006L, 2007L, 2008L, 2009L, 2010L, 2011L, 2012L, 2013L);
		assertThat(budgets.memory()).as("with room for the longest message").isEqualTo(2010L + 2004L);
	}

	@Test
	void littleRoomThenConnectionsFollowFromIt() {
		RpcLimits limits = NOTHING.within(36).settings().limits();
		PeerBudgets budgets = limits.budgets();
		assertThat(limits.connections() + budgets.strangers()).isEqualTo(36);
		assertThat(budgets.strangers()).isEqualTo(4);
		assertThat(budgets.connections()).isEqualTo(16);
		assertThat(budgets.calls()).isEqualTo(16);
	}

	@Test
	void littleRoomThenLessIsSaidHolds() {
		assertThat(said(RpcProperty.MAX_CONNECTIONS, 8).within(36).settings().limits().connections()).isEqualTo(8);
		assertThat(said(RpcProperty.MAX_CONNECTIONS, 5000).within(36).settings().limits().connections()).isEqualTo(32);
		assertThat(said(RpcProperty.PER_PEER_MAX_CONNECTIONS, 3).within(36).settings().limits().budgets().connections())
			.isEqualTo(3);
	}

	@Test
	void muchRoomThenWhatIsSaidHolds() {
		assertThat(said(RpcProperty.MAX_CONNECTIONS, 5000).within(Integer.MAX_VALUE).settings().limits().connections())
			.isEqualTo(5000);
		assertThat(NOTHING.within(Integer.MAX_VALUE).settings().limits().connections())
			.isEqualTo(RpcLimits.DEFAULT.connections());
	}

	@Test
	void moreMemoryIsSaidThanTheHeapHasThenItsPartOfTheHeap() {
		OrpcProperties said = new OrpcProperties(
				Map.of(RpcProperty.MAX_REQUEST_MEMORY, 10 * HEAP, RpcProperty.PER_PEER_MAX_REQUEST_MEMORY, 10 * HEAP));
		PeerBudgets within = said.within(Integer.MAX_VALUE).settings().limits().budgets();
		assertThat(within.memoryOfPeer()).isEqualTo(HEAP / 2);
		assertThat(said.settings().limits().budgets().memoryOfPeer()).isEqualTo(10 * HEAP);
	}

}
