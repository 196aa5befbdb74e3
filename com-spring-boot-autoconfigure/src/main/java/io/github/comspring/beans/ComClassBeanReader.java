package io.github.comspring.beans;

import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.ComClass;
import io.github.comspring.beans.ComClassBean.ClassObjectSource;
import io.github.comspring.core.classtable.Regcls;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Makes a COM class of a bean definition, and refuses one that no client could use.
 */
final class ComClassBeanReader {

	private static final ClassContext EVERYWHERE = ClassContext.INPROC_SERVER.or(ClassContext.LOCAL_SERVER);

	private final DefaultListableBeanFactory beanFactory;

	ComClassBeanReader(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Reads a bean definition.
	 * @param beanName the name of the bean
	 * @return the class, or {@code null} if the bean is none
	 */
	@Nullable ComClassBean read(String beanName) {
		ComClassDeclaration declaration = ComClassDeclaration.read(this.beanFactory, beanName);
		if (declaration == null) {
			return null;
		}
		checkType(declaration);
		ComClass.Use use = declaration.annotation().use();
		return new ComClassBean(DeclaredCoClass.of(declaration.annotation(), declaration.place()), declaration.place(),
				(use == ComClass.Use.SEPARATE) ? ClassContext.LOCAL_SERVER : EVERYWHERE, regcls(use),
				source(beanName, declaration));
	}

	private void checkType(ComClassDeclaration declaration) {
		Class<?> type = declaration.type().resolve();
		if (type == null) {
			return;
		}
		if (!ClassFactory.class.isAssignableFrom(type)) {
			if (!ComInterfaces.areOfferedBy(type)) {
				throw new MissingComInterfaceException(declaration.place(), type);
			}
			return;
		}
		ResolvableType instances = declaration.type().as(ClassFactory.class).getGeneric(0);
		Class<?> instanceType = instances.resolve(Object.class);
		if (instanceType != Object.class && !ComInterfaces.areOfferedBy(instanceType)) {
			throw new ClassFactoryTypeException(declaration.place(), instanceType);
		}
	}

	private ClassObjectSource source(String beanName, ComClassDeclaration declaration) {
		Class<?> type = declaration.type().resolve(Object.class);
		if (ClassFactory.class.isAssignableFrom(type)) {
			return new BeanClassObjectSource(this.beanFactory, beanName);
		}
		ClassFactory<?> factory = this.beanFactory.isPrototype(beanName)
				? new PrototypeClassFactory(this.beanFactory, beanName,
						new BeanDestruction(this.beanFactory, declaration.definition()))
				: new SharedBeanClassFactory(this.beanFactory, beanName);
		return new FixedClassObject(factory);
	}

	private static Regcls regcls(ComClass.Use use) {
		return switch (use) {
			case MULTIPLE -> Regcls.MULTIPLEUSE;
			case SINGLE -> Regcls.SINGLEUSE;
			case SEPARATE -> Regcls.MULTI_SEPARATE;
		};
	}

	/**
	 * A class object that makes beans, and is none itself.
	 */
	private record FixedClassObject(ClassFactory<?> factory) implements ClassObjectSource {

		@Override
		public ClassFactory<?> open() {
			return this.factory;
		}

		@Override
		public void close(ClassFactory<?> classObject) {
		}

	}

}
