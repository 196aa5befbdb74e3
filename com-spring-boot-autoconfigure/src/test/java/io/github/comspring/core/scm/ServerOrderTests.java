package io.github.comspring.core.scm;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who serves a class for which several could: the sources of {@link DefaultActivator} in
 * the order that they ship in.
 */
@ExtendWith(NoLeftovers.class)
class ServerOrderTests {

	private static final List<ClassContext> ORDER = List.of(ClassContext.INPROC_SERVER, ClassContext.INPROC_HANDLER,
			ClassContext.LOCAL_SERVER, ClassContext.REMOTE_SERVER);

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	private Activator activator;

	@BeforeEach
	void machine() {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.activator = this.machine.activator();
	}

	@Test
	@Tag("CX-01")
	void activateWhenCodeForAllContextsThenFirstInFixedOrder() {
		Clsid clsid = TestMachine.newClass();
		server(clsid);
		jar(clsid, "InprocServer32");
		jar(clsid, "InprocHandler32");
		AppId appId = new AppId(Guid.random());
		this.classes.value(appId, "RemoteServerName", "m1.example");
		this.machine.hive
			.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new RegistryValue.Sz(appId.toString())));
		for (int subset = 1; subset < 1 << ORDER.size(); subset++) {
			ClassContext contexts = new ClassContext(0);
			ClassContext first = null;
			for (int i = 0; i < ORDER.size(); i++) {
				if ((subset & (1 << i)) != 0) {
					contexts = contexts.or(ORDER.get(i));
					first = (first != null) ? first : ORDER.get(i);
				}
			}
			assertThat(serving(clsid, contexts)).as(contexts.toString()).isEqualTo(first);
		}
	}

	@Test
	@Tag("CX-01")
	void activateWhenNoContextHasCodeThenNotRegistered() {
		Clsid unknown = TestMachine.newClass();
		Clsid empty = TestMachine.newClass();
		this.machine.hive.edit((root) -> root.withKey("CLSID\\" + empty));
		for (ClassContext context : ORDER) {
			assertFails(HResult.REGDB_E_CLASSNOTREG, () -> serving(unknown, context));
			assertFails(HResult.REGDB_E_CLASSNOTREG, () -> serving(empty, context));
		}
	}

	@Test
	@Tag("CX-02")
	void activateWhenThisProcessHasRegisteredTheClassThenBeforeTheRegistry() {
		Clsid clsid = TestMachine.newClass();
		server(clsid);
		jar(clsid, "InprocServer32");
		ClassTable classTable = new ClassTable(ActivationGuard.NONE);
		// Else the process would stop with its first client
		classTable.addRefServerProcess();
		this.activator = this.machine.activator(this.machine.rpc, classTable);
		Object own = new Object();
		int cookie = classTable.register(CoClass.of(clsid), (ClassFactory<Object>) (type) -> own,
				ClassContext.INPROC_SERVER.or(ClassContext.LOCAL_SERVER), Regcls.MULTI_SEPARATE);
		for (ClassContext context : List.of(ClassContext.INPROC_SERVER, ClassContext.LOCAL_SERVER)) {
			try (ComPointer<Object> pointer = create(clsid, context)) {
				assertThat(pointer.get()).as(context.toString()).isSameAs(own);
			}
		}
		assertThat(this.machine.launched).isEmpty();
		classTable.revoke(cookie);
		assertThat(serving(clsid, ClassContext.INPROC_SERVER)).isEqualTo(ClassContext.INPROC_SERVER);
		assertThat(serving(clsid, ClassContext.LOCAL_SERVER)).isEqualTo(ClassContext.LOCAL_SERVER);
		assertThat(this.machine.launched).hasSize(1);
	}

	/**
	 * The row has services between the running class and the program, and there are none
	 * yet.
	 */
	@Test
	void activateElsewhereThenRunningClassBeforeProgramBeforeSurrogate() {
		Clsid clsid = TestMachine.newClass();
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> serving(clsid, ClassContext.LOCAL_SERVER));
		this.classes.register(clsid, this.classes.application(),
				HostedJar.of(clsid).writeTo(this.directory.resolve("hosted.jar")));
		long surrogate = this.classes.activate(clsid);
		assertThat(surrogate).isEqualTo(this.machine.launched.get(0).pid());
		server(clsid);
		assertThat(this.classes.activate(clsid)).as("running class before program").isEqualTo(surrogate);
		TestMachine.kill(surrogate);
		assertThat(this.machine.activate(clsid)).as("program before surrogate")
			.isEqualTo(this.machine.launched.get(1).pid());
	}

	private void server(Clsid clsid) {
		this.machine.register(clsid, "open", "multiple=" + clsid, "resume", "serve");
	}

	private void jar(Clsid clsid, String key) {
		Path jar = HostedJar.of(clsid).writeTo(this.directory.resolve(key + ".jar"));
		this.machine.value(clsid, key, null, jar.toString());
		this.machine.value(clsid, key, "ThreadingModel", "Both");
	}

	private ClassContext serving(Clsid clsid, ClassContext contexts) {
		try (ComPointer<Object> pointer = create(clsid, contexts)) {
			Path jar = codeOf(pointer.get());
			return (jar != null) ? contextOf(jar) : ClassContext.LOCAL_SERVER;
		}
		catch (ComException ex) {
			if (ex.hresult().equals(HResult.RPC_E_REMOTE_DISABLED)) {
				return ClassContext.REMOTE_SERVER;
			}
			throw ex;
		}
	}

	private ComPointer<Object> create(Clsid clsid, ClassContext contexts) {
		return this.activator.createInstance(ActivationRequest.of(clsid).in(contexts), Object.class);
	}

	private static ClassContext contextOf(Path jar) {
		return jar.endsWith("InprocServer32.jar") ? ClassContext.INPROC_SERVER : ClassContext.INPROC_HANDLER;
	}

	/**
	 * Returns the jar that an object's class comes from, or {@code null} for a proxy.
	 */
	private static Path codeOf(Object object) {
		CodeSource source = object.getClass().getProtectionDomain().getCodeSource();
		return (source != null && object.getClass().getName().startsWith("hosted."))
				? Path.of(URI.create(source.getLocation().toString())) : null;
	}

}
