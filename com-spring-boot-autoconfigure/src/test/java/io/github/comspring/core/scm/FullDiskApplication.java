package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;

/**
 * An application that fills the disk of its temporary files, asks for a class, makes room
 * and asks again.
 */
final class FullDiskApplication {

	private FullDiskApplication() {
	}

	/**
	 * Says what it gets. Its arguments are a directory on another disk, and a word if it
	 * listens before the disk is full.
	 */
	public static void main(String[] args) throws IOException {
		try (TestMachine machine = new TestMachine()) {
			FaultyClass faulty = FaultyClass.in(machine, Path.of(args[0]));
			if (args.length > 1) {
				machine.rpc.endpoint();
			}
			List<Path> filling = fill(Path.of(System.getProperty("java.io.tmpdir")));
			System.out.println("full: " + activate(faulty));
			for (Path each : filling) {
				Files.delete(each);
			}
			System.out.println("room: " + activate(faulty));
		}
	}

	private static List<Path> fill(Path disk) {
		List<Path> files = new ArrayList<>();
		try {
			while (true) {
				files.add(Files.createFile(disk.resolve("file" + files.size())));
			}
		}
		catch (IOException ex) {
			return files;
		}
	}

	private static String activate(FaultyClass faulty) {
		try {
			faulty.activate();
			return "served";
		}
		catch (ComException ex) {
			return ex.getMessage();
		}
	}

}
