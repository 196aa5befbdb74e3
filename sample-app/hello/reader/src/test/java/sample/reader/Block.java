package sample.reader;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A block of code of a page.
 *
 * @param page the file name of the page
 * @param line the line of the page on which it starts
 * @param heading the heading it stands under
 * @param language the language it is in, empty if the page does not say
 * @param fragment why nobody would paste it, as the comment before it says, {@code null}
 * if there is none
 * @param text the text as it stands
 */
record Block(String page, int line, String heading, String language, @Nullable String fragment, String text) {

	private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);$", Pattern.MULTILINE);

	private static final Pattern TYPE = Pattern
		.compile("^(?:public |final |abstract |sealed )*(?:@?interface|class|record|enum) (\\w+)", Pattern.MULTILINE);

	/**
	 * Tells whether a reader pastes it: not a command, picture or fragment.
	 */
	boolean pasted() {
		return this.fragment == null && !this.language.isEmpty();
	}

	/**
	 * Returns the qualified name of the type that it declares.
	 * @return the name, empty if it is not the whole of a Java file
	 */
	String type() {
		Matcher name = PACKAGE.matcher(this.text);
		Matcher type = TYPE.matcher(this.text);
		return (name.find() && type.find()) ? name.group(1) + "." + type.group(1) : "";
	}

	Path file() {
		return Path.of(type().replace('.', '/') + ".java");
	}

	/**
	 * Returns where it stands and how it begins.
	 */
	@Override
	public String toString() {
		return this.page + ":" + this.line + " (" + this.heading + "): "
				+ this.text.lines().findFirst().orElse("nothing");
	}

}
