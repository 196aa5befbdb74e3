package io.github.comspring.core.orpc;

import java.lang.reflect.Field;

import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * What the object RPC of a process is put together from, which it shows nobody else.
 */
final class Inside {

	private Inside() {
	}

	static Introductions introductions(ObjectRpc rpc) {
		return get(rpc, "introductions", Introductions.class);
	}

	static ObjectExporter exporter(ObjectRpc rpc) {
		return get(rpc, "exporter", ObjectExporter.class);
	}

	static ObjectImporter importer(ObjectRpc rpc) {
		return get(rpc, "importer", ObjectImporter.class);
	}

	static OutgoingCalls calls(ObjectRpc rpc) {
		return get(rpc, "calls", OutgoingCalls.class);
	}

	static RpcClient client(ObjectRpc rpc) {
		return get(rpc, "client", RpcClient.class);
	}

	/**
	 * Returns another process as this one calls it.
	 */
	static RemoteProcess remoteProcess(ObjectRpc rpc, long oxid, Endpoint endpoint) {
		return new RemoteProcess(calls(rpc), importer(rpc).exchanges(), oxid, endpoint);
	}

	/**
	 * Tells whether a process is a client of another one.
	 */
	static boolean isClient(ObjectRpc rpc, long oxid) {
		return importer(rpc).exchanges().client().test(oxid);
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
