package io.github.comspring.lifecycle;

import java.util.List;

import io.github.comspring.beans.ComClassBean;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.registry.Hive;

import org.springframework.context.SmartLifecycle;

/**
 * The classes of a context below another one that is the server already. A process has
 * one class table: what a child context declares is registered there, for clients in
 * every context and process, and revoked when the child stops. The server goes on then,
 * so nobody is waited for.
 */
public final class ChildContextClasses implements SmartLifecycle {

	private final ComClassBeans beans;

	private final Hive names;

	private final ClassTable classTable;

	private final ClassRegistrations registrations;

	private volatile boolean running;

	/**
	 * Creates a lifecycle.
	 * @param beans the classes of the child context
	 * @param names takes their names
	 * @param classTable takes their class objects
	 */
	public ChildContextClasses(ComClassBeans beans, Hive names, ClassTable classTable) {
		this.beans = beans;
		this.names = names;
		this.classTable = classTable;
		this.registrations = new ClassRegistrations(classTable);
	}

	@Override
	public void start() {
		List<ComClassBean> classes = this.beans.list();
		this.names.edit((root) -> ComServerLifecycle.withNames(root, classes));
		this.registrations.register(classes);
		this.classTable.resume();
		this.running = true;
	}

	@Override
	public void stop() {
		this.registrations.revoke();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ComServerLifecycle.PHASE;
	}

}
