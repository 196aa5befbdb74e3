package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The control group that a process is in.
 *
 * @param directory the group
 */
record OwnGroup(Path directory) {

	/** Where this process goes itself, out of the way of the groups of its servers. */
	static final String NAME = "comspring-application";

	/** By which systemd says that a group is somebody else's to divide. */
	private static final String DELEGATE = "delegate";

	/** What the kernel writes for a blank and its like. */
	private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

	/** What a line of {@code mountinfo} has in front of its separator at least. */
	private static final int ROOT = 3;

	private static final int POINT = 4;

	/**
	 * Finds the group of a process.
	 * @param process what the kernel says of it, {@code /proc/self}
	 * @return the group
	 * @throws NoGroupException if there is none to be seen
	 */
	static OwnGroup of(Path process) throws NoGroupException {
		String path = lines(process.resolve("cgroup")).stream()
			.filter((line) -> line.startsWith("0::/"))
			.map((line) -> line.substring("0::".length()))
			.findFirst()
			.orElseThrow(() -> new NoGroupException("this system has no control groups of version 2"));
		boolean mounted = false;
		for (String line : lines(process.resolve("mountinfo"))) {
			if (line.contains(" - cgroup2 ")) {
				mounted = true;
				String[] fields = line.split(" ");
				Path root = Path.of(unescaped(fields[ROOT]));
				Path directory = Path.of(unescaped(fields[POINT])).resolve(root.relativize(Path.of(path))).normalize();
				// Where it leads out of what this process may see there are dots
				if (Path.of(path).startsWith(root) && !path.contains("/..") && Files.isDirectory(directory)) {
					return new OwnGroup(directory);
				}
			}
		}
		throw new NoGroupException(mounted ? "the control group " + path + " of this process is not to be seen here"
				: "no file system of control groups (cgroup2) is mounted");
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	private static String unescaped(String field) {
		return ESCAPED.matcher(field)
			.replaceAll((MatchResult match) -> Character.toString(Integer.parseInt(match.group(1), 8)));
	}

	/**
	 * Returns the group that was delegated to the process: the one above its own if the
	 * process was put below that, by systemd or by itself.
	 */
	Path delegated() {
		Path above = this.directory.getParent();
		boolean below = this.directory.endsWith(NAME) || Files.isWritable(above) && isDelegated(above);
		return below ? above : this.directory;
	}

	private static boolean isDelegated(Path group) {
		try {
			UserDefinedFileAttributeView view = Files.getFileAttributeView(group, UserDefinedFileAttributeView.class);
			if (view == null || !view.list().contains(DELEGATE)) {
				return false;
			}
			ByteBuffer value = ByteBuffer.allocate(view.size(DELEGATE));
			view.read(DELEGATE, value);
			return StandardCharsets.US_ASCII.decode(value.flip()).toString().equals("1");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
