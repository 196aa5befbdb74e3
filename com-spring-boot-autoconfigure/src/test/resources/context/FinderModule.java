package finder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import io.github.comspring.fixture.Finder;

public final class FinderModule implements ComModule {

	static final List<String> FOREIGN = new ArrayList<>();

	public FinderModule() {
		look("constructor");
	}

	@Override
	public Object getClassObject(Clsid clsid) {
		look("getClassObject");
		return new Factory();
	}

	@Override
	public boolean canUnloadNow() {
		return true;
	}

	static void look(String where) {
		FOREIGN.addAll(foreign(where));
	}

	static List<String> foreign(String where) {
		return (Thread.currentThread().getContextClassLoader() == FinderModule.class.getClassLoader()) ? List.of()
				: List.of(where);
	}

	/** A service of the jar's own. */
	public static final class Service implements Supplier<String> {

		@Override
		public String get() {
			return "a service of the jar";
		}

	}

	static final class Factory implements ClassFactory<Object> {

		@Override
		public Object createInstance(Class<?> type) {
			look("createInstance");
			return new FinderObject();
		}

	}

	static final class FinderObject implements Finder, Finder.Second {

		@Override
		public List<String> foreign() {
			List<String> all = new ArrayList<>(FOREIGN);
			all.addAll(FinderModule.foreign("method"));
			return all;
		}

		@Override
		public List<String> foreignToo() {
			return FinderModule.foreign("second interface");
		}

		@Override
		public String service() {
			for (Supplier<?> each : ServiceLoader.load(Supplier.class)) {
				return each.get().toString();
			}
			return "none";
		}

		@Override
		public int multiply(int one, int other) {
			try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
					ResultSet result = connection.createStatement().executeQuery("select " + one + " * " + other)) {
				result.next();
				return result.getInt(1);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public InputStream stream() {
			return new InputStream() {

				private InputStream told;

				@Override
				public int read() {
					throw new UnsupportedOperationException();
				}

				@Override
				public int read(byte[] target, int offset, int length) throws IOException {
					if (this.told == null) {
						this.told = new ByteArrayInputStream(FinderModule.foreign("stream").toString().getBytes());
					}
					return this.told.read(target, offset, length);
				}

			};
		}

		@Override
		public Finder other() {
			return new FinderObject();
		}

		@Override
		public List<String> after(Listener listener) {
			listener.called();
			return FinderModule.foreign("after callback");
		}

		@Override
		public List<String> inThread() {
			AtomicReference<List<String>> found = new AtomicReference<>();
			Thread thread = new Thread(() -> found.set(FinderModule.foreign("thread")));
			thread.start();
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return found.get();
		}

		@Override
		public int input() {
			try {
				return System.in.read();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
