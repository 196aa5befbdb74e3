package io.github.comspring.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.autoconfigure.declaration.DeclaredPath;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.module.SelfRegistration;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.registry.Hive;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * The jars that are loaded into this process.
 */
@Configuration(proxyBeanMethods = false)
class ComModulesConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SearchPath comModuleSearchPath(ComProperties properties) {
		List<Path> configured = properties.modules()
			.path()
			.stream()
			.map((directory) -> DeclaredPath.of("comspring.modules.path", directory))
			.toList();
		Path home = new ApplicationHome().getDir().toPath();
		return new SearchPath(configured.isEmpty()
				? List.of(Path.of("modules").toAbsolutePath(), home.resolve("modules")) : configured);
	}

	@Bean
	@ConditionalOnMissingBean
	InProcessServers comInProcessServers(ActivationGuard guard, SearchPath searchPath, ResourceLoader resources,
			ObjectProvider<CallContext> context) {
		return new InProcessServers(guard, searchPath, clients(resources),
				new Apartments(Caller.CONTEXT.and(context.getIfAvailable(() -> CallContext.NONE))), System::nanoTime);
	}

	/**
	 * For a tool that installs jars: nothing registers itself here.
	 */
	@Bean
	@ConditionalOnMissingBean
	SelfRegistration comSelfRegistration(@Qualifier("comMachineHive") Hive hive, ResourceLoader resources) {
		return new SelfRegistration(hive, clients(resources));
	}

	private static ClassLoader clients(ResourceLoader resources) {
		ClassLoader clients = resources.getClassLoader();
		return (clients != null) ? clients : ClassUtils.getDefaultClassLoader();
	}

}
