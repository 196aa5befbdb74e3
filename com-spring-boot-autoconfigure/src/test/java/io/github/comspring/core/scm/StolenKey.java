package io.github.comspring.core.scm;

import java.lang.reflect.Field;

import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.MachineResolver;

/**
 * The key to a process as if somebody had got hold of it.
 *
 * @param key the key
 */
record StolenKey(Object key) {

	static StolenKey of(ObjectRpc process) throws ReflectiveOperationException {
		Object introductions = introductions(process);
		return new StolenKey(field(introductions).get(introductions));
	}

	/**
	 * Has another process introduce itself with it.
	 */
	void give(ObjectRpc thief, Endpoint scm) throws ReflectiveOperationException {
		Object introductions = introductions(thief);
		field(introductions).set(introductions, this.key);
		MachineResolver.introduces(thief, scm);
	}

	private static Object introductions(ObjectRpc process) throws ReflectiveOperationException {
		Field field = ObjectRpc.class.getDeclaredField("introductions");
		field.setAccessible(true);
		return field.get(process);
	}

	private static Field field(Object introductions) throws ReflectiveOperationException {
		Field field = introductions.getClass().getDeclaredField("key");
		field.setAccessible(true);
		return field;
	}

}
