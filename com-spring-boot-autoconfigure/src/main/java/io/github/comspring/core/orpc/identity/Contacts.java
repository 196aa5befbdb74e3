package io.github.comspring.core.orpc.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The processes that this one was introduced to, by where they listen. Safe from any
 * thread.
 */
public final class Contacts {

	private final ConcurrentMap<Endpoint, Contact> contacts = new ConcurrentHashMap<>();

	/**
	 * Adds a contact, instead of whoever listened at its endpoint before.
	 * @param contact the contact
	 */
	public void add(Contact contact) {
		this.contacts.merge(contact.endpoint(), contact, (present,
				added) -> (present.kept() && present.process() == added.process()) ? union(present, added) : added);
	}

	/**
	 * Adds a contact that is kept, with what is known of the same process already.
	 * @param contact the contact, which is kept
	 */
	public void keep(Contact contact) {
		this.contacts.merge(contact.endpoint(), contact,
				(present, added) -> (present.process() == added.process()) ? union(present, added) : added);
	}

	private static Contact union(Contact present, Contact added) {
		return new Contact(added.endpoint(), added.process(),
				(added.ticket() != null) ? added.ticket() : present.ticket(),
				(added.key() != null) ? added.key() : present.key(),
				(added.secret() != null) ? added.secret() : present.secret(), true);
	}

	/**
	 * Finds a process by where it listens.
	 * @param endpoint the endpoint
	 * @return the contact, or {@code null} if there is none
	 */
	public @Nullable Contact find(Endpoint endpoint) {
		return this.contacts.get(endpoint);
	}

	/**
	 * Finds a process by its number.
	 * @param process the number, not 0
	 * @return the contact, or {@code null} if there is none
	 */
	public @Nullable Contact find(long process) {
		for (Contact each : this.contacts.values()) {
			if (each.process() == process) {
				return each;
			}
		}
		return null;
	}

	/**
	 * Forgets a process that this one has nothing of any more, unless it is kept.
	 * @param endpoint where it listens
	 * @param process its number
	 */
	public void drop(Endpoint endpoint, long process) {
		this.contacts.computeIfPresent(endpoint,
				(same, present) -> (present.process() == process && !present.kept()) ? null : present);
	}

	/**
	 * Forgets that a process listens at an endpoint, kept or not.
	 * @param endpoint the endpoint
	 * @param process its number
	 */
	public void remove(Endpoint endpoint, long process) {
		this.contacts.computeIfPresent(endpoint, (same, present) -> (present.process() == process) ? null : present);
	}

	/**
	 * Forgets a process that has ended. Its successor at the same endpoint stays.
	 * @param process the number of the process, not 0
	 * @return where it listened, or {@code null} if it was not known
	 */
	public @Nullable Endpoint forget(long process) {
		for (Map.Entry<Endpoint, Contact> each : this.contacts.entrySet()) {
			if (each.getValue().process() == process && this.contacts.remove(each.getKey(), each.getValue())) {
				return each.getKey();
			}
		}
		return null;
	}

	/**
	 * Returns how many processes are known.
	 * @return the number
	 */
	public int size() {
		return this.contacts.size();
	}

}
