package io.github.comspring.world;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

import io.github.comspring.ComClass;
import io.github.comspring.fixture.Faulty;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * A server whose class does damage to its process.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class DamagedApplication {

	static final String CLSID = "{7D2E4B90-3C58-4F1A-A6E7-90B1C3D5E7D1}";

	static final String PROG_ID = "World.Damaged.1";

	/**
	 * Starts the application.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(DamagedApplication.class, args);
	}

	@ComClass(clsid = CLSID, progId = PROG_ID)
	Faulty damage(@Value("${faults}") Path jar) throws Exception {
		// For as long as the process
		URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, getClass().getClassLoader());
		Method commit = loader.loadClass("faults.Faults").getDeclaredMethod("commit", String.class);
		commit.setAccessible(true);
		return new Damage(commit);
	}

	/**
	 * Does damage.
	 *
	 * @param method does it
	 */
	record Damage(Method method) implements Faulty {

		@Override
		public long pid() {
			return ProcessHandle.current().pid();
		}

		@Override
		public String commit(String fault) {
			try {
				return (String) this.method.invoke(null, fault);
			}
			catch (IllegalAccessException | InvocationTargetException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
