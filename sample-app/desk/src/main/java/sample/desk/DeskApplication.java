package sample.desk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * The PDF desk. With {@code --desk.input} it draws documents and ends, otherwise it
 * serves a web page.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DeskApplication {

	/**
	 * Starts the desk.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		if (!new SimpleCommandLinePropertySource(args).containsProperty("desk.input")) {
			SpringApplication.run(DeskApplication.class, args);
			return;
		}
		System.exit(
				SpringApplication.exit(new SpringApplicationBuilder(DeskApplication.class).web(WebApplicationType.NONE)
					.profiles("console")
					.run(args)));
	}

}
