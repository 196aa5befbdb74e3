package io.github.comspring.scanned;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComClass;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.stereotype.Component;

/**
 * An application as users write them: it scans its package, where COM classes stand in
 * all the forms that a bean can have.
 */
@SpringBootApplication
@Import(ScannedApplication.ImportedToo.class)
class ScannedApplication {

	@Bean
	static CustomScopeConfigurer threadScope() {
		CustomScopeConfigurer configurer = new CustomScopeConfigurer();
		configurer.addScope("thread", new SimpleThreadScope());
		return configurer;
	}

	@Bean
	static BeanPostProcessor proxies() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof Advised) ? ProxyFactory.getProxy(Speaker.class, new SingletonTargetSource(bean))
						: bean;
			}

		};
	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E010}", progId = "Scanned.Plain")
	static class Plain implements Speaker {

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E011}", progId = "Scanned.Shared")
	@Scope("singleton")
	static class Shared implements Speaker {

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E012}", progId = "Scanned.OfThread")
	@Scope("thread")
	static class OfThread implements Speaker {

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E013}", progId = "Scanned.Proxied")
	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Proxied implements Speaker {

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E014}", progId = "Scanned.Late")
	@Scope("singleton")
	@Lazy
	static class Late implements Speaker {

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E015}", progId = "Scanned.ImportedToo")
	static class ImportedToo implements Speaker {

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E016}", progId = "Scanned.Advised")
	@Scope("singleton")
	static class Advised implements Speaker {

	}

	@Component
	static class ChildOfAbstractParent extends AbstractParent {

	}

	/**
	 * As a Kotlin class is compiled: final, with a private final field for a property of
	 * the constructor.
	 */
	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E018}", progId = "Scanned.FinalWithProperty")
	static final class FinalWithProperty implements Speaker {

		private final Shared shared;

		FinalWithProperty(Shared shared) {
			this.shared = shared;
		}

		@Override
		public String speak() {
			return "FinalWithProperty and " + this.shared.speak();
		}

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E019}", progId = "Scanned.ClassObject")
	static class ClassObject implements ClassFactory<Speaker> {

		@Override
		public Speaker createInstance(Class<?> type) {
			return new Product("ClassObject");
		}

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E01A}", progId = "Scanned.Factory")
	static class Factory implements FactoryBean<Product> {

		@Override
		public Product getObject() {
			return new Product("Factory");
		}

		@Override
		public Class<?> getObjectType() {
			return Product.class;
		}

	}

	/**
	 * Bean methods of a configuration class that is found by its name.
	 */
	@Configuration
	static class Methods {

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E020}", progId = "Scanned.Method")
		Speaker method() {
			return new Product("Method");
		}

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E021}", progId = "Scanned.StaticMethod")
		static Speaker staticMethod() {
			return new Product("StaticMethod");
		}

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E022}", progId = "Scanned.SharedMethod")
		@Scope("singleton")
		Speaker sharedMethod() {
			return new Product("SharedMethod");
		}

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E024}", progId = "Scanned.FactoryMethod")
		FactoryBean<Product> factoryMethod() {
			return new Factory();
		}

	}

	/**
	 * Bean methods of a component, which calls between them do not go through.
	 */
	@Component
	static class LiteMethods {

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E025}", progId = "Scanned.LiteMethod")
		Speaker liteMethod() {
			return new Product("LiteMethod");
		}

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E023}", progId = "Scanned.Overloaded")
		Speaker overloaded() {
			return new Product("Overloaded");
		}

		@Bean
		Speaker overloaded(Shared shared) {
			return new Product("Overloaded");
		}

	}

	/**
	 * A bean method that is annotated where it is overridden from.
	 */
	@Configuration(proxyBeanMethods = false)
	static class InheritedMethods extends ParentOfMethods {

		@Override
		Speaker inheritedMethod() {
			return new Product("InheritedMethod");
		}

	}

	record Product(String name) implements Speaker {

		@Override
		public String speak() {
			return this.name;
		}

	}

}
