package sample.reader;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every block that a reader would paste is part of a project that is built and run.
 */
@Timeout(10)
class ManualTests {

	private final Manual manual = new Manual();

	@Test
	void blocksThenEachIsPastedOrSaysWhyNot() {
		new Stories(this.manual);
		List<Block> out = this.manual.blocks().stream().filter((block) -> !block.pasted()).toList();
		System.out.println("Not pasted, because they are commands, pictures or marked as fragments:");
		out.forEach((block) -> System.out.println("  " + block));
		assertThat(this.manual.left()).as("blocks that no story pastes").isEmpty();
	}

	@Test
	void blocksThenNoEllipsisWhereItWouldBePasted() {
		assertThat(this.manual.blocks()).filteredOn(Block::pasted)
			.filteredOn((block) -> block.text().matches("(?s).*(…|\\.\\.\\.(?! \\w+[,)])).*"))
			.isEmpty();
	}

}
