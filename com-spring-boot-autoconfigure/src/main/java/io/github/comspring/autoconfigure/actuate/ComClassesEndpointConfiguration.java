package io.github.comspring.autoconfigure.actuate;

import java.util.List;

import io.github.comspring.actuate.ComClassesEndpoint;
import io.github.comspring.actuate.KnownClasses;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The endpoint that shows classes.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnAvailableEndpoint(ComClassesEndpoint.class)
class ComClassesEndpointConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ComClassesEndpoint comClassesEndpoint(ComRegistry registry, @Qualifier("comUserHive") Hive user,
			@Qualifier("comMachineHive") Hive machine, @Qualifier("comApplicationHive") Hive application,
			ClassTable classTable, InProcessServers modules) {
		return new ComClassesEndpoint(
				new KnownClasses(registry, List.of(user, machine, application), classTable, modules));
	}

}
