package io.github.comspring.autoconfigure.declaration;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.comspring.Clsid;
import io.github.comspring.ProgId;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeclaredClasses} and {@link DeclaredIds}.
 */
class DeclaredClassesTests {

	private static final String CLSID = "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10A01}";

	private static final String OTHER = "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10A02}";

	private static final String APP_ID = "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10A03}";

	private static final String CLASS_KEY = "CLSID\\" + CLSID;

	@Test
	@Tag("ID-06")
	void writeToWhenProgIdIsKeyThenNames() {
		RegistryKey tree = tree("comspring.classes[Desk.Printer.1].clsid", CLSID);
		assertThat(value(tree, CLASS_KEY, null)).isEqualTo(new Sz("Desk.Printer.1"));
		assertThat(value(tree, CLASS_KEY + "\\ProgID", null)).isEqualTo(new Sz("Desk.Printer.1"));
		assertThat(value(tree, CLASS_KEY + "\\VersionIndependentProgID", null)).isEqualTo(new Sz("Desk.Printer"));
		assertThat(value(tree, "Desk.Printer.1\\CLSID", null)).isEqualTo(new Sz(CLSID));
		assertThat(value(tree, "Desk.Printer\\CLSID", null)).isEqualTo(new Sz(CLSID));
		assertThat(value(tree, "Desk.Printer\\CurVer", null)).isEqualTo(new Sz("Desk.Printer.1"));
	}

	@Test
	void writeToWhenClsidIsKeyThenProgIdIsOptional() {
		assertThat(value(tree("comspring.classes[" + CLSID + "].prog-id", "Desk.Printer"), "Desk.Printer\\CLSID", null))
			.isEqualTo(new Sz(CLSID));
		RegistryKey bare = tree("comspring.classes[" + CLSID + "].description", "Printer of the desk");
		assertThat(value(bare, CLASS_KEY, null)).isEqualTo(new Sz("Printer of the desk"));
		assertThat(bare.keys()).containsOnlyKeys("CLSID");
	}

	@Test
	void writeToWhenJarListsProgIdThenItsClsid() {
		RegistryKey tree = tree("comspring.classes[Desk.Printer.1].in-process-server", "printer.jar");
		assertThat(value(tree, "Desk.Printer.1\\CLSID", null)).isEqualTo(new Sz(OTHER));
	}

	@Test
	void writeToWhenServersThenTheirKeys() {
		RegistryKey tree = tree("comspring.classes[Desk.Printer.1].clsid", CLSID,
				"comspring.classes[Desk.Printer.1].in-process-server", "printer.jar",
				"comspring.classes[Desk.Printer.1].in-process-handler", "handler.jar",
				"comspring.classes[Desk.Printer.1].local-server", "bin/printer -x");
		assertThat(value(tree, CLASS_KEY + "\\InprocServer32", null)).isEqualTo(new Sz("printer.jar"));
		assertThat(value(tree, CLASS_KEY + "\\InprocHandler32", null)).isEqualTo(new Sz("handler.jar"));
		assertThat(value(tree, CLASS_KEY + "\\LocalServer32", null)).isEqualTo(new Sz("bin/printer -x"));
	}

	@ParameterizedTest
	@CsvSource({ ",Both", "both,Both", "apartment,Apartment", "free,Free", "neutral,Neutral", "main," })
	void writeToWhenThreadingModelThenNamedValue(String model, String expected) {
		RegistryKey tree = tree("comspring.classes[Desk.Printer.1].in-process-server", "printer.jar",
				"comspring.classes[Desk.Printer.1].clsid", CLSID,
				(model != null) ? "comspring.classes[Desk.Printer.1].threading-model" : "comspring.enabled",
				(model != null) ? model : "true");
		assertThat(value(tree, CLASS_KEY + "\\InprocServer32", "ThreadingModel"))
			.isEqualTo((expected != null) ? new Sz(expected) : null);
	}

	@ParameterizedTest
	@CsvSource({ "in-process,1", "surrogate,4", "local-server,4", "remote,16" })
	void writeToWhenContextThenItsBits(String context, int bits) {
		RegistryKey tree = tree("comspring.classes[" + CLSID + "].context", context,
				"comspring.classes[" + CLSID + "].application", "desk", "comspring.applications.desk.app-id", APP_ID);
		assertThat(value(tree, CLASS_KEY, "ClassContext")).isEqualTo(new Dword(bits));
		assertThat(value(tree, "AppID\\" + APP_ID, "DllSurrogate"))
			.isEqualTo(context.equals("surrogate") ? new Sz("") : null);
	}

	@Test
	void writeToWhenSurrogateWithoutApplicationThenClsidIsAppId() {
		RegistryKey tree = tree("comspring.classes[" + CLSID + "].context", "surrogate",
				"comspring.classes[" + CLSID + "].in-process-server", "printer.jar");
		assertThat(value(tree, CLASS_KEY, "AppID")).isEqualTo(new Sz(CLSID));
		assertThat(value(tree, "AppID\\" + CLSID, "DllSurrogate")).isEqualTo(new Sz(""));
	}

	@Test
	void writeToWhenSurrogateIsChosenThenProgramDoesNotWin() {
		RegistryKey tree = tree("comspring.classes[" + CLSID + "].context", "surrogate",
				"comspring.classes[" + CLSID + "].in-process-server", "printer.jar",
				"comspring.classes[" + CLSID + "].local-server", "bin/printer");
		assertThat(value(tree, CLASS_KEY + "\\LocalServer32", null)).isNull();
		assertThat(value(tree, CLASS_KEY + "\\InprocServer32", null)).isEqualTo(new Sz("printer.jar"));
	}

	@Test
	void writeToWhenApplicationWithoutIdThenItsClassesShareOne() {
		String[] properties = { "comspring.classes[" + CLSID + "].context", "surrogate",
				"comspring.classes[" + CLSID + "].application", "desk", "comspring.classes[" + OTHER + "].context",
				"surrogate", "comspring.classes[" + OTHER + "].application", "desk",
				"comspring.applications.desk.app-id", "" };
		RegistryKey tree = tree(properties);
		Sz appId = (Sz) value(tree, CLASS_KEY, "AppID");
		assertThat(appId).isEqualTo(value(tree, "CLSID\\" + OTHER, "AppID"))
			.isEqualTo(value(tree(properties), CLASS_KEY, "AppID"));
		assertThat(value(tree, "AppID\\" + appId.text(), null)).isEqualTo(new Sz("desk"));
		assertThat(value(tree, "AppID\\" + appId.text(), "DllSurrogate")).isEqualTo(new Sz(""));
	}

	@Test
	void writeToWhenApplicationThenAppId() {
		RegistryKey tree = tree("comspring.classes[" + CLSID + "].application", "desk",
				"comspring.applications.desk.app-id", APP_ID);
		assertThat(value(tree, CLASS_KEY, "AppID")).isEqualTo(new Sz(APP_ID));
		assertThat(value(tree, "AppID\\" + APP_ID, null)).isEqualTo(new Sz("desk"));
	}

	@Test
	void writeToWhenApplicationHasTimesThenItsValues() {
		RegistryKey tree = tree("comspring.applications.desk.app-id", APP_ID,
				"comspring.applications.desk.idle-timeout", "0", "comspring.applications.desk.call-timeout", "20s",
				"comspring.applications.desk.end-on-call-timeout", "true");
		String key = "AppID\\" + APP_ID;
		assertThat(value(tree, key, "IdleTimeout")).isEqualTo(new Dword(0));
		assertThat(value(tree, key, "CallTimeout")).isEqualTo(new Dword(20_000));
		assertThat(value(tree, key, "EndOnCallTimeout")).isEqualTo(new Sz("Y"));
	}

	@Test
	void writeToWhenApplicationIsSupervisedThenItsValues() {
		String desk = "comspring.applications.desk.";
		RegistryKey tree = tree(desk + "app-id", APP_ID, desk + "restart-limit", "3", desk + "restart-window", "5m",
				desk + "recycle-after.max-age", "1d", desk + "recycle-after.max-calls", "1000000",
				desk + "recycle-after.max-activations", "1", desk + "recycle-after.max-memory", "512MB",
				desk + "recycle-after.errors-in-a-row", "3");
		String key = "AppID\\" + APP_ID;
		assertThat(value(tree, key, "RestartLimit")).isEqualTo(new Dword(3));
		assertThat(value(tree, key, "RestartWindow")).isEqualTo(new Dword(300_000));
		assertThat(value(tree, key, "RecycleAge")).isEqualTo(new Dword(86_400_000));
		assertThat(value(tree, key, "RecycleCalls")).isEqualTo(new Dword(1_000_000));
		assertThat(value(tree, key, "RecycleActivations")).isEqualTo(new Dword(1));
		assertThat(value(tree, key, "RecycleMemory")).isEqualTo(new Dword(512 * 1024));
		assertThat(value(tree, key, "RecycleErrors")).isEqualTo(new Dword(3));
	}

	@Test
	void writeToWhenJarHasADigestThenItsValue() {
		String digest = "sha-256:" + "0a".repeat(32);
		RegistryKey tree = tree("comspring.classes[" + CLSID + "].in-process-server", "a.jar",
				"comspring.classes[" + CLSID + "].digest", digest);
		assertThat(value(tree, CLASS_KEY + "\\InprocServer32", "Digest")).isEqualTo(new Sz(digest));
	}

	@Test
	void writeToWhenApplicationIsConfinedThenItsValues() {
		RegistryKey tree = tree("comspring.applications.desk.app-id", APP_ID, "comspring.applications.desk.max-heap",
				"32MB");
		assertThat(value(tree, "AppID\\" + APP_ID, "MaxHeap")).isEqualTo(new Dword(32 << 10));
	}

	@Test
	void writeToWhenApplicationHasNoTimesThenNoValues() {
		RegistryKey tree = tree("comspring.applications.desk.app-id", APP_ID);
		assertThat(tree.key("AppID\\" + APP_ID).values()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "treat-as,TreatAs", "auto-treat-as,AutoTreatAs" })
	void writeToWhenTreatedAsThenClsidOfOtherClass(String property, String key) {
		assertThat(value(tree("comspring.classes[" + CLSID + "]." + property, OTHER), CLASS_KEY + "\\" + key, null))
			.isEqualTo(new Sz(OTHER));
		assertThat(value(tree("comspring.classes[" + CLSID + "]." + property, "desk.printer.2",
				"comspring.classes[Desk.Printer.2].clsid", OTHER), CLASS_KEY + "\\" + key, null))
			.isEqualTo(new Sz(OTHER));
	}

	private static RegistryKey tree(String... properties) {
		Map<String, String> source = new LinkedHashMap<>();
		for (int i = 0; i < properties.length; i += 2) {
			source.put(properties[i], properties[i + 1]);
		}
		ComProperties bound = new Binder(new MapConfigurationPropertySource(source)).bindOrCreate("comspring",
				ComProperties.class);
		Map<ProgId, Clsid> listed = Map.of(new ProgId("Desk.Printer.1"), Clsid.of(OTHER));
		DeclaredIds ids = new DeclaredIds(bound, (jar) -> jar.equals("printer.jar") ? listed : Map.of(), false);
		return new DeclaredClasses(bound, ids).writeTo(RegistryKey.EMPTY);
	}

	private static RegistryValue value(RegistryKey tree, String path, String name) {
		RegistryKey key = tree.key(path);
		return (key != null) ? key.value(name) : null;
	}

}
