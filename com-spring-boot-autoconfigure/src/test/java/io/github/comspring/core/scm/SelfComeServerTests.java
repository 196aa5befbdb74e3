package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whose classes others are served from a process that came to its host by itself, such as
 * an application that is a client of it and has classes of its own.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class SelfComeServerTests {

	private static final long SELF_COME = 100;

	private final Clsid launched = TestMachine.newClass();

	private final Clsid bean = TestMachine.newClass();

	/** Each is launched for one class, and takes what is another one's if it can. */
	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		server.register(this.launched, Regcls.MULTIPLEUSE);
		server.register(this.bean, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	@RegisterExtension
	final TestMachine host = TestMachine.host(this.servers);

	@TempDir
	Path directory;

	private final ScmLog log = new ScmLog();

	private NearbyServer application;

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.close();
		}
		// A host that ends leaves them running
		this.servers.launched().forEach(NearbyServer::close);
		this.log.close();
	}

	private void come() {
		this.application = new NearbyServer(SELF_COME, this.host.rpc.endpoint(), "");
		this.application.openByItself();
	}

	private void serve(Clsid clsid) {
		this.application.register(clsid, Regcls.MULTIPLEUSE);
		assertThat(this.application.classTable().registrations()).as("in its own class table").isNotEmpty();
	}

	private List<String> refusals(String who) {
		return this.log.lines()
			.stream()
			.filter((each) -> each.contains("Others are not served") && each.contains(who))
			.toList();
	}

	private AppId registerInSurrogate(Clsid clsid) {
		HostedClasses classes = new HostedClasses(this.host, this.directory);
		AppId appId = classes.application();
		classes.register(clsid, appId, HostedJar.of(clsid).writeTo(this.directory.resolve("hosted.jar")));
		return appId;
	}

	@Test
	void classWithoutRegistrationThenServed() {
		come();
		serve(this.bean);
		assertThat(this.host.activate(this.bean)).isEqualTo(SELF_COME);
		assertThat(refusals("")).isEmpty();
	}

	@Test
	void classOfASurrogateThenNotTakenOver() {
		AppId appId = registerInSurrogate(this.launched);
		come();
		serve(this.launched);
		serve(this.bean);
		assertThat(refusals(appId.toString())).as("by the host and by the application")
			.hasSize(2)
			.allSatisfy((each) -> assertThat(each).contains("E_ACCESSDENIED")
				.contains(this.launched.toString())
				.contains("was not launched"));
		assertThat(this.host.activate(this.launched)).isOne();
		assertThat(this.host.activate(this.bean)).as("served on").isEqualTo(SELF_COME);
	}

	@Test
	void classThatALaunchedServerServesThenNotTakenOver() {
		this.host.register(this.launched, "nearby");
		assertThat(this.host.activate(this.launched)).isOne();
		come();
		serve(this.launched);
		serve(this.bean);
		assertThat(refusals(", which was not launched")).as("by the host and by the application")
			.hasSize(2)
			.allSatisfy((each) -> assertThat(each).contains("it belongs to " + this.launched));
		this.servers.launched().get(0).classTable().suspend();
		assertThat(this.host.activate(this.launched)).as("launched again").isEqualTo(2);
		assertThat(this.host.activate(this.bean)).as("served on").isEqualTo(SELF_COME);
	}

	@Test
	@Tag("CT-03")
	void classTakenInASurrogateBeforeItsApplicationComesThenServedByTheApplicationAlone() {
		AppId appId = registerInSurrogate(this.launched);
		assertThat(this.host.activate(this.launched)).isOne();
		// It may register the second while the first is activated
		await().untilAsserted(
				() -> assertThat(this.servers.launched().get(0).classTable().registrations()).as("in its own table")
					.hasSize(2));
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.host.activate(this.bean));
		come();
		serve(this.bean);
		assertThat(this.host.activate(this.bean)).isEqualTo(SELF_COME);
		assertThat(this.host.activate(this.launched)).as("served on").isOne();
		assertThat(refusals(appId.toString())).as("by the host and by the surrogate")
			.hasSize(2)
			.allSatisfy((each) -> assertThat(each).contains(this.bean.toString()));
	}

}
