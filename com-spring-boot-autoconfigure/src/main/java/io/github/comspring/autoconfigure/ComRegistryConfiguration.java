package io.github.comspring.autoconfigure;

import io.github.comspring.autoconfigure.declaration.DeclaredClasses;
import io.github.comspring.autoconfigure.declaration.DeclaredIds;
import io.github.comspring.autoconfigure.declaration.DeclaredJars;
import io.github.comspring.autoconfigure.declaration.DeclaredPath;
import io.github.comspring.autoconfigure.declaration.DeclaredPlacements;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.ComPropertySources;
import io.github.comspring.beans.TestOverrides;
import io.github.comspring.core.module.ModuleManifest;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.registry.DirectoryHive;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The registry: three hives and their merged view. Each hive backs off from a bean of its
 * name.
 */
@Configuration(proxyBeanMethods = false)
class ComRegistryConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "comMachineHive")
	Hive comMachineHive(ComProperties properties) {
		return directoryHive("machine", properties.registry().machineDirectory(), properties.registry());
	}

	@Bean
	@ConditionalOnMissingBean(name = "comUserHive")
	Hive comUserHive(ComProperties properties) {
		String directory = properties.registry().userDirectory();
		return (directory != null) ? directoryHive("user", directory, properties.registry()) : new MemoryHive("user");
	}

	private static Hive directoryHive(String name, String directory, ComProperties.Registry properties) {
		return new DirectoryHive(name, DeclaredPath.of("comspring.registry." + name + "-directory", directory),
				properties.refreshInterval(), System::nanoTime);
	}

	@Bean
	@ConditionalOnMissingBean(name = "comApplicationHive")
	Hive comApplicationHive(ComProperties properties, SearchPath searchPath, ScmPlace scm,
			@Qualifier("comUserHive") Hive user, @Qualifier("comMachineHive") Hive machine,
			ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory) {
		Hive hive = new MemoryHive("application");
		// The tests of an application need not have its jars
		DeclaredIds ids = new DeclaredIds(properties, (jar) -> ModuleManifest.read(searchPath.find(jar)).classes(),
				beanFactory.containsSingleton(TestOverrides.BEAN_NAME));
		ComRegistry others = new ComRegistry(user, machine, hive);
		new DeclaredPlacements(properties.classes(), ids, others, scm.mode()).check();
		new DeclaredJars(properties.classes(), ids, searchPath, ComPropertySources.of(environment)).check();
		hive.edit(new DeclaredClasses(properties, ids)::writeTo);
		return hive;
	}

	@Bean
	@ConditionalOnMissingBean
	ComRegistry comRegistry(@Qualifier("comUserHive") Hive user, @Qualifier("comMachineHive") Hive machine,
			@Qualifier("comApplicationHive") Hive application) {
		return new ComRegistry(user, machine, application);
	}

}
