package io.github.comspring.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.github.comspring.core.rpc.pdu.RpcLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a process may have, and how many connections follow from its files.
 */
@Timeout(60)
class ResourceLimitTests {

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	@ParameterizedTest
	@CsvSource({ "Max open files            1024                 524288               files, OPEN_FILES, 1024",
			"Max open files            unlimited            unlimited            files, OPEN_FILES, 9223372036854775807",
			"Max processes             127235               127235           processes, OPEN_FILES, 9223372036854775807",
			"Max data size             536870912            536870912            bytes, MEMORY, 536870912",
			"Max stack size            1048576              unlimited            bytes, STACK, 1048576" })
	void limitThatHoldsIsFound(String line, ResourceLimit limit, long most) {
		assertThat(limit.find(List.of("Limit   Soft Limit   Hard Limit   Units", line))).isEqualTo(most);
	}

	@ParameterizedTest
	@EnabledOnOs(OS.LINUX)
	@CsvSource({ "100, 50", "300, 150" })
	void connectionsTakeHalfOfTheFiles(int files, int connections) throws Exception {
		assertThat(connectionsOf("ulimit -n " + files + "; exec \"$@\"")).isEqualTo(connections);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void limitIsThatOfThisProcess() throws Exception {
		assertThat(connectionsOf("exec \"$@\"")).isEqualTo(RpcLimits.DEFAULT.connections());
	}

	private static int connectionsOf(String shell) throws IOException, InterruptedException {
		Process child = new ProcessBuilder("/bin/sh", "-c", shell, "sh", JAVA, "-Xmx32m", "-cp",
				System.getProperty("java.class.path"), Child.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String line = child.inputReader().readLine();
		assertThat(child.waitFor()).isZero();
		return Integer.parseInt(line);
	}

	/**
	 * Tells how many connections it has.
	 */
	static final class Child {

		private Child() {
		}

		public static void main(String[] args) {
			System.out.println(RpcLimits.DEFAULT.connections());
		}

	}

}
