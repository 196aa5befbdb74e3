package io.github.comspring.autoconfigure;

import java.util.Map;
import java.util.TreeMap;

import io.github.comspring.autoconfigure.declaration.DeclaredGroup;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.core.launch.cgroup.ControlGroups;
import io.github.comspring.core.launch.cgroup.GroupLimits;
import io.github.comspring.core.registry.ApplicationGroup;
import io.github.comspring.core.scm.program.ServerProgram;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Has the control groups of applications looked for before the first process is started,
 * where this process starts them: whoever asks for what is not to be had is told at the
 * start, and what runs already may be in the way later.
 */
final class ControlGroupCheck implements SmartInitializingSingleton {

	private final ComProperties properties;

	private final ScmPlace scm;

	private final ControlGroups groups;

	ControlGroupCheck(ComProperties properties, ScmPlace scm, ControlGroups groups) {
		this.properties = properties;
		this.scm = scm;
		this.groups = groups;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.scm.mode() != ComProperties.Mode.CLIENT) {
			this.groups.check(wanted());
		}
	}

	private Map<String, GroupLimits> wanted() {
		Map<String, GroupLimits> wanted = new TreeMap<>();
		this.properties.applications().forEach((name, application) -> {
			ApplicationGroup group = DeclaredGroup.of(name, application.cgroup());
			if (group != null) {
				wanted.put(name, ServerProgram.group(group));
			}
		});
		return wanted;
	}

}
