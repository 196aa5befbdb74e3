package io.github.comspring.autoconfigure.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.bean.override.BeanOverride;
import org.springframework.test.context.bean.override.BeanOverrideHandler;
import org.springframework.test.context.bean.override.BeanOverrideProcessor;

/**
 * Has the bean overrides of a test, such as {@code @MockitoBean}, injected in the place
 * of references, in whatever slice of the application it tests.
 */
final class OverridesContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		String context = attributes.isEmpty() ? null : attributes.get(0).getName();
		List<BeanOverrideHandler> overrides = new ArrayList<>();
		for (Class<?> each = testClass; each != null; each = enclosing(each)) {
			Stream.concat(BeanOverrideHandler.forTestClass(each).stream(), onClass(each))
				.filter((override) -> override.getContextName().isEmpty()
						|| Objects.equals(override.getContextName(), context))
				.forEach(overrides::add);
		}
		return new OverridesContextCustomizer(overrides);
	}

	/**
	 * Finds what annotations of the class itself override.
	 */
	private static Stream<BeanOverrideHandler> onClass(Class<?> testClass) {
		return MergedAnnotations.from(testClass, SearchStrategy.TYPE_HIERARCHY)
			.stream(BeanOverride.class)
			.flatMap((override) -> handlers(override, testClass).stream());
	}

	private static List<BeanOverrideHandler> handlers(MergedAnnotation<BeanOverride> override, Class<?> testClass) {
		MergedAnnotation<?> source = override.getMetaSource();
		BeanOverrideProcessor processor = BeanUtils.instantiateClass(override.synthesize().value());
		return (source != null) ? processor.createHandlers(source.synthesize(), testClass) : List.of();
	}

	private static @Nullable Class<?> enclosing(Class<?> testClass) {
		return TestContextAnnotationUtils.searchEnclosingClass(testClass) ? testClass.getEnclosingClass() : null;
	}

}
