package io.github.comspring.lifecycle;

import java.util.List;
import java.util.function.IntConsumer;

import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ThreadingModel;
import io.github.comspring.beans.ComClassBean;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.ServerRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Writes or removes the application's own registration, if its command line says so, and
 * ends the process: no class object is registered, and nothing serves. It runs before
 * {@link ComServerLifecycle}, and so when the classes are known and before anything that
 * could bring clients.
 */
public final class ServerSelfRegistration implements SmartLifecycle {

	private final ComClassBeans beans;

	private final Hive hive;

	private final @Nullable RegistrationSwitch asked;

	private final IntConsumer exit;

	private volatile boolean running;

	/**
	 * Creates the registration.
	 * @param beans the classes
	 * @param hive where the entries go
	 * @param arguments the command line
	 * @param exit ends the process with an exit code
	 */
	public ServerSelfRegistration(ComClassBeans beans, Hive hive, String[] arguments, IntConsumer exit) {
		this.beans = beans;
		this.hive = hive;
		this.asked = RegistrationSwitch.in(arguments);
		this.exit = exit;
	}

	@Override
	public void start() {
		this.running = true;
		if (this.asked != null) {
			this.exit.accept(carryOut(this.asked));
		}
	}

	private int carryOut(RegistrationSwitch what) {
		OwnProgram program = OwnProgram.current();
		ServerRegistration registration = ServerRegistration.ofProgram(this.hive, program.file(),
				program.commandLine());
		List<ComClassBean> classes = this.beans.list()
			.stream()
			.filter((each) -> each.contexts().intersects(ClassContext.LOCAL_SERVER))
			.toList();
		classes.forEach((each) -> registration.coClass(each.coClass(), each.place().toString(), ThreadingModel.MAIN));
		try {
			String done = (what == RegistrationSwitch.REGISTER) ? register(registration) : unregister(registration);
			classes.forEach((each) -> System.out.println(done + " " + each.coClass()));
			return 0;
		}
		catch (ComException ex) {
			System.err.println(ex.getMessage() + " The cause: " + ex.getCause());
			return 1;
		}
	}

	private static String register(ServerRegistration registration) {
		registration.register();
		return "Registered";
	}

	private static String unregister(ServerRegistration registration) {
		return registration.unregister().equals(HResult.S_OK) ? "Unregistered"
				: "Unregistered, but for entries of others,";
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ComServerLifecycle.PHASE - 1;
	}

}
