package io.github.comspring.beans;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * The beans of a context that are declared to be COM classes, those of its parents and
 * children not included. They are found from their bean definitions when all singletons
 * exist: no bean is made for it, lazy ones and prototypes included, and definitions that
 * were processed ahead of time do as well. One that carries the annotation and was not
 * found stops the start.
 */
public final class ComClassBeans implements SmartInitializingSingleton {

	private final DefaultListableBeanFactory beanFactory;

	private volatile @Nullable List<ComClassBean> found;

	/**
	 * Creates an empty list.
	 * @param beanFactory has the bean definitions
	 */
	public ComClassBeans(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns the classes, in the order of their bean definitions.
	 * @return the classes, none before the singletons exist
	 */
	public List<ComClassBean> list() {
		List<ComClassBean> known = this.found;
		return (known != null) ? known : List.of();
	}

	/**
	 * Returns a class, from its bean definition if the singletons do not exist yet.
	 * @param which tells whether a class is the one
	 * @return the class, or {@code null} if there is none
	 */
	public @Nullable ComClassBean find(Predicate<CoClass> which) {
		List<ComClassBean> known = this.found;
		return ((known != null) ? known : read()).stream()
			.filter((each) -> which.test(each.coClass()))
			.findFirst()
			.orElse(null);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<ComClassBean> beans = read();
		checkUnique(beans);
		new UndeclaredComClasses(this.beanFactory).checkAgainst(beans);
		this.found = List.copyOf(beans);
	}

	private List<ComClassBean> read() {
		ComClassBeanReader reader = new ComClassBeanReader(this.beanFactory);
		List<ComClassBean> beans = new ArrayList<>();
		this.beanFactory.getBeanNamesIterator().forEachRemaining((beanName) -> {
			ComClassBean bean = reader.read(beanName);
			if (bean != null) {
				beans.add(bean);
			}
		});
		return beans;
	}

	private static void checkUnique(List<ComClassBean> beans) {
		Map<Clsid, BeanPlace> clsids = new HashMap<>();
		Map<ProgId, BeanPlace> progIds = new HashMap<>();
		for (ComClassBean bean : beans) {
			BeanPlace first = clsids.putIfAbsent(bean.coClass().clsid(), bean.place());
			if (first != null) {
				throw BeanMistakes.duplicateClsid(bean.coClass().clsid(), first, bean.place());
			}
			ProgId progId = bean.coClass().progId();
			first = (progId != null) ? progIds.putIfAbsent(progId, bean.place()) : null;
			if (progId != null && first != null) {
				throw BeanMistakes.duplicateProgId(progId, first, bean.place());
			}
		}
	}

}
