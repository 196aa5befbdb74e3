package io.github.comspring.beans;

import io.github.comspring.ClassFactory;
import io.github.comspring.beans.ComClassBeansTests.ClosingRasterizer;
import io.github.comspring.beans.ComClassBeansTests.PlainRasterizer;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrototypeClassFactory}.
 */
class PrototypeClassFactoryTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class);

	@Test
	void destroyInstanceWhenAutoCloseableThenClosed() throws Exception {
		ClassFactory<Object> factory = factory("closing");
		ClosingRasterizer instance = (ClosingRasterizer) factory.createInstance(Rasterizer.class);
		factory.destroyInstance(instance);
		assertThat(instance.closed).isTrue();
	}

	@Test
	void destroyInstanceWhenPreDestroyThenCalled() throws Exception {
		ClassFactory<Object> factory = factory("annotated");
		Annotated instance = (Annotated) factory.createInstance(Rasterizer.class);
		factory.destroyInstance(instance);
		assertThat(instance.destroyed).isTrue();
	}

	@Test
	void destroyInstanceWhenBehindInterfaceProxyThenBeanIsDestroyed() throws Exception {
		ClassFactory<Object> factory = factory("annotated");
		Annotated instance = (Annotated) factory.createInstance(Rasterizer.class);
		factory.destroyInstance(ProxyFactory.getProxy(Rasterizer.class, new SingletonTargetSource(instance)));
		assertThat(instance.destroyed).isTrue();
	}

	@Test
	void destroyInstanceWhenDestroyMethodIsNamedThenCalled() throws Exception {
		ClassFactory<Object> factory = factory("named");
		Named instance = (Named) factory.createInstance(Rasterizer.class);
		factory.destroyInstance(instance);
		assertThat(instance.ended).isTrue();
	}

	@Test
	void destroyInstanceWhenDestroyMethodIsInferredThenCalled() throws Exception {
		ClassFactory<Object> factory = factory("inferred");
		Inferred instance = (Inferred) factory.createInstance(Rasterizer.class);
		factory.destroyInstance(instance);
		assertThat(instance.shut).isTrue();
	}

	@Test
	void isNeededForWhenNothingToDestroyThenFalse() {
		assertThat(destruction("plain").isNeededFor(new PlainRasterizer())).isFalse();
		assertThat(destruction("closing").isNeededFor(new ClosingRasterizer())).isTrue();
	}

	private PrototypeClassFactory factory(String beanName) {
		return new PrototypeClassFactory(this.context.getDefaultListableBeanFactory(), beanName, destruction(beanName));
	}

	private BeanDestruction destruction(String beanName) {
		DefaultListableBeanFactory beanFactory = this.context.getDefaultListableBeanFactory();
		return new BeanDestruction(beanFactory, beanName);
	}

	static class Annotated extends PlainRasterizer {

		boolean destroyed;

		@PreDestroy
		void destroy() {
			this.destroyed = true;
		}

	}

	static class Named extends PlainRasterizer {

		boolean ended;

		public void end() {
			this.ended = true;
		}

	}

	static class Inferred extends PlainRasterizer {

		boolean shut;

		public void shutdown() {
			this.shut = true;
		}

	}

	static class Beans {

		@Bean
		@Scope("prototype")
		PlainRasterizer plain() {
			return new PlainRasterizer();
		}

		@Bean
		@Scope("prototype")
		ClosingRasterizer closing() {
			return new ClosingRasterizer();
		}

		@Bean
		@Scope("prototype")
		Annotated annotated() {
			return new Annotated();
		}

		@Bean(destroyMethod = "end")
		@Scope("prototype")
		Named named() {
			return new Named();
		}

		@Bean
		@Scope("prototype")
		Inferred inferred() {
			return new Inferred();
		}

	}

}
