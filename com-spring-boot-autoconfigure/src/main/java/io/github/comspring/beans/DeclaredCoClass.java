package io.github.comspring.beans;

import java.util.function.Function;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ProgId;
import io.github.comspring.diagnostics.ComStartupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the identifiers of {@link ComClass @ComClass}.
 */
final class DeclaredCoClass {

	private DeclaredCoClass() {
	}

	/**
	 * Returns the class that an annotation names.
	 * @param annotation the annotation
	 * @param place where it stands
	 * @return the class
	 * @throws ComStartupException if a text is not what it should be
	 */
	static CoClass of(ComClass annotation, BeanPlace place) {
		return new CoClass(parse("clsid", annotation.clsid(), Clsid::of, place),
				parseUnlessEmpty("progId", annotation.progId(), ProgId::new, place),
				parseUnlessEmpty("appId", annotation.appId(), AppId::of, place));
	}

	private static <T> @Nullable T parseUnlessEmpty(String attribute, String text, Function<String, T> parser,
			BeanPlace place) {
		return text.isEmpty() ? null : parse(attribute, text, parser, place);
	}

	private static <T> T parse(String attribute, String text, Function<String, T> parser, BeanPlace place) {
		try {
			return parser.apply(text);
		}
		catch (ComException ex) {
			throw BeanMistakes.invalidIdentifier(place.toString(), "@ComClass(" + attribute + ")", text, ex);
		}
	}

}
