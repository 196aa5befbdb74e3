package io.github.comspring.world;

import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Activator;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static java.net.StandardProtocolFamily.UNIX;

/**
 * An application that has few files left when it needs its first server: so it lacks them
 * for its socket, the runtime of the server, its directories and its pipes, one after the
 * other.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StarvedAtStartApplication {

	/** As many as a start takes, and some more. */
	static final int MOST = 14;

	private static final int ENOUGH = 50;

	/**
	 * Prints what comes of an activation with no file left, with one, with two ...
	 * @param args the properties
	 */
	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(StarvedAtStartApplication.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			loadClasses();
			Activator activator = context.getBean(Activator.class);
			FewFiles.with(ENOUGH, () -> StarvedApplication.call(activator, "World.Unknown.1"));
			for (int left = 0; left <= MOST; left++) {
				FewFiles.with(left, () -> StarvedApplication.call(activator, StarvedApplication.FIRST));
			}
			StarvedApplication.call(activator, StarvedApplication.SECOND);
		}
	}

	/**
	 * A class or a library of the JDK that a JVM could not load once for want of a file
	 * is missing for good.
	 */
	private static void loadClasses() throws Exception {
		try (SocketChannel channel = SocketChannel.open(); SocketChannel unix = SocketChannel.open(UNIX)) {
			channel.supportedOptions();
			unix.supportedOptions();
		}
		Path root = Path.of(Activator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		List<String> names;
		try (Stream<Path> files = Files.walk(root.resolve("io/github/comspring"))) {
			names = files.map((file) -> root.relativize(file).toString())
				.filter((name) -> name.endsWith(".class") && !name.contains("-info"))
				.map((name) -> name.substring(0, name.lastIndexOf('.')).replace('/', '.'))
				.toList();
		}
		for (String each : names) {
			if (each.startsWith("io.github.comspring.core.")
					|| each.lastIndexOf('.') == "io.github.comspring".length()) {
				Class.forName(each, true, Activator.class.getClassLoader());
			}
		}
	}

}
