package io.github.comspring.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.comspring.ClassFactory;
import io.github.comspring.beans.ComClassBean;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The registrations of an application's classes: all of them, or none.
 */
final class ClassRegistrations {

	private static final Log logger = LogFactory.getLog(ClassRegistrations.class);

	private final ClassTable classTable;

	private final Deque<Registered> registered = new ArrayDeque<>();

	ClassRegistrations(ClassTable classTable) {
		this.classTable = classTable;
	}

	/**
	 * Registers classes, invisible until the class table is resumed.
	 * @param beans the classes
	 */
	void register(List<ComClassBean> beans) {
		try {
			beans.forEach(this::register);
		}
		catch (RuntimeException | Error ex) {
			revoke();
			throw ex;
		}
	}

	private void register(ComClassBean bean) {
		ClassFactory<?> classObject = bean.source().open();
		try {
			int cookie = this.classTable.register(bean.coClass(), classObject, bean.contexts(),
					bean.regcls().or(Regcls.SUSPENDED));
			this.registered.push(new Registered(cookie, bean, classObject));
		}
		catch (RuntimeException | Error ex) {
			bean.source().close(classObject);
			throw ex;
		}
	}

	/**
	 * Revokes all classes, the last one first.
	 */
	void revoke() {
		while (!this.registered.isEmpty()) {
			Registered each = this.registered.pop();
			try {
				this.classTable.revoke(each.cookie);
				each.bean.source().close(each.classObject);
			}
			catch (RuntimeException ex) {
				logger.warn("The class " + each.bean.coClass() + " of " + each.bean.place()
						+ " could not be revoked properly", ex);
			}
		}
	}

	private record Registered(int cookie, ComClassBean bean, ClassFactory<?> classObject) {
	}

}
