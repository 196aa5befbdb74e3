package io.github.comspring.core.module;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Has the driver manager forget the drivers of the class loader that has defined this
 * class: it heeds those alone that could have loaded them. So each module with drivers
 * has a class of this name of its own, which knows the JDK only.
 */
public final class ModuleDrivers implements Runnable {

	@Override
	public void run() {
		List<Driver> visible = DriverManager.drivers().toList();
		for (Driver each : visible) {
			if (each.getClass().getClassLoader() == getClass().getClassLoader()) {
				forget(each);
			}
		}
	}

	private static void forget(Driver driver) {
		try {
			DriverManager.deregisterDriver(driver);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
