package io.github.comspring.autoconfigure;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.beans.ComReferenceInjection;
import io.github.comspring.beans.ComReferences;
import io.github.comspring.beans.ReferenceOwners;
import io.github.comspring.beans.UnregisteredComClasses;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.lifecycle.ChildContextClasses;
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
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Beans as COM classes, and references to COM objects in beans. Each context has its own
 * of both. All else is the process's: a child context uses that of its parent.
 */
@Configuration(proxyBeanMethods = false)
class ComBeansConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	static ComReferenceInjection comReferenceInjection() {
		return new ComReferenceInjection();
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	static ReferenceOwners comReferenceOwners() {
		return new ReferenceOwners();
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ComReferences comReferences(ConfigurableListableBeanFactory beanFactory, ObjectProvider<Activator> activator,
			ObjectProvider<ActivationGuard> guard) {
		// Made at the first call only, and needed for as long as there are references
		for (String each : beanFactory.getBeanNamesForType(Activator.class, true, false)) {
			beanFactory.registerDependentBean(each, "comReferences");
		}
		return new ComReferences(activator, guard);
	}

	@Bean
	ReferenceCheck comReferenceCheck(ComReferences references, ComRegistry registry, ClassTable classTable,
			ScmPlace scm, ConfigurableApplicationContext context) {
		return new ReferenceCheck(references, registry, classTable, scm, context);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ComClassBeans comClassBeans(DefaultListableBeanFactory beanFactory) {
		return new ComClassBeans(beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	static UnregisteredComClasses comUnregisteredComClasses() {
		return new UnregisteredComClasses();
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

	/**
	 * Where the lifecycle is a parent's.
	 */
	@Bean
	@ConditionalOnMissingBean(value = { ComServerLifecycle.class, ChildContextClasses.class },
			search = SearchStrategy.CURRENT)
	ChildContextClasses comChildContextClasses(ComClassBeans beans, @Qualifier("comApplicationHive") Hive names,
			ClassTable classTable) {
		return new ChildContextClasses(beans, names, classTable);
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
