package io.github.comspring.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.comspring.ComClass;
import io.github.comspring.ComReference;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arrows between packages point down only.
 */
@AnalyzeClasses(packages = "io.github.comspring", importOptions = DoNotIncludeTests.class)
class PackageArrowsTests {

	private static final String ROOT = "io.github.comspring";

	private static final String CORE = ROOT + ".core..";

	private static final String TEST = ROOT + ".test";

	private static final DescribedPredicate<JavaClass> ANNOTATIONS_OF_THE_JDK_ONLY_RULE = resideInAPackage(
			"org.jspecify.annotations..");

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule coreNeedsTheJdkAlone = classes().that()
		.resideInAPackage(CORE)
		.should()
		.onlyDependOnClassesThat(
				resideInAnyPackage("java..", "jdk.net..", ROOT, CORE).or(ANNOTATIONS_OF_THE_JDK_ONLY_RULE));

	@ArchTest
	static final ArchRule rootNeedsTheJdkAloneButForTheTwoBeanAnnotations = classes().that()
		.resideInAPackage(ROOT)
		.and(not(name(ComClass.class.getName()).or(name(ComReference.class.getName()))))
		.should()
		.onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT).or(ANNOTATIONS_OF_THE_JDK_ONLY_RULE));

	@ArchTest
	static final ArchRule coreDoesNotKnowTheBeanAnnotations = noClasses().that()
		.resideInAPackage(CORE)
		.should()
		.dependOnClassesThat()
		.belongToAnyOf(ComClass.class, ComReference.class);

	/** And all else of core on it. */
	@ArchTest
	static final ArchRule coreItselfStandsOnTheRootAlone = standsOn("core");

	@ArchTest
	static final ArchRule registryStandsOnTheRootAlone = standsOn("core.registry");

	@ArchTest
	static final ArchRule apartmentStandsOnTheRootAlone = standsOn("core.apartment");

	@ArchTest
	static final ArchRule licensingStandsOnTheRootAlone = standsOn("core.licensing");

	@ArchTest
	static final ArchRule referenceStandsOnApartment = standsOn("core.reference", "core.apartment");

	@ArchTest
	static final ArchRule classTableStandsOnReference = standsOn("core.classtable", "core.reference", "core.apartment");

	@ArchTest
	static final ArchRule moduleStandsOnReferenceAndRegistry = standsOn("core.module", "core.reference",
			"core.apartment", "core.registry");

	@ArchTest
	static final ArchRule rpcTransportStandsOnTheRootAlone = standsOn("core.rpc.transport");

	@ArchTest
	static final ArchRule rpcWatchStandsOnTheRootAlone = standsOn("core.rpc.watch");

	@ArchTest
	static final ArchRule rpcPduStandsOnTransport = standsOn("core.rpc.pdu", "core.rpc.transport");

	@ArchTest
	static final ArchRule rpcClientStandsOnPdu = standsOn("core.rpc.client", "core.rpc.pdu", "core.rpc.transport",
			"core.rpc.watch");

	@ArchTest
	static final ArchRule rpcServerStandsOnPdu = standsOn("core.rpc.server", "core.rpc.pdu", "core.rpc.transport",
			"core.rpc.watch");

	/** All else is public for the other rooms alone. */
	@ArchTest
	static final ArchRule rpcHasAFace = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".core.rpc..")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".core.rpc..").and(not(namedAsOneOf("Endpoint", "UnixEndpoint",
				"TcpEndpoint", "ListeningPlace", "Peer", "RpcClient", "RpcServer", "PeerAccounts", "RpcDispatcher",
				"RpcCall", "RpcFault", "RpcLimits", "PeerBudgets", "Association", "Cancellation", "SecurityContext",
				"SyntaxId", "WireGuid", "DeadlineWatch", "Watched"))));

	@ArchTest
	static final ArchRule ndrStandsOnTheRootAlone = standsOn("core.ndr");

	@ArchTest
	static final ArchRule ndrTypeStandsOnTheRootAlone = standsOn("core.ndr.type");

	@ArchTest
	static final ArchRule ndrAccessStandsOnTheRootAlone = standsOn("core.ndr.access");

	@ArchTest
	static final ArchRule ndrCodecStandsOnNdr = standsOn("core.ndr.codec", "core.ndr");

	@ArchTest
	static final ArchRule ndrValueStandsOnCodec = standsOn("core.ndr.value", "core.ndr.codec", "core.ndr");

	@ArchTest
	static final ArchRule ndrCompositeStandsOnValue = standsOn("core.ndr.composite", "core.ndr.value", "core.ndr.codec",
			"core.ndr.type", "core.ndr.access", "core.ndr");

	@ArchTest
	static final ArchRule ndrInterfacesStandsOnComposite = standsOn("core.ndr.interfaces", "core.ndr.composite",
			"core.ndr.codec", "core.ndr.type", "core.ndr.access", "core.ndr");

	/** All else is public for the other rooms alone. */
	@ArchTest
	static final ArchRule ndrHasAFace = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".core.ndr..")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".core.ndr..")
			.and(not(namedAsOneOf("NdrReader", "NdrWriter", "MessageLimit", "InterfacePointers", "RemotableInterface",
					"Operation", "ThrowableConstructor", "UnremotableTypeException"))));

	@ArchTest
	static final ArchRule placeStandsOnTransport = standsOn("core.place", "core.rpc.transport");

	@ArchTest
	static final ArchRule launchOutputStandsAlone = standsOn("core.launch.output");

	@ArchTest
	static final ArchRule launchCrashStandsOnOutputAndPlace = standsOn("core.launch.crash", "core.launch.output",
			"core.place");

	@ArchTest
	static final ArchRule launchCgroupStandsAlone = standsOn("core.launch.cgroup");

	@ArchTest
	static final ArchRule launchStandsOnItsRoomsAndPlace = standsOn("core.launch", "core.launch.cgroup",
			"core.launch.crash", "core.launch.output", "core.place");

	@ArchTest
	static final ArchRule orpcWireStandsOnRpcAndNdr = standsOn("core.orpc.wire", "core.rpc..", "core.ndr");

	@ArchTest
	static final ArchRule orpcIdentityStandsOnWire = standsOn("core.orpc.identity", "core.orpc.wire", "core.rpc..");

	@ArchTest
	static final ArchRule orpcCallStandsOnWire = standsOn("core.orpc.call", "core.orpc.wire", "core.rpc..",
			"core.ndr.interfaces", "core.apartment");

	@ArchTest
	static final ArchRule orpcStreamStandsOnNdr = standsOn("core.orpc.stream", "core.ndr.interfaces");

	@ArchTest
	static final ArchRule orpcStubStandsOnReferenceAndNdr = standsOn("core.orpc.stub", "core.orpc.wire", "core.rpc.pdu",
			"core.ndr", "core.ndr.interfaces", "core.reference", "core.apartment");

	@ArchTest
	static final ArchRule orpcExporterStandsOnStub = standsOn("core.orpc.exporter", "core.orpc.stub", "core.orpc.call",
			"core.orpc.identity", "core.orpc.wire", "core.rpc.transport", "core.rpc.pdu", "core.rpc.watch", "core.ndr",
			"core.ndr.interfaces", "core.reference", "core.apartment");

	@ArchTest
	static final ArchRule orpcRemoteStandsOnWireAndKnowsNoProxies = standsOn("core.orpc.remote", "core.orpc.wire",
			"core.orpc.call", "core.rpc.transport");

	@ArchTest
	static final ArchRule orpcImporterStandsOnExporter = standsOn("core.orpc.importer", "core.orpc.exporter",
			"core.orpc.remote", "core.orpc.stub", "core.orpc.call", "core.orpc.stream", "core.orpc.wire",
			"core.orpc.identity", "core.rpc.client", "core.rpc.pdu", "core.rpc.transport", "core.ndr",
			"core.ndr.interfaces", "core.reference", "core.apartment");

	@ArchTest
	static final ArchRule orpcStandsOnItsRooms = standsOn("core.orpc", "core.orpc.importer", "core.orpc.exporter",
			"core.orpc.remote", "core.orpc.stub", "core.orpc.call", "core.orpc.stream", "core.orpc.wire",
			"core.orpc.identity", "core.rpc..", "core.ndr", "core.ndr.interfaces", "core.reference", "core.apartment");

	@ArchTest
	static final ArchRule objectRpcPutsTogetherAndIsAskedForNothing = noClasses().that()
		.resideInAPackage(ROOT + ".core.orpc..")
		.and(not(namedAsOneOf("ObjectRpc")))
		.should()
		.dependOnClassesThat(name(ROOT + ".core.orpc.ObjectRpc"));

	/** All else is public for the other rooms alone. */
	@ArchTest
	static final ArchRule orpcHasAFace = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".core.orpc..")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".core.orpc..").and(not(namedAsOneOf("ObjectRpc", "OrpcSettings",
				"OrpcProperties", "RpcProperty", "ObjectReferences", "ObjectlessInterface", "Stub", "InstanceCreator",
				"LostCall", "CallExtension", "CallTerms", "Caller", "CallCounts", "IncomingCall", "Introduction",
				"ObjRef", "StdObjRef", "StringBindings", "PointerArray"))));

	@ArchTest
	static final ArchRule scmProtocolStandsOnRegistryAndOrpc = standsOn("core.scm.protocol", "core.launch.cgroup",
			"core.registry", "core.orpc", "core.orpc.call", "core.orpc.identity", "core.rpc.transport");

	@ArchTest
	static final ArchRule scmRemoteStandsOnProtocol = standsOn("core.scm.remote", "core.scm.protocol", "core.registry",
			"core.orpc", "core.orpc.stub", "core.orpc.call", "core.orpc.wire", "core.ndr", "core.ndr.interfaces",
			"core.rpc..");

	@ArchTest
	static final ArchRule scmServerStandsOnProtocol = standsOn("core.scm.server", "core.scm.protocol",
			"core.classtable", "core.place", "core.orpc", "core.orpc.exporter", "core.orpc.stub", "core.orpc.call",
			"core.rpc..", "core.reference");

	@ArchTest
	static final ArchRule scmProgramStandsOnProtocol = standsOn("core.scm.program", "core.scm.protocol",
			"core.registry", "core.launch", "core.launch.cgroup", "core.launch.crash", "core.place", "core.orpc",
			"core.orpc.call", "core.rpc..");

	@ArchTest
	static final ArchRule scmTableStandsOnProgram = standsOn("core.scm.table", "core.scm.program", "core.scm.protocol",
			"core.registry", "core.launch", "core.launch.cgroup", "core.place", "core.rpc..");

	@ArchTest
	static final ArchRule scmSupervisionStandsOnTable = standsOn("core.scm.supervision", "core.scm.table",
			"core.scm.protocol", "core.registry", "core.launch", "core.orpc.call");

	@ArchTest
	static final ArchRule scmLaunchingStandsOnSupervision = standsOn("core.scm.launching", "core.scm.supervision",
			"core.scm.table", "core.scm.program", "core.scm.protocol", "core.registry", "core.launch", "core.orpc",
			"core.orpc.call");

	@ArchTest
	static final ArchRule scmStandsOnItsRoomsButForServer = standsOn("core.scm", "core.scm.launching",
			"core.scm.supervision", "core.scm.table", "core.scm.program", "core.scm.remote", "core.scm.protocol",
			"core.registry", "core.launch", "core.place", "core.orpc", "core.orpc.call", "core.rpc..");

	/** All else is public for the other rooms alone. */
	@ArchTest
	static final ArchRule scmHasAFace = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".core.scm..")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".core.scm..")
			.and(not(namedAsOneOf("ServiceControlManager", "ScmSettings", "Scm", "ScmRequest", "Activated",
					"OverdueCall", "RestartState", "ServerControl", "ServerDescription", "ServerRegistry", "Surrogate",
					"RemoteScm", "ServerProgram", "LaunchArguments", "SurrogateArguments", "SurrogatePrograms",
					"HostLink", "LocalServerProcess", "Patience", "ScmLink", "ServerLifetime"))));

	@ArchTest
	static final ArchRule surrogateStandsOnAllThatAServerNeeds = standsOn("core.surrogate", "core.activation",
			"core.scm", "core.scm.server", "core.scm.program", "core.scm.protocol", "core.registry", "core.classtable",
			"core.launch", "core.launch.crash", "core.place", "core.module", "core.orpc", "core.orpc.call",
			"core.rpc..", "core.reference", "core.apartment");

	@ArchTest
	static final ArchRule rpcAloneAsksTheKernelForPeers = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".core.rpc.transport")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("jdk..");

	/** But for the two kinds of threads that are more than what they carry out. */
	@ArchTest
	static final ArchRule threadsAreMadeInOnePlace = noClasses()
		.that(not(namedAsOneOf("BackgroundThread", "ConnectionThread", "ApartmentThread")))
		.should()
		.callConstructorWhere(target(owner(type(Thread.class))));

	@ArchTest
	static final ArchRule poolsHaveTheirThreadsFromThere = noClasses().should()
		.callMethodWhere(makesAPoolWithThreadsOfItsOwn());

	@ArchTest
	static final ArchRule testSupportNeedsCoreAndJUnitAlone = classes().that()
		.resideInAPackage(TEST)
		.should()
		.onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT, CORE, TEST, "org.junit.jupiter.api..")
			.or(ANNOTATIONS_OF_THE_JDK_ONLY_RULE));

	@ArchTest
	static final ArchRule testSupportIsImportedByNobody = noClasses().that()
		.resideOutsideOfPackage(TEST)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(TEST);

	@ArchTest
	static final ArchRule autoConfigurationIsImportedByNobody = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule propertiesKnowNothingOfWhatIsMadeOfThem = noClasses().that()
		.resideInAPackage(ROOT + ".autoconfigure.properties")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".autoconfigure..")
			.and(not(resideInAPackage(ROOT + ".autoconfigure.properties"))));

	@ArchTest
	static final ArchRule declarationsStandOnProperties = noClasses().that()
		.resideInAPackage(ROOT + ".autoconfigure.declaration")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".autoconfigure..")
			.and(not(resideInAnyPackage(ROOT + ".autoconfigure.declaration", ROOT + ".autoconfigure.properties"))));

	@ArchTest
	static final ArchRule configurationsDoNotKnowWhatTellsOfTheirFailures = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure.diagnostics")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".autoconfigure.diagnostics");

	@ArchTest
	static void noTwoClassesHaveOneName(JavaClasses all) {
		assertThat(all.stream().filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName))
			.filteredOn((name) -> !name.equals("package-info"))
			.doesNotHaveDuplicates();
	}

	/** But for COM's own service control manager. */
	@ArchTest
	static final ArchRule noClassIsNamedForWhatItIsNot = noClasses().that()
		.doNotHaveSimpleName("ServiceControlManager")
		.should()
		.haveNameMatching(".*(Impl|Manager|Helper|Utils?)");

	private static DescribedPredicate<JavaClass> namedAsOneOf(String... names) {
		return DescribedPredicate.describe("are named " + List.of(names),
				(type) -> List.of(names).contains(outermost(type).getSimpleName()));
	}

	private static DescribedPredicate<JavaMethodCall> makesAPoolWithThreadsOfItsOwn() {
		return DescribedPredicate.describe("it makes a pool with threads of its own",
				(call) -> call.getTargetOwner().isEquivalentTo(Executors.class)
						&& call.getTarget().getRawParameterTypes().stream().noneMatch(type(ThreadFactory.class)));
	}

	private static JavaClass outermost(JavaClass type) {
		return type.getEnclosingClass().map(PackageArrowsTests::outermost).orElse(type);
	}

	private static ArchRule standsOn(String upper, String... lower) {
		List<String> allowed = new ArrayList<>(
				List.of("java..", "jdk.net..", ROOT, ROOT + ".core", ROOT + "." + upper));
		for (String each : lower) {
			allowed.add(ROOT + "." + each);
		}
		return classes().that()
			.resideInAPackage(ROOT + "." + upper)
			.should()
			.onlyDependOnClassesThat(
					resideInAnyPackage(allowed.toArray(String[]::new)).or(ANNOTATIONS_OF_THE_JDK_ONLY_RULE));
	}

}
