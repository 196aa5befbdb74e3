package io.github.comspring.core.registry;

import java.util.Objects;

import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says of a class: the key {@code CLSID\{clsid}}, as read at one
 * moment.
 *
 * @param coClass the class by all its names
 * @param description its name for people, or {@code null}
 * @param inprocServer the jar that serves it in the client's process, or {@code null}
 * @param inprocHandler the jar of its handler, or {@code null}
 * @param localServer the program that serves it in a process of its own, or {@code null}
 * @param obsoleteServer whether there is a 16-bit program ({@code LocalServer}), which
 * nobody starts and which keeps the jar out of surrogates all the same
 * @param contexts where it runs if the client does not say ({@code ClassContext}, an
 * addition to COM), or {@code null} for everywhere
 */
public record ClassRegistration(CoClass coClass, @Nullable String description, @Nullable InprocServer inprocServer,
		@Nullable InprocServer inprocHandler, @Nullable LocalServer localServer, boolean obsoleteServer,
		@Nullable ClassContext contexts) {

	/** The value that holds the contexts, a {@code REG_DWORD} with their bits. */
	public static final String CONTEXTS = "ClassContext";

	/**
	 * A jar ({@code InprocServer32}).
	 *
	 * @param path the path as written, without quotes and with variables expanded
	 * @param threadingModel the value {@code ThreadingModel} as written, or {@code null}
	 * @param digest what the jar's content must have ({@code Digest}, an addition to
	 * COM), such as {@code sha-256:} and 64 hexadecimal digits, or {@code null} for
	 * nothing
	 */
	public record InprocServer(String path, @Nullable String threadingModel, @Nullable String digest) {

		/** The value for {@link #digest}, a {@code REG_SZ}. */
		public static final String DIGEST = "Digest";

		/**
		 * Creates a jar of any content.
		 * @param path the path
		 * @param threadingModel the threading model, or {@code null}
		 */
		public InprocServer(String path, @Nullable String threadingModel) {
			this(path, threadingModel, null);
		}

		/**
		 * Says for which class a jar could not be had, and where the jar is named.
		 * @param coClass the class
		 * @param why what is wrong with the jar
		 * @return the failure for the client
		 */
		public static ComException failure(CoClass coClass, ComException why) {
			Object name = (coClass.progId() != null) ? coClass.progId() : coClass.clsid();
			return new ComException(why.hresult(),
					coClass + " has no in-process server: " + why.detail() + ". The jar is named by comspring.classes.["
							+ name + "].in-process-server, or as InprocServer32 in the registry",
					why);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof InprocServer that && this.path.equals(that.path)
					&& Objects.equals(this.threadingModel, that.threadingModel)
					&& Objects.equals(this.digest, that.digest);
		}

		/**
		 * Not the generated one, which a JVM that has just started takes long to link.
		 */
		@Override
		public int hashCode() {
			return 31 * (31 * this.path.hashCode() + Objects.hashCode(this.threadingModel))
					+ Objects.hashCode(this.digest);
		}

	}

	/**
	 * A program ({@code LocalServer32}).
	 *
	 * @param commandLine the command line with variables expanded
	 * @param executable the program file ({@code ServerExecutable}), or {@code null} for
	 * the first word of the command line
	 */
	public record LocalServer(String commandLine, @Nullable String executable) {
	}

	/**
	 * Reads a class. A ProgID that breaks the rules of names is left out.
	 * @param clsid the class
	 * @param key reads its key
	 * @return the class
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code CO_E_CLASSSTRING} if the AppID is not a GUID, {@code REGDB_E_INVALIDVALUE}
	 * if the contexts are none
	 */
	static ClassRegistration read(Clsid clsid, KeyReader key) {
		String progId = key.below("ProgID").text(null);
		Guid appId = key.guid("AppID");
		CoClass coClass = new CoClass(clsid, (progId != null && ProgId.isValid(progId)) ? new ProgId(progId) : null,
				(appId != null) ? new AppId(appId) : null);
		return new ClassRegistration(coClass, key.text(null), inprocServer(key.below("InprocServer32")),
				inprocServer(key.below("InprocHandler32")), localServer(key.below("LocalServer32")),
				key.below("LocalServer").text(null) != null, contexts(key));
	}

	private static @Nullable InprocServer inprocServer(KeyReader key) {
		String path = key.file(null);
		return (path != null) ? new InprocServer(path, key.text("ThreadingModel"), key.text(InprocServer.DIGEST))
				: null;
	}

	private static @Nullable LocalServer localServer(KeyReader key) {
		String commandLine = key.text(null);
		return (commandLine != null && !commandLine.isBlank())
				? new LocalServer(commandLine, key.file("ServerExecutable")) : null;
	}

	private static @Nullable ClassContext contexts(KeyReader key) {
		Integer bits = key.number(CONTEXTS);
		if (bits == null) {
			return null;
		}
		try {
			return new ClassContext(bits).validate();
		}
		catch (ComException ex) {
			throw new ComException(HResult.REGDB_E_INVALIDVALUE, key.describe(CONTEXTS) + " is no class context", ex);
		}
	}

}
