package io.github.comspring.autoconfigure;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.beans.ComReferenceInjection;
import io.github.comspring.beans.ComReferences;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.lifecycle.ComServerLifecycle;
import io.github.comspring.lifecycle.OwnBeans;
import io.github.comspring.lifecycle.ServerReference;
import io.github.comspring.lifecycle.ServerSelfRegistration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Beans as COM classes, and references to COM objects in beans.
 */
@Configuration(proxyBeanMethods = false)
class ComBeansConfiguration {

	@Bean
	@ConditionalOnMissingBean
	static ComReferenceInjection comReferenceInjection() {
		return new ComReferenceInjection();
	}

	@Bean
	@ConditionalOnMissingBean
	ComReferences comReferences(ConfigurableListableBeanFactory beanFactory, ObjectProvider<Activator> activator,
			ObjectProvider<ActivationGuard> guard) {
		// Made at the first call only, and needed for as long as there are references
		for (String each : beanFactory.getBeanNamesForType(Activator.class, true, false)) {
			beanFactory.registerDependentBean(each, "comReferences");
		}
		return new ComReferences(activator, guard);
	}

	@Bean
	@ConditionalOnMissingBean
	ComClassBeans comClassBeans(DefaultListableBeanFactory beanFactory) {
		return new ComClassBeans(beanFactory);
	}

	@Bean
	OwnBeans comOwnBeans(ComClassBeans beans) {
		return new OwnBeans(beans);
	}

	@Bean
	@ConditionalOnMissingBean
	ComServerLifecycle comServerLifecycle(ComClassBeans beans, @Qualifier("comApplicationHive") Hive names,
			OwnBeans own, ClassTable classTable, ObjectRpc rpc, ServerReference server, ComProperties properties) {
		return new ComServerLifecycle(beans, names, own, classTable, rpc, server, properties.shutdownGracePeriod());
	}

	@Bean
	@ConditionalOnMissingBean
	ServerSelfRegistration comServerSelfRegistration(ComClassBeans beans, @Qualifier("comMachineHive") Hive hive,
			ObjectProvider<ApplicationArguments> arguments) {
		ApplicationArguments given = arguments.getIfAvailable();
		return new ServerSelfRegistration(beans, hive, (given != null) ? given.getSourceArgs() : new String[0],
				System::exit);
	}

}
