package sample.benchmarks.surrogate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import sample.benchmarks.Adder;
import sample.benchmarks.ModuleJar;

/**
 * The jar that a surrogate hosts.
 */
public final class AdderModule implements ComModule {

	@Override
	public Object getClassObject(Clsid clsid) {
		return new Factory();
	}

	/**
	 * Writes the jar.
	 * @param jar where it shall be
	 * @throws IOException if it cannot be written
	 */
	public static void writeTo(Path jar) throws IOException {
		new ModuleJar(AdderModule.class, Adder.class, List.of()).writeTo(jar,
				Stream.of(AdderModule.class, Factory.class, Adder.class, Adder.Plain.class)
					.map(ModuleJar::entry)
					.toList());
	}

	private static final class Factory implements ClassFactory<Adder> {

		@Override
		public Adder createInstance(Class<?> type) {
			return new Adder.Plain();
		}

	}

}
