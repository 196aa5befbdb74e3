package io.github.comspring.world;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Opens all files that this process may open, but for a few.
 */
final class FewFiles {

	private FewFiles() {
	}

	/**
	 * Runs something that can open so many files and no more.
	 * @param left how many
	 * @param action what is run
	 */
	static void with(int left, Runnable action) throws IOException {
		Deque<FileInputStream> files = new ArrayDeque<>();
		try {
			open(files);
			for (int i = 0; i < left; i++) {
				files.pop().close();
			}
			action.run();
		}
		finally {
			while (!files.isEmpty()) {
				files.pop().close();
			}
		}
	}

	private static void open(Deque<FileInputStream> files) {
		try {
			while (true) {
				files.push(new FileInputStream("/dev/null"));
			}
		}
		catch (IOException ex) {
			// No more can be opened
		}
	}

}
