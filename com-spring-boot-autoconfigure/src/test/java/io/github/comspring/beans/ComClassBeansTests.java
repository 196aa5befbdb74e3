package io.github.comspring.beans;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.core.classtable.Regcls;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ComClassBeans}.
 */
class ComClassBeansTests {

	@Test
	void listWhenMethodThenClassOfEachCall() {
		try (AnnotationConfigApplicationContext context = context(MethodForm.class)) {
			ComClassBean bean = onlyBean(context);
			assertThat(bean.coClass()).hasToString("Desk.Rasterizer.1 " + Rasterizer.CLSID);
			assertThat(bean.coClass().appId()).hasToString(Rasterizer.OTHER_CLSID);
			assertThat(bean.place())
				.hasToString("bean 'rasterizer' (method rasterizer of " + MethodForm.class.getName() + ")");
			Object first = create(bean);
			assertThat(first).isInstanceOf(PlainRasterizer.class).isNotSameAs(create(bean));
		}
	}

	@Test
	void listWhenComponentClassThenClassOfEachBean() {
		try (AnnotationConfigApplicationContext context = context(Component.class)) {
			ComClassBean bean = onlyBean(context);
			assertThat(bean.coClass().progId()).isEqualTo(new ProgId("Desk.Component"));
			assertThat(bean.place().declaration()).isEqualTo("class " + Component.class.getName());
			assertThat(create(bean)).isInstanceOf(Component.class).isNotSameAs(create(bean));
		}
	}

	@Test
	void listWhenPlainBeanOfAnnotatedClassThenFound() {
		try (AnnotationConfigApplicationContext context = context(PlainBeanOfAnnotatedClass.class)) {
			assertThat(onlyBean(context).coClass().progId()).isEqualTo(new ProgId("Desk.Component"));
		}
	}

	@Test
	void listWhenClassFactoryThenBeanItselfIsClassObject() {
		try (AnnotationConfigApplicationContext context = context(FactoryForm.class)) {
			ComClassBean bean = onlyBean(context);
			ClassFactory<?> classObject = bean.source().open();
			assertThat(classObject).isInstanceOf(RasterizerFactory.class);
			bean.source().close(classObject);
			assertThat(((RasterizerFactory) classObject).destroyed).isTrue();
		}
	}

	@Test
	void closeWhenClassFactoryIsSingletonThenScopeKeepsIt() {
		try (AnnotationConfigApplicationContext context = context(SingletonFactoryForm.class)) {
			ComClassBean bean = onlyBean(context);
			ClassFactory<?> classObject = bean.source().open();
			bean.source().close(classObject);
			assertThat(classObject).isSameAs(context.getBean(RasterizerFactory.class));
			assertThat(((RasterizerFactory) classObject).destroyed).isFalse();
		}
	}

	@Test
	void createInstanceWhenSingletonThenSharedAndNeverDestroyed() throws Exception {
		try (AnnotationConfigApplicationContext context = context(SingletonForm.class)) {
			ComClassBean bean = onlyBean(context);
			assertThat(create(bean)).isSameAs(create(bean)).isSameAs(context.getBean(ClosingRasterizer.class));
			destroy(bean, create(bean));
			assertThat(context.getBean(ClosingRasterizer.class).closed).isFalse();
		}
	}

	@Test
	void afterSingletonsInstantiatedWhenLazyOrPrototypeThenNotInstantiated() {
		try (AnnotationConfigApplicationContext context = context(CountingForm.class)) {
			assertThat(context.getBean(ComClassBeans.class).list()).hasSize(2);
			assertThat(context.getBean(Made.class).names()).isEmpty();
			create(context.getBean(ComClassBeans.class).list().get(0));
			assertThat(context.getBean(Made.class).names()).containsExactly("prototype");
		}
	}

	@Test
	void listWhenUseThenContextsAndFlags() {
		try (AnnotationConfigApplicationContext context = context(UseForm.class)) {
			List<ComClassBean> beans = context.getBean(ComClassBeans.class).list();
			ClassContext both = ClassContext.INPROC_SERVER.or(ClassContext.LOCAL_SERVER);
			assertThat(beans).extracting(ComClassBean::regcls)
				.containsExactly(Regcls.MULTIPLEUSE, Regcls.SINGLEUSE, Regcls.MULTI_SEPARATE, Regcls.MULTIPLEUSE);
			assertThat(beans).extracting(ComClassBean::contexts)
				.containsExactly(both, both, ClassContext.LOCAL_SERVER, ClassContext.INPROC_SERVER);
		}
	}

	@Test
	void listWhenBeanIsProxiedThenAnnotationIsFoundAfterFirstInstanceToo() {
		try (AnnotationConfigApplicationContext context = context(MethodForm.class, Component.class,
				ProxyingPostProcessor.class)) {
			ComClassBeans beans = context.getBean(ComClassBeans.class);
			assertThat(beans.list()).hasSize(2);
			beans.list().forEach(ComClassBeansTests::create);
			beans.afterSingletonsInstantiated();
			assertThat(beans.list()).hasSize(2);
		}
	}

	@Test
	void listWhenScopedProxyThenOneClassAndRealInstances() {
		try (AnnotationConfigApplicationContext context = context(ScopedProxyForm.class)) {
			assertThat(create(onlyBean(context))).isExactlyInstanceOf(ClosingRasterizer.class);
		}
	}

	@Test
	void createInstanceWhenFactoryBeanThenProduct() {
		try (AnnotationConfigApplicationContext context = context(FactoryBeanForm.class)) {
			assertThat(create(onlyBean(context))).isInstanceOf(PlainRasterizer.class);
		}
	}

	@Test
	void createInstanceWhenConstructorRefusesThenItsCode() {
		try (AnnotationConfigApplicationContext context = context(RefusingForm.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> create(onlyBean(context)))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_OUTOFMEMORY));
		}
	}

	private static AnnotationConfigApplicationContext context(Class<?>... classes) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(ComClassBeans.class, () -> new ComClassBeans(context.getDefaultListableBeanFactory()));
		context.register(classes);
		context.refresh();
		return context;
	}

	private static ComClassBean onlyBean(AnnotationConfigApplicationContext context) {
		List<ComClassBean> beans = context.getBean(ComClassBeans.class).list();
		assertThat(beans).hasSize(1);
		return beans.get(0);
	}

	private static Object create(ComClassBean bean) {
		try {
			return bean.source().open().createInstance(Rasterizer.class);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static void destroy(ComClassBean bean, Object instance) throws Exception {
		((ClassFactory<Object>) bean.source().open()).destroyInstance(instance);
	}

	static class PlainRasterizer implements Rasterizer {

		@Override
		public String rasterize(String page) {
			return page;
		}

	}

	static class ClosingRasterizer extends PlainRasterizer implements AutoCloseable {

		boolean closed;

		@Override
		public void close() {
			this.closed = true;
		}

	}

	static class RasterizerFactory implements ClassFactory<Rasterizer>, DisposableBean {

		boolean destroyed;

		@Override
		public Rasterizer createInstance(Class<?> type) {
			return new PlainRasterizer();
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

	@ComClass(clsid = "{5D6BFA3F-3A6E-4D0F-B3A6-0C7F4D2A7A04}", progId = "Desk.Component")
	static class Component extends PlainRasterizer {

	}

	@Configuration(proxyBeanMethods = false)
	static class MethodForm {

		@ComClass(clsid = Rasterizer.CLSID, progId = "Desk.Rasterizer.1", appId = Rasterizer.OTHER_CLSID)
		PlainRasterizer rasterizer() {
			return new PlainRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainBeanOfAnnotatedClass {

		@Bean
		Component component() {
			return new Component();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryForm {

		@Bean
		@ComClass(clsid = Rasterizer.CLSID)
		ClassFactory<Rasterizer> rasterizers() {
			return new RasterizerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SingletonFactoryForm {

		@Scope("singleton")
		@ComClass(clsid = Rasterizer.CLSID)
		RasterizerFactory rasterizers() {
			return new RasterizerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SingletonForm {

		@Scope("singleton")
		@ComClass(clsid = Rasterizer.CLSID)
		ClosingRasterizer rasterizer() {
			return new ClosingRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CountingForm {

		@Bean
		Made made() {
			return new Made(new ArrayList<>());
		}

		@ComClass(clsid = Rasterizer.CLSID)
		PlainRasterizer prototype(Made made) {
			made.names().add("prototype");
			return new PlainRasterizer();
		}

		@Lazy
		@Scope("singleton")
		@ComClass(clsid = Rasterizer.OTHER_CLSID)
		PlainRasterizer lazy(Made made) {
			made.names().add("lazy");
			return new PlainRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UseForm {

		@ComClass(clsid = Rasterizer.CLSID)
		PlainRasterizer multiple() {
			return new PlainRasterizer();
		}

		@ComClass(clsid = Rasterizer.OTHER_CLSID, use = ComClass.Use.SINGLE)
		PlainRasterizer single() {
			return new PlainRasterizer();
		}

		@ComClass(clsid = "{5D6BFA3F-3A6E-4D0F-B3A6-0C7F4D2A7A05}", use = ComClass.Use.SEPARATE)
		PlainRasterizer separate() {
			return new PlainRasterizer();
		}

		@ComClass(clsid = "{5D6BFA3F-3A6E-4D0F-B3A6-0C7F4D2A7A06}", use = ComClass.Use.IN_PROCESS)
		PlainRasterizer inProcess() {
			return new PlainRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedProxyForm {

		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		@ComClass(clsid = Rasterizer.CLSID)
		ClosingRasterizer rasterizer() {
			return new ClosingRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryBeanForm {

		@ComClass(clsid = Rasterizer.CLSID)
		FactoryBean<Rasterizer> rasterizer() {
			return new FactoryBean<>() {

				@Override
				public Rasterizer getObject() {
					return new PlainRasterizer();
				}

				@Override
				public Class<?> getObjectType() {
					return Rasterizer.class;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RefusingForm {

		@ComClass(clsid = Rasterizer.CLSID)
		PlainRasterizer rasterizer() {
			throw new ComException(HResult.E_OUTOFMEMORY, "No room for one more");
		}

	}

	record Made(List<String> names) {
	}

	/**
	 * Replaces each rasterizer by a JDK proxy.
	 */
	static class ProxyingPostProcessor implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Rasterizer)
					? ProxyFactory.getProxy(Rasterizer.class, new SingletonTargetSource(bean)) : bean;
		}

	}

}
