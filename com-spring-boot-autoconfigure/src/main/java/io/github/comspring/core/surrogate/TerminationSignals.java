package io.github.comspring.core.surrogate;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.core.launch.OwnProcess;

/**
 * What a supervisor or an operator sends to have a process end: SIGTERM, and SIGINT and
 * SIGHUP, which a JVM takes alike. It would end at once, with all shutdown hooks of
 * modules, and with calls that its clients wait for: whoever signals a whole group has
 * the application drain its requests meanwhile.
 */
final class TerminationSignals {

	private static final Logger logger = System.getLogger(TerminationSignals.class.getName());

	private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

	/** What a shell says of a process that SIGTERM has ended. */
	private static final int ENDED = 128 + 15;

	private TerminationSignals() {
	}

	/**
	 * Has the first signal do something else, on a thread of its own. The second one ends
	 * the process at once, whichever they are. Signals that the JVM leaves to somebody
	 * else ({@code -Xrs}) stay as they are.
	 * @param first done at the first signal, instead of an end
	 */
	static void handle(Runnable first) {
		AtomicBoolean received = new AtomicBoolean();
		InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
			case "handle" -> {
				receive(received, first);
				yield null;
			}
			case "equals" -> proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> TerminationSignals.class.getName();
		};
		try {
			install(handler);
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			// Another JDK
			logger.log(Level.DEBUG, "This process ends at once when it is told to", ex);
		}
	}

	/**
	 * By its name, as the compiler warns of whoever names this class.
	 */
	private static void install(InvocationHandler handler) throws ReflectiveOperationException {
		Class<?> signal = Class.forName("sun.misc.Signal");
		Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
		Object proxy = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] { handlerType }, handler);
		for (String name : NAMES) {
			signal.getMethod("handle", signal, handlerType)
				.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
		}
	}

	private static void receive(AtomicBoolean received, Runnable first) {
		if (received.compareAndSet(false, true)) {
			first.run();
		}
		else {
			OwnProcess.end(ENDED);
		}
	}

}
