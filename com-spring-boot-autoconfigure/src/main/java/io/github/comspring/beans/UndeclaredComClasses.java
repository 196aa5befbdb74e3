package io.github.comspring.beans;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComClass;
import io.github.comspring.diagnostics.ComStartupException;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The beans with {@link ComClass @ComClass} whose declaration does not lead to it. Most
 * are seen to be COM classes only because they exist already, which is a matter of
 * laziness and scope: they are not registered, and not left out without a word either.
 * The search is Spring's own, which shares nothing with that for the declared classes.
 */
final class UndeclaredComClasses {

	private final DefaultListableBeanFactory beanFactory;

	UndeclaredComClasses(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Refuses a bean whose class is none of those that were found. A bean that stands
	 * before another one, such as a proxy of it, may carry the annotation of that.
	 * @param found the classes that were found
	 * @throws ComStartupException if there is such a bean
	 */
	void checkAgainst(List<ComClassBean> found) {
		Set<Clsid> clsids = found.stream().map(ComClassBean::coClass).map(CoClass::clsid).collect(Collectors.toSet());
		this.beanFactory.getBeanNamesIterator().forEachRemaining((beanName) -> check(beanName, clsids));
	}

	private void check(String beanName, Set<Clsid> clsids) {
		ComClass annotation = this.beanFactory.findAnnotationOnBean(beanName, ComClass.class, false);
		if (annotation == null) {
			return;
		}
		DeclaredBean bean = DeclaredBean.of(this.beanFactory, beanName);
		if (!clsids.contains(DeclaredCoClass.of(annotation, bean.place()).clsid())) {
			throw refusal(bean);
		}
	}

	private ComStartupException refusal(DeclaredBean bean) {
		Class<?> seen = this.beanFactory.getType(bean.place().beanName(), false);
		Class<?> type = ClassUtils.getUserClass(Objects.requireNonNull(seen));
		return Modifier.isAbstract(type.getModifiers()) ? BeanMistakes.abstractClass(bean.place(), type)
				: BeanMistakes.undeclaredClass(bean.place(), type, bean.type());
	}

}
