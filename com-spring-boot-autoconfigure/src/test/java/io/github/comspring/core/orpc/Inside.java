package io.github.comspring.core.orpc;

import java.lang.reflect.Field;

import io.github.comspring.core.orpc.exporter.ExpectedClients;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.identity.Introduced;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.orpc.importer.ObjectImporter;
import io.github.comspring.core.orpc.importer.OutgoingCalls;
import io.github.comspring.core.rpc.client.RpcClient;

/**
 * What the object RPC of a process is put together from, which it shows nobody else.
 */
public final class Inside {

	private Inside() {
	}

	public static Introductions introductions(ObjectRpc rpc) {
		return get(rpc, "introductions", Introductions.class);
	}

	public static ObjectExporter exporter(ObjectRpc rpc) {
		return get(rpc, "exporter", ObjectExporter.class);
	}

	public static ExpectedClients expected(ObjectRpc rpc) {
		return get(rpc, "expectedClients", ExpectedClients.class);
	}

	public static ObjectImporter importer(ObjectRpc rpc) {
		return get(rpc, "importer", ObjectImporter.class);
	}

	public static OutgoingCalls calls(ObjectRpc rpc) {
		return get(rpc, "calls", OutgoingCalls.class);
	}

	public static RpcClient client(ObjectRpc rpc) {
		return get(rpc, "client", RpcClient.class);
	}

	/**
	 * Tells whether a process is a client of another one.
	 */
	public static boolean isClient(ObjectRpc rpc, long oxid) {
		return importer(rpc).exchanges().client().test(oxid);
	}

	/**
	 * Tells whether a process has a connection of another one.
	 */
	public static boolean hasConnectionOf(ObjectRpc rpc, long oxid) {
		return get(rpc, "server", OnDemandServer.class)
			.hasClient((principal) -> principal instanceof Introduced known && known.oxid() == oxid);
	}

	/**
	 * Tells whether a process has a connection of anybody.
	 */
	public static boolean hasConnections(ObjectRpc rpc) {
		return get(rpc, "server", OnDemandServer.class).hasClient((principal) -> true);
	}

	private static <T> T get(ObjectRpc rpc, String name, Class<T> type) {
		try {
			Field field = ObjectRpc.class.getDeclaredField(name);
			field.setAccessible(true);
			return type.cast(field.get(rpc));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
