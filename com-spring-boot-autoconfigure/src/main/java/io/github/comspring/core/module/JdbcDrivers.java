package io.github.comspring.core.module;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Iterator;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import io.github.comspring.core.apartment.ContextLoader;

/**
 * The JDBC drivers of a module. The driver manager of the JDK looks for drivers once in
 * the life of a process, with the class loader of whoever comes first, and keeps them for
 * ever: later modules would not find theirs, and none could be unloaded.
 */
final class JdbcDrivers {

	private static final Logger logger = System.getLogger(JdbcDrivers.class.getName());

	private static final String SERVICE = "META-INF/services/java.sql.Driver";

	private JdbcDrivers() {
	}

	/**
	 * Makes a module's drivers known to the driver manager, which shows them to the
	 * module alone.
	 * @param module the module, whose class loader is the thread's context class loader
	 */
	static void register(ModuleClassLoader module) {
		if (module.findResource(SERVICE) == null) {
			return;
		}
		// It finds those of the process now, with which others count
		ClassLoader before = ContextLoader.replace(JdbcDrivers.class.getClassLoader());
		DriverManager.getDrivers();
		ContextLoader.restore(before);
		// They register themselves as they are loaded
		Iterator<Driver> drivers = ServiceLoader.load(Driver.class, module).iterator();
		while (next(drivers, module)) {
			logger.log(Level.DEBUG, "A JDBC driver of {0} is registered", module.getName());
		}
	}

	private static boolean next(Iterator<Driver> drivers, ModuleClassLoader module) {
		try {
			if (!drivers.hasNext()) {
				return false;
			}
			drivers.next();
		}
		catch (ServiceConfigurationError | LinkageError ex) {
			// As the driver manager does: the module may need another one
			logger.log(Level.DEBUG, "A JDBC driver of " + module.getName() + " could not be loaded", ex);
		}
		return true;
	}

	/**
	 * Has the driver manager forget a module's drivers.
	 * @param module the module, not closed yet
	 */
	static void deregister(ModuleClassLoader module) {
		if (module.findResource(SERVICE) == null) {
			return;
		}
		try (InputStream code = JdbcDrivers.class.getResourceAsStream("ModuleDrivers.class")) {
			Class<?> own = module.define(Objects.requireNonNull(code).readAllBytes());
			((Runnable) own.getConstructor().newInstance()).run();
		}
		catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError ex) {
			logger.log(Level.WARNING, "The JDBC drivers of " + module.getName() + " stay registered", ex);
		}
	}

}
