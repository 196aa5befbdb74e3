package io.github.comspring.actuate;

import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;
import io.github.comspring.actuate.ComClassesEndpoint.ClassObjectDescriptor;
import io.github.comspring.actuate.ComClassesEndpoint.ComClassDescriptor;
import io.github.comspring.actuate.ComClassesEndpoint.RegistrationDescriptor;
import io.github.comspring.actuate.ComClassesEndpoint.RegistryDescriptor;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ComClassesEndpointTests {

	private static final CoClass RASTERIZER = new CoClass(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"),
			new ProgId("Desk.PageRasterizer.1"), AppId.of("{9A1C6E64-33F7-4C28-9C57-6E4E0B7A1F01}"));

	private static final String CLSID = RASTERIZER.clsid().toString();

	private static final String KEY = "CLSID\\" + CLSID;

	private final MemoryHive user = new MemoryHive("user");

	private final MemoryHive machine = new MemoryHive("machine");

	private final MemoryHive application = new MemoryHive("application");

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
			getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);

	private final ComClassesEndpoint endpoint = new ComClassesEndpoint(
			new KnownClasses(new ComRegistry(this.user, this.machine, this.application),
					List.of(this.user, this.machine, this.application), this.classTable, this.modules));

	@Test
	void comClassesWhenNoneThenEmptyMap() {
		assertThat(this.endpoint.comClasses().classes()).isEmpty();
		assertThat(JsonMapper.builder().build().writeValueAsString(this.endpoint.comClasses()))
			.isEqualTo("{\"classes\":{}}");
	}

	@Test
	void comClassesWhenClassIsInClassTableThenCountsItsInstancesAndLocks() {
		this.classTable.resume();
		int cookie = this.classTable.register(RASTERIZER, new Factory(), ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
		ClassObject classObject = this.classTable.registrations().get(0).classObject();
		classObject.server().acquire();
		classObject.instanceCreated();
		classObject.lockServer(true);
		ComClassDescriptor described = this.endpoint.comClasses().classes().get(CLSID);
		assertThat(described).isEqualTo(
				new ComClassDescriptor(CLSID, "Desk.PageRasterizer.1", "{9A1C6E64-33F7-4C28-9C57-6E4E0B7A1F01}", null,
						List.of(new ClassObjectDescriptor("the rasterizers", "this process",
								new RegistrationDescriptor(cookie, "INPROC_SERVER|LOCAL_SERVER", "MULTIPLEUSE"),
								"RUNNING", 1, 1))));
	}

	@Test
	void comClassesWhenClassObjectsAreSuspendedThenSaysSo() {
		this.classTable.register(RASTERIZER, new Factory(), ClassContext.INPROC_SERVER,
				Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED));
		assertThat(this.endpoint.comClasses().classes().get(CLSID).classObjects()).singleElement()
			.extracting(ClassObjectDescriptor::state)
			.isEqualTo("SUSPENDED");
	}

	@Test
	void comClassesWhenClassIsRegisteredThenSaysWhereItRuns() {
		this.machine.edit((root) -> root.withValue(KEY, null, new Sz("Rasterizes pages"))
			.withValue(KEY + "\\ProgID", null, new Sz("Desk.PageRasterizer.1"))
			.withValue(KEY + "\\InprocServer32", null, new Sz("modules/rasterizer.jar"))
			.withValue(KEY + "\\InprocServer32", "ThreadingModel", new Sz("Both"))
			.withValue(KEY + "\\LocalServer32", null, new Sz("\"/opt/my desk/serve\" --token=secret")));
		ComClassDescriptor described = this.endpoint.comClasses().classes().get(CLSID);
		assertThat(described.progId()).isEqualTo("Desk.PageRasterizer.1");
		assertThat(described.classObjects()).isEmpty();
		assertThat(described.registry()).isEqualTo(new RegistryDescriptor(List.of("machine"), "Rasterizes pages",
				"modules/rasterizer.jar", "Both", null, "/opt/my desk/serve", null, null));
	}

	@Test
	void comClassesWhenClassIsInSeveralHivesThenWinnerIsFirst() {
		this.application.edit((root) -> root.withValue(KEY, null, new Sz("a")));
		this.machine.edit((root) -> root.withValue(KEY, null, new Sz("b")));
		this.user.edit((root) -> root.withValue(KEY, null, new Sz("c")));
		assertThat(this.endpoint.comClasses().classes().get(CLSID).registry())
			.satisfies((registry) -> assertThat(registry.sources()).containsExactly("user", "machine", "application"));
	}

	@Test
	void comClassesWhenEntriesCannotBeUsedThenShowsTheProblemAndOtherClasses() {
		this.machine.edit((root) -> root.withValue(KEY + "\\InprocServer32", null, new Dword(1)));
		this.machine
			.edit((root) -> root.withValue("CLSID\\{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A2}", null, new Sz("fine")));
		this.machine.edit((root) -> root.withValue("CLSID\\garbage", null, new Sz("no class")));
		assertThat(this.endpoint.comClasses().classes()).containsOnlyKeys(CLSID,
				"{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A2}");
		assertThat(this.endpoint.comClasses().classes().get(CLSID).registry())
			.satisfies((registry) -> assertThat(registry.problem()).startsWith("REGDB_E_READREGDB"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}", "3d8a5c7e-08b1-4e2b-8e0b-2b8f43a0d5a1",
			"Desk.PageRasterizer.1", "desk.pagerasterizer.1" })
	void comClassWhenNamedByIdOrProgIdThenFound(String id) {
		register();
		assertThat(this.endpoint.comClass(id)).isNotNull()
			.satisfies((described) -> assertThat(described.clsid()).isEqualTo(CLSID));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5AF}", "Desk.Unknown", "garbage!", "{}" })
	void comClassWhenUnknownThenNull(String id) {
		register();
		assertThat(this.endpoint.comClass(id)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/opt/serve --token=secret,/opt/serve", "/opt/serve,/opt/serve",
			"'\"/my opt/serve\" -x',/my opt/serve" })
	void comClassWhenProgramHasArgumentsThenTheyAreLeftOut(String commandLine, String program) {
		this.machine.edit((root) -> root.withValue(KEY + "\\LocalServer32", null, new Sz(commandLine)));
		assertThat(this.endpoint.comClass(CLSID).registry().localServer()).isEqualTo(program);
	}

	private void register() {
		this.machine.edit((root) -> root.withValue(KEY + "\\ProgID", null, new Sz("Desk.PageRasterizer.1"))
			.withValue("Desk.PageRasterizer.1\\CLSID", null, new Sz(CLSID)));
	}

	private static final class Factory implements ClassFactory<Object> {

		@Override
		public Object createInstance(Class<?> type) {
			return new Object();
		}

		@Override
		public String toString() {
			return "the rasterizers";
		}

	}

}
