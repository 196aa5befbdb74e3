package sample.desk;

import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The command line.
 *
 * @param input the documents to draw, directories for all in them; nothing to serve the
 * web page
 * @param output the directory for the pages
 * @param dpi the resolution in dots per inch
 */
@ConfigurationProperties("desk")
record DeskProperties(@DefaultValue List<Path> input, @DefaultValue("pages") Path output,
		@DefaultValue("150") int dpi) {
}
