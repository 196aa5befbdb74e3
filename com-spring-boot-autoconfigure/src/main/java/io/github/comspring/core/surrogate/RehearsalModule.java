package io.github.comspring.core.surrogate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;

/**
 * The in-process server that {@link SurrogateRehearsal} activates: the jar of the runtime
 * is one, so that there need not be another.
 */
public final class RehearsalModule implements ComModule {

	@Override
	public Object getClassObject(Clsid clsid) {
		return (ClassFactory<RehearsalPart>) (type) -> new Part();
	}

	@Override
	public boolean canUnloadNow() {
		return true;
	}

	private static final class Part implements RehearsalPart {

		@Override
		public Map<String, Line> index(List<Line> lines) {
			return lines.stream().collect(Collectors.toMap(Line::text, Function.identity()));
		}

		@Override
		public String ask(Prompter prompter) {
			return prompter.prompt();
		}

		@Override
		public InputStream copy(InputStream stream) throws IOException {
			return new ByteArrayInputStream(stream.readAllBytes());
		}

	}

}
