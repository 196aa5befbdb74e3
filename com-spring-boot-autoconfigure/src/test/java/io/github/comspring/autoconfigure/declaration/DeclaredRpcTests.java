package io.github.comspring.autoconfigure.declaration;

import java.util.Map;

import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What other processes may use up if the properties say some of it.
 */
class DeclaredRpcTests {

	private static final long HEAP = Runtime.getRuntime().maxMemory();

	private static RpcLimits limits(Map<String, String> properties) {
		ComProperties.Rpc bound = new Binder(new MapConfigurationPropertySource(properties))
			.bindOrCreate("comspring.rpc", ComProperties.Rpc.class);
		return new DeclaredRpc(bound).settings().limits();
	}

	@Test
	void nothingDeclaredThenAsElsewhere() {
		assertThat(limits(Map.of())).isEqualTo(RpcLimits.DEFAULT);
		PeerBudgets budgets = RpcLimits.DEFAULT.budgets();
		assertThat(budgets.memory()).isEqualTo(Math.max(HEAP / 2, budgets.memoryOfPeer() + (64 << 20)));
		assertThat(budgets.memoryOfPeer()).isEqualTo(Math.max(HEAP / 2 - HEAP / 8, 64 << 20));
	}

	@Test
	void connectionsDeclaredThenPeersHaveAPartOfThem() {
		PeerBudgets budgets = limits(Map.of("comspring.rpc.max-connections", "80")).budgets();
		assertThat(budgets.connections()).isEqualTo(40);
		assertThat(budgets.calls()).isEqualTo(40);
		assertThat(budgets.strangers()).isEqualTo(10);
	}

	@Test
	void oneConnectionThenEachMayHaveIt() {
		PeerBudgets budgets = limits(Map.of("comspring.rpc.max-connections", "1")).budgets();
		assertThat(budgets.connections()).isEqualTo(1);
		assertThat(budgets.strangers()).isEqualTo(1);
	}

	@Test
	void memoryDeclaredThenPeerHasMostOfItAndNeverLessThanOneMessage() {
		PeerBudgets most = limits(
				Map.of("comspring.rpc.max-request-memory", "1GB", "comspring.rpc.max-message-size", "1MB"))
			.budgets();
		assertThat(most.memoryOfPeer()).isEqualTo(768 << 20);
		PeerBudgets message = limits(Map.of("comspring.rpc.max-request-memory", "1MB")).budgets();
		assertThat(message.memoryOfPeer()).isEqualTo(64 << 20);
		assertThat(message.memory()).as("with one of another peer").isEqualTo(128 << 20);
	}

}
