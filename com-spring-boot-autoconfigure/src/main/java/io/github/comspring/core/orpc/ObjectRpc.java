package io.github.comspring.core.orpc;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

import io.github.comspring.ActivationGuard;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.call.AnswerLimit;
import io.github.comspring.core.orpc.call.CallCounts;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.exporter.ActivationMarshaller;
import io.github.comspring.core.orpc.exporter.ClientListener;
import io.github.comspring.core.orpc.exporter.Clients;
import io.github.comspring.core.orpc.exporter.ExpectedClients;
import io.github.comspring.core.orpc.exporter.HeldObjects;
import io.github.comspring.core.orpc.exporter.InterfaceTypes;
import io.github.comspring.core.orpc.exporter.LostClients;
import io.github.comspring.core.orpc.exporter.Presence;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.exporter.ObjectReferences;
import io.github.comspring.core.orpc.exporter.OxidResolver;
import io.github.comspring.core.orpc.exporter.RemUnknownStub;
import io.github.comspring.core.orpc.exporter.ThisProcess;
import io.github.comspring.core.orpc.identity.Introduced;
import io.github.comspring.core.orpc.identity.Introducer;
import io.github.comspring.core.orpc.identity.Introduction;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.orpc.identity.ProcessIdentity;
import io.github.comspring.core.orpc.importer.CallChains;
import io.github.comspring.core.orpc.importer.ObjectImporter;
import io.github.comspring.core.orpc.importer.OutgoingCalls;
import io.github.comspring.core.orpc.importer.RemoteClassFactory;
import io.github.comspring.core.orpc.importer.RemoteInterface;
import io.github.comspring.core.orpc.stub.InstanceCreator;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedClassObject;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.server.PeerAccounts;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.ListeningPlace;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Object RPC of one process: its objects for others, and those of others for it. It
 * listens once something of the process is to be reached from outside. Safe from any
 * thread.
 */
public final class ObjectRpc implements AutoCloseable {

	private final LeakDetector leakDetector;

	private final Introductions introductions = new Introductions(this::endpoints);

	private final ThisProcess self = new ThisProcess(this.introductions.key().oxid(), Guid.random(), this::bindings);

	private final InterfaceTypes types = new InterfaceTypes();

	private final ObjectExporter exporter;

	private final RpcClient client;

	private final OutgoingCalls calls;

	private final ObjectImporter importer;

	private final ObjectDispatcher dispatcher;

	private final Clients clients;

	private final LostClients lostClients;

	private final ExpectedClients expectedClients;

	private final OnDemandServer server;

	private volatile boolean closed;

	/**
	 * Creates the object RPC of this process, which does nothing yet.
	 * @param settings how it behaves
	 * @param place makes the endpoint to listen at, asked when it is needed, and again
	 * when somebody has removed its socket
	 * @param secret what others show who may speak for their users, or {@code null} if
	 * nobody may
	 * @param guard decides who may call
	 * @param extensions what travels with calls
	 * @param creator creates instances for other processes
	 * @param leakDetector watches the pointers to objects of others
	 */
	public ObjectRpc(OrpcSettings settings, Supplier<Endpoint> place, @Nullable String secret, ActivationGuard guard,
			List<CallExtension> extensions, InstanceCreator creator, LeakDetector leakDetector) {
		this.leakDetector = leakDetector;
		this.exporter = new ObjectExporter(this.self, this.types, creator, new HeldObjects(settings.objectsOfPeer()),
				(object) -> RemoteInterface.behind(object) != null);
		this.clients = new Clients(this.exporter);
		this.lostClients = new LostClients(this.introductions, this.clients, this::hasConnectionOf, this::look);
		this.expectedClients = new ExpectedClients(this.clients, this::isClient);
		this.client = new RpcClient(settings.limits(), this.introductions::shownAt);
		CallChains chains = new CallChains(this.exporter::isHeldBy);
		this.calls = new OutgoingCalls(this.client, chains, settings.callTimeout(), List.copyOf(extensions),
				settings.arguments(), AnswerLimit.extents(settings.limits().reassembledBytes()));
		this.importer = new ObjectImporter(this.exporter, this.types, this.introductions, this.calls, leakDetector,
				settings.streamPiece(), this::isClient, secret != null);
		this.dispatcher = new ObjectDispatcher(this.importer.exchanges(), new OxidResolver(this.self),
				new Callers(chains, this.introductions, this.clients, this.lostClients), guard, List.copyOf(extensions),
				settings.results());
		PeerAccounts accounts = new PeerAccounts(settings.limits());
		this.server = new OnDemandServer(place, (listened) -> RpcServer.listen(listened, this.dispatcher, accounts,
				List.of(() -> ProcessIdentity.server(this.introductions.key(), secret))));
		this.exporter.exportRemUnknown(this.self.remUnknown(), new RemUnknownStub(this.exporter, this.clients));
	}

	/**
	 * Returns the number of this process.
	 * @return the OXID, never 0
	 */
	public long oxid() {
		return this.self.oxid();
	}

	/**
	 * Returns where this process listens, and starts to listen if it does not yet.
	 * @return the endpoint
	 * @throws ComException {@code RPC_S_SERVER_UNAVAILABLE} if the endpoint cannot be
	 * listened at, {@code RPC_E_DISCONNECTED} once this is closed
	 */
	public Endpoint endpoint() {
		requireOpen();
		return this.server.endpoint();
	}

	/**
	 * Listens at a further place, for processes that may not reach the usual one.
	 * @param further the place
	 * @throws ComException as for {@link #endpoint()}
	 */
	public void listenAt(ListeningPlace further) {
		this.server.listenAt(further);
	}

	/**
	 * Looks whether the sockets of this process are still there, before somebody is told
	 * to connect to them, and listens anew at those that somebody has removed. That is
	 * done every few seconds anyway.
	 * @throws ComException {@code RPC_S_SERVER_UNAVAILABLE} if one cannot be listened at
	 * anew
	 */
	public void restoreEndpoints() {
		requireOpen();
		this.server.restore();
	}

	private void requireOpen() {
		if (this.closed) {
			throw new ComException(HResult.RPC_E_DISCONNECTED, "This process has closed its object RPC");
		}
	}

	/**
	 * Exports an object under a number that its clients know, unguarded.
	 * @param <T> the interface
	 * @param ipid the number
	 * @param type the interface
	 * @param target the object
	 */
	public <T> void exportWellKnown(Guid ipid, Class<T> type, T target) {
		this.exporter.exportWellKnown(ipid, type, target);
	}

	/**
	 * Returns an interface that belongs to no object, to be served or called.
	 * @param iid the interface
	 * @return the interface
	 */
	public ObjectlessInterface objectless(Iid iid) {
		return new ObjectlessInterface(this.importer.exchanges(), this.calls, iid);
	}

	/**
	 * Returns a proxy for an object that is known by its number alone.
	 * @param <T> the interface
	 * @param endpoint where its process listens, as who calls this knows for sure
	 * @param process the number of its process, or 0 if it is not known and the object is
	 * never handed a pointer
	 * @param secret what this process shares with that one, or {@code null}
	 * @param ipid the number
	 * @param type the interface
	 * @return the proxy, which needs no references
	 */
	public <T> T wellKnown(Endpoint endpoint, long process, @Nullable String secret, Guid ipid, Class<T> type) {
		if (secret != null) {
			meet(endpoint, process, secret);
		}
		return type.cast(this.importer.wellKnown(endpoint, process, ipid, type, null, CallTerms.NONE));
	}

	/**
	 * Returns such a proxy for calls about a class, on the terms of its objects.
	 */
	public <T> T wellKnown(Endpoint endpoint, long process, Guid ipid, Class<T> type, CoClass about, CallTerms terms) {
		return type.cast(this.importer.wellKnown(endpoint, process, ipid, type, about, terms));
	}

	/**
	 * Marshals an instance for a client.
	 * @param instance the instance, whose creator's reference becomes the client's, or is
	 * given back if this fails
	 * @param iids the interfaces that the client asked for, at least one
	 * @param receiver the client
	 * @return a reference for each interface, {@code null} where the instance does not
	 * support it
	 * @throws ComException {@code E_NOINTERFACE} if it supports none,
	 * {@code CO_E_CANT_REMOTE} if an interface cannot leave the process
	 */
	public List<byte @Nullable []> marshal(CountedObject instance, List<Iid> iids, long receiver) {
		List<byte @Nullable []> references = new ActivationMarshaller(this.exporter, receiver).marshal(instance, iids);
		this.expectedClients.add(receiver);
		return references;
	}

	/**
	 * Marshals a class object for a client.
	 * @param classObject the class object, held; the hold is given back
	 * @param iid the interface that the client asked for
	 * @param receiver the client
	 * @return the reference
	 * @throws ComException {@code E_NOINTERFACE} if the class object does not support it
	 */
	public byte[] marshal(ClassObject classObject, Iid iid, long receiver) {
		// The client's lock has to be there before the hold is given back
		classObject.server().acquire();
		try {
			CountedClassObject counted = new CountedClassObject(classObject, this.leakDetector);
			byte[] reference = new ActivationMarshaller(this.exporter, receiver).marshal(classObject, counted, iid);
			this.expectedClients.add(receiver);
			return reference;
		}
		finally {
			classObject.server().release();
		}
	}

	/**
	 * Takes back what was marshalled for a client that did not get it.
	 * @param reference the reference
	 * @param receiver the client
	 * @throws ComException {@code RPC_E_INVALID_OBJREF}
	 */
	public void takeBack(byte[] reference, long receiver) {
		StdObjRef handed = ObjRef.parse(reference).target();
		this.exporter.release(handed.ipid(), receiver, handed.publicRefs());
	}

	/**
	 * Unmarshals what an activation returned.
	 * @param coClass the class
	 * @param terms what holds for calls of the object
	 * @param references references to interfaces of one object, at least one
	 * @return the object with its creator's reference
	 * @throws ComException {@code RPC_E_INVALID_OBJREF}
	 */
	public CountedObject unmarshal(CoClass coClass, CallTerms terms, List<byte[]> references) {
		return this.importer.activated(coClass, terms, references.stream().map(ObjRef::parse).toList());
	}

	/**
	 * Creates an instance with a class factory of another process.
	 * @param factory the class factory, as its pointer returns it
	 * @param type the interface
	 * @param licenseKey the run-time key, or {@code null} to do without
	 * @return the instance with its creator's reference, or {@code null} if the factory
	 * is one of this process
	 */
	public static @Nullable CountedObject createWith(Object factory, Class<?> type, @Nullable String licenseKey) {
		return (factory instanceof RemoteClassFactory remote) ? remote.createCounted(type, licenseKey) : null;
	}

	/**
	 * Names the process of an object for people.
	 * @param object the object, as its pointer returns it
	 * @return such as {@code process 4711}, or {@code null} if it is one of this process
	 */
	public static @Nullable String processOf(Object object) {
		RemoteInterface remote = RemoteInterface.behind(object);
		return (remote != null) ? remote.object().describeProcess() : null;
	}

	/**
	 * Breaks the connections of all clients to an object ({@code CoDisconnectObject}):
	 * calls that are under way finish, later ones fail. Does nothing for an object that
	 * has no clients.
	 * @param object the object
	 * @throws ComException {@code E_INVALIDARG} without an object
	 */
	public void disconnect(@Nullable Object object) {
		this.exporter.disconnect(required(object));
	}

	/**
	 * Keeps an object without clients, or no more ({@code CoLockObjectExternal}).
	 * @param object the object
	 * @param lock whether to lock; all calls count
	 * @param lastUnlockReleases whether the last unlock lets an object without clients
	 * go, rather than the next client to leave
	 * @throws ComException {@code E_INVALIDARG} without an object
	 */
	public void lockObjectExternal(@Nullable Object object, boolean lock, boolean lastUnlockReleases) {
		this.exporter.lockExternal(required(object), lock, lastUnlockReleases);
	}

	private static Object required(@Nullable Object object) {
		if (object == null) {
			throw new ComException(HResult.E_INVALIDARG, "No object was given");
		}
		return object;
	}

	/**
	 * Marshals an object of this process for nobody in particular
	 * ({@code CoMarshalInterface}).
	 * @param object the object
	 * @param type the interface
	 * @param kind how often the reference can be unmarshalled
	 * @return the reference, to be unmarshalled or released
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_CANT_REMOTE}
	 */
	public byte[] marshal(Object object, Class<?> type, Marshalling kind) {
		return this.exporter.reference(this.exporter.packets().add(object, type, kind), 0).toBytes();
	}

	/**
	 * Unmarshals a reference ({@code CoUnmarshalInterface}).
	 * @param type the interface
	 * @param reference the reference
	 * @return the object if it is one of this process, else a proxy
	 * @throws ComException {@code RPC_E_INVALID_OBJREF}, {@code CO_E_OBJNOTCONNECTED} if
	 * it is used up, {@code CO_E_OBJNOTREG} if it is weak and its object gone
	 */
	public Object unmarshal(Class<?> type, byte[] reference) {
		return this.importer.unmarshal(type, ObjRef.parse(reference), null);
	}

	/**
	 * Releases a reference, if it is not used up ({@code CoReleaseMarshalData}): at once
	 * if its object is of this process, else soon, as a pointer that is closed.
	 * @param reference the reference
	 * @throws ComException {@code RPC_E_INVALID_OBJREF}, {@code OR_INVALID_OXID} if this
	 * process was not introduced to that of the object
	 */
	public void releaseMarshalData(byte[] reference) {
		this.importer.releaseMarshalData(ObjRef.parse(reference));
	}

	/**
	 * Takes back what a client holds that has died, and forgets what was known of its own
	 * objects and shared with it.
	 * @param oxid the client
	 */
	public void processGone(long oxid) {
		this.exporter.clientGone(oxid);
		Endpoint called = this.importer.processGone(oxid);
		Endpoint known = this.introductions.contacts().forget(oxid);
		Endpoint listened = (called != null) ? called : known;
		if (listened != null) {
			this.client.disconnect(listened);
		}
		this.lostClients.remove(oxid);
		this.expectedClients.remove(oxid);
	}

	/**
	 * Keeps in mind where a process listens that calls at the moment, until
	 * {@link #processGone} says that it has ended. This process connects to it there, and
	 * introduces others to it.
	 * @param endpoint where it listens, which has been checked
	 * @param process its number
	 * @param secret the secret that the two share, or {@code null}
	 * @throws ComException {@code E_ACCESSDENIED} if another one listens there that is
	 * connected to this one
	 */
	public void meet(Endpoint endpoint, long process, @Nullable String secret) {
		this.introductions.meet(endpoint, process, secret);
	}

	/**
	 * Forgets that a process listens at an endpoint, as if it had not been met there.
	 * @param endpoint the endpoint
	 * @param process its number
	 */
	public void part(Endpoint endpoint, long process) {
		this.introductions.contacts().remove(endpoint, process);
	}

	/**
	 * Sets the service control manager of this process, which introduces it to others:
	 * the key to this process is shown there, and nowhere else.
	 * @param scm where it listens
	 * @param introducer asks it
	 */
	public void introducedBy(Endpoint scm, Introducer introducer) {
		this.introductions.introducedBy(scm, introducer);
	}

	/**
	 * Introduces one process to another, as the service control manager of at least the
	 * first one.
	 * @param process the number of the one that is to be reached, this process included
	 * @param holder the number of the one that wants to reach it
	 * @return how it does, or {@code null} if the first one has not introduced itself
	 * here, or listens nowhere that others connect to
	 */
	public @Nullable Introduction introduce(long process, long holder) {
		return this.introductions.introduce(process, holder);
	}

	/**
	 * Sets which processes are connected to where they say themselves that they listen,
	 * in place of those that listen beside this one or its service control manager.
	 * @param admitted tells of an endpoint and of who names it whether it is
	 */
	public void admit(BiPredicate<UnixEndpoint, Peer> admitted) {
		this.introductions.admit(admitted);
	}

	/**
	 * Lets a process know that this one lives for as long as it does: what this one holds
	 * there, and that it serves, does not end with any call. References see to it
	 * themselves.
	 * @param endpoint where the process listens
	 */
	public void stayConnected(Endpoint endpoint) {
		this.calls.stayConnected(endpoint);
	}

	private boolean isClient(long oxid) {
		return hasConnectionOf(oxid) || this.lostClients.has(oxid);
	}

	private Presence look(Endpoint endpoint, long oxid) {
		return this.importer.look(endpoint, oxid);
	}

	private boolean hasConnectionOf(long oxid) {
		return this.server.hasClient((principal) -> principal instanceof Introduced known && known.oxid() == oxid);
	}

	/** Keeps the idle connections of a client for as long as it lives. */
	public void keepConnected(long client) {
		this.clients.keepConnected(client);
	}

	/**
	 * Returns how the calls fare that come in.
	 * @return the counts, which go on
	 */
	public CallCounts counts() {
		return this.dispatcher.counts();
	}

	/**
	 * Has the clients of objects that were not activated, such as what an instance has
	 * returned, keep a server, as those of instances do.
	 * @param server the server, which is kept for what is handed out from now on
	 */
	public void keep(ClassObject.Server server) {
		this.exporter.keep(server);
	}

	/**
	 * Tells a listener of clients that have gone.
	 * @param listener the listener
	 */
	public void addListener(ClientListener listener) {
		this.clients.addListener(listener);
	}

	/**
	 * Lists what clients hold, for an operator.
	 * @return a snapshot
	 */
	public List<ObjectReferences> references() {
		return this.exporter.references();
	}

	private StringBindings bindings() {
		return new StringBindings(endpoints());
	}

	private List<Endpoint> endpoints() {
		requireOpen();
		return this.server.endpoints();
	}

	/**
	 * Returns the pointer to {@code IRemUnknown} of this process.
	 * @return the number of the pointer
	 */
	public Guid remUnknown() {
		return this.self.remUnknown();
	}

	/**
	 * Serves no more, and gives back what this process holds of others. Calls that are
	 * under way have a limited time to end, and until then all that they need.
	 */
	@Override
	public void close() {
		this.clients.close();
		this.lostClients.close();
		this.expectedClients.close();
		this.importer.close();
		this.server.close();
		this.closed = true;
		this.calls.close();
		this.exporter.close();
		this.client.close();
	}

}
