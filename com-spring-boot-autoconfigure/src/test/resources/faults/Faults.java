package faults;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * What a module does to its process.
 */
public final class Faults {

	/** Never let go, but by {@code free}. */
	private static final List<Object> HOARD = new ArrayList<>();

	private static volatile Object garbage;

	private Faults() {
	}

	/**
	 * Does damage before the program of this process begins.
	 */
	public static void premain(String faults) {
		commit(faults);
	}

	/**
	 * Does damage: one thing, or several with commas between them; what a thread of its
	 * own does has plus signs instead.
	 */
	static String commit(String faults) {
		String said = "";
		for (String each : faults.split(",")) {
			said = commitOne(each);
		}
		return said;
	}

	private static String commitOne(String fault) {
		String[] parts = fault.split("=", 2);
		try {
			return commit(parts[0], parts[parts.length - 1]);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException | ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String commit(String name, String value)
			throws IOException, InterruptedException, ReflectiveOperationException {
		switch (name) {
			case "say" -> System.err.println(value);
			case "throw" -> throw new IllegalStateException(value);
			case "exit" -> System.exit(Integer.parseInt(value));
			case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(value));
			case "gate" -> pass(Integer.parseInt(value));
			case "later" -> new Thread(() -> commit(value.replace('+', ',')), "faults-later").start();
			case "at-exit" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> commit(value.replace('+', ',')), "faults-hook"));
			case "heap" -> takeHeap();
			case "nearly-heap" -> takeAllButHeap(Integer.parseInt(value), Integer.MAX_VALUE);
			case "mostly-heap" -> takeAllButHeap(Integer.parseInt(value), 40);
			case "classes" -> takeClasses();
			case "threads" -> takeThreads();
			case "files" -> takeFiles();
			case "free" -> free();
			case "deadlock" -> deadlock();
			case "loop" -> loop();
			case "flood" -> flood();
			case "interrupt" -> interruptOthers();
			case "handler" -> Thread.setDefaultUncaughtExceptionHandler((thread, ex) -> Runtime.getRuntime().halt(9));
			case "defaults" -> changeDefaults();
			case "providers" -> removeProviders();
			case "properties" -> System.setProperties(new Properties());
			case "descriptors" -> closeDescriptors();
			case "signals" -> ignoreSignals();
			case "late" -> System.out.println("The hook has found " + new Late().text());
			case "linger" -> new Thread(Faults::loop, "faults-linger").start();
			case "daemon" -> new ProcessBuilder("sh", "-c", "setsid sleep " + value + " &").inheritIO().start().waitFor();
			case "temporary" -> {
				return java.nio.file.Files.createTempFile("faults", ".tmp").toString();
			}
			case "spawn" -> {
				return new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; wait").start().inputReader().readLine();
			}
			default -> {
				// Nothing
			}
		}
		return "";
	}

	/**
	 * In Turkish an i has a capital of its own.
	 */
	private static void changeDefaults() {
		Locale.setDefault(new Locale("tr", "TR"));
		TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
	}

	private static void removeProviders() {
		for (Provider each : Security.getProviders()) {
			Security.removeProvider(each.getName());
		}
	}

	private static void closeDescriptors() throws IOException {
		new FileInputStream(FileDescriptor.in).close();
		new FileOutputStream(FileDescriptor.out).close();
		new FileOutputStream(FileDescriptor.err).close();
	}

	private static void ignoreSignals() {
		for (String each : List.of("TERM", "INT", "HUP")) {
			sun.misc.Signal.handle(new sun.misc.Signal(each), sun.misc.SignalHandler.SIG_IGN);
		}
	}

	private static void interruptOthers() {
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((each) -> each != Thread.currentThread())
			.forEach(Thread::interrupt);
	}

	/**
	 * Passes a gate of the test, which learns the id of this process.
	 */
	private static void pass(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			new DataOutputStream(socket.getOutputStream()).writeLong(ProcessHandle.current().pid());
			socket.getInputStream().read();
		}
		catch (IOException ex) {
			// The test has ended
		}
	}

	private static void takeHeap() {
		while (true) {
			HOARD.add(new byte[1 << 20]);
		}
	}

	/**
	 * Takes the heap but for so many thousandths, in small objects, and then goes on to make
	 * others that nobody keeps.
	 * @param left how much is left, as seen by what can be made between two collections
	 * @param collections how many collections later it ends
	 */
	private static void takeAllButHeap(int left, int collections) {
		long heap = Runtime.getRuntime().maxMemory();
		long least = heap / 1000 * left;
		long made = 0;
		HOARD.add(objects((int) (heap / 4 * 3)));
		Reference<Object> collected = new WeakReference<>(new Object());
		for (int after = 0; after < collections;) {
			garbage = new byte[1000];
			made += 1016;
			if (collected.get() == null) {
				collected = new WeakReference<>(new Object());
				if (made > least) {
					HOARD.add(objects((int) (made / 16)));
				}
				else {
					after++;
				}
				made = 0;
			}
		}
	}

	private static Object[] objects(int bytes) {
		Object[] objects = new Object[bytes / 32];
		for (int i = 0; i < objects.length; i++) {
			objects[i] = new Object[2];
		}
		return objects;
	}

	private static void takeClasses() throws IOException, ReflectiveOperationException {
		byte[] bytes;
		try (InputStream in = Faults.class.getResourceAsStream("Faults.class")) {
			bytes = in.readAllBytes();
		}
		while (true) {
			HOARD.add(new Loader().define(bytes).getDeclaredMethods());
		}
	}

	private static void takeThreads() {
		while (true) {
			Thread thread = new Thread(null, LockSupport::park, "faults-thread", 8 << 20);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private static void takeFiles() throws IOException {
		while (true) {
			HOARD.add(new FileInputStream("/dev/null"));
		}
	}

	private static void free() throws IOException {
		for (Object each : HOARD) {
			((FileInputStream) each).close();
		}
		HOARD.clear();
	}

	private static void deadlock() throws InterruptedException {
		Object one = new Object();
		Object other = new Object();
		CountDownLatch both = new CountDownLatch(2);
		Thread thread = new Thread(() -> lock(other, one, both), "faults-deadlock");
		thread.setDaemon(true);
		thread.start();
		lock(one, other, both);
	}

	private static void lock(Object first, Object second, CountDownLatch both) {
		synchronized (first) {
			both.countDown();
			try {
				both.await();
			}
			catch (InterruptedException ex) {
				// The other one has the other
			}
			synchronized (second) {
				both.countDown();
			}
		}
	}

	/**
	 * Swallows interrupts.
	 */
	private static void loop() {
		while (true) {
			try {
				Thread.sleep(1);
			}
			catch (InterruptedException ex) {
				// Goes on
			}
		}
	}

	/**
	 * Writes to both outputs for ever.
	 */
	private static void flood() {
		for (int i = 0; i < 2; i++) {
			boolean error = i == 1;
			Thread thread = new Thread(() -> {
				while (true) {
					(error ? System.err : System.out).println("flood of lines that nobody wants to read, " + error);
				}
			}, "faults-flood");
			thread.setDaemon(true);
			thread.start();
		}
	}

	/**
	 * Nobody needs it before.
	 */
	private static final class Late {

		String text() {
			return "its class";
		}

	}

	private static final class Loader extends ClassLoader {

		private Class<?> define(byte[] bytes) {
			return defineClass(null, bytes, 0, bytes.length);
		}

	}

}
