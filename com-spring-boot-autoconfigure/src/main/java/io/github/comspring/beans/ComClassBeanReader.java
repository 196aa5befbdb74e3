package io.github.comspring.beans;

import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.beans.ComClassBean.ClassObjectSource;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * Makes a COM class of a bean definition, and refuses one that no client could use.
 */
final class ComClassBeanReader {

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
		ComClass.Use use = declaration.annotation().use();
		checkType(declaration, contexts(use));
		return new ComClassBean(DeclaredCoClass.of(declaration.annotation(), declaration.place()), declaration.place(),
				contexts(use), regcls(use), source(beanName, declaration));
	}

	private static ClassContext contexts(ComClass.Use use) {
		return switch (use) {
			case MULTIPLE, SINGLE -> ClassContext.INPROC_SERVER.or(ClassContext.LOCAL_SERVER);
			case SEPARATE -> ClassContext.LOCAL_SERVER;
			case IN_PROCESS -> ClassContext.INPROC_SERVER;
		};
	}

	private static void checkType(ComClassDeclaration declaration, ClassContext contexts) {
		Class<?> type = declaration.type().resolve();
		if (type == null) {
			return;
		}
		Class<?> instanceType = instanceType(declaration, type);
		if (instanceType == Object.class && instanceType != type) {
			return;
		}
		if (!ComInterfaces.areOfferedBy(instanceType)) {
			throw (instanceType == type) ? BeanMistakes.missingInterface(declaration.place(), type)
					: BeanMistakes.factoryOfPlainType(declaration.place(), instanceType);
		}
		if (contexts.intersects(ClassContext.LOCAL_SERVER)) {
			checkRemotable(declaration.place(), instanceType);
		}
	}

	/**
	 * Returns the type of the instances as far as it is declared.
	 */
	private static Class<?> instanceType(ComClassDeclaration declaration, Class<?> type) {
		return ClassFactory.class.isAssignableFrom(type)
				? declaration.type().as(ClassFactory.class).getGeneric(0).resolve(Object.class) : type;
	}

	private static void checkRemotable(BeanPlace place, Class<?> type) {
		for (Class<?> each : ComInterfaces.offeredBy(type)) {
			try {
				RemotableInterface.of(each);
			}
			catch (ComException ex) {
				throw BeanMistakes.unremotableInterface(place, each, ex);
			}
		}
	}

	private ClassObjectSource source(String beanName, ComClassDeclaration declaration) {
		Class<?> type = declaration.type().resolve(Object.class);
		if (ClassFactory.class.isAssignableFrom(type)) {
			return new BeanClassObjectSource(this.beanFactory, beanName);
		}
		ClassFactory<?> factory = isPrototype(beanName)
				? new PrototypeClassFactory(this.beanFactory, beanName, new BeanDestruction(this.beanFactory, beanName))
				: new SharedBeanClassFactory(this.beanFactory, beanName);
		return new FixedClassObject(factory);
	}

	private boolean isPrototype(String beanName) {
		return this.beanFactory.containsBeanDefinition(beanName) && this.beanFactory.isPrototype(beanName);
	}

	private static Regcls regcls(ComClass.Use use) {
		return switch (use) {
			case MULTIPLE, IN_PROCESS -> Regcls.MULTIPLEUSE;
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
