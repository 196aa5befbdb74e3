package io.github.comspring.core.orpc.identity;

import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContactsTests {

	private static final Endpoint HERE = new TcpEndpoint("here", 1);

	private static final Endpoint THERE = new TcpEndpoint("there", 1);

	private final Contacts contacts = new Contacts();

	private void keep(Endpoint endpoint, long process, String secret) {
		this.contacts.keep(new Contact(endpoint, process, null, null, secret, true));
	}

	private Contact passing(Endpoint endpoint, long process) {
		Contact contact = new Contact(endpoint, process, new byte[ProcessKey.LENGTH]);
		this.contacts.add(contact);
		return contact;
	}

	@Test
	void dropThenWhatIsKeptAndASuccessorStay() {
		keep(HERE, 1, "first");
		passing(HERE, 1);
		this.contacts.drop(HERE, 1);
		assertThat(this.contacts.find(1).secret()).isEqualTo("first");
		Contact successor = passing(THERE, 3);
		this.contacts.drop(THERE, 2);
		assertThat(this.contacts.find(THERE)).isSameAs(successor);
		this.contacts.drop(THERE, 3);
		assertThat(this.contacts.find(THERE)).isNull();
		assertThat(this.contacts.size()).isOne();
	}

	@Test
	void removeThenThatOfTheProcessAlone() {
		keep(HERE, 1, "first");
		this.contacts.remove(HERE, 2);
		assertThat(this.contacts.find(HERE)).isNotNull();
		this.contacts.remove(HERE, 1);
		assertThat(this.contacts.size()).isZero();
	}

	@Test
	void keepTwiceThenWhatIsKnownStays() {
		keep(HERE, 1, "first");
		this.contacts.keep(new Contact(HERE, 1, new byte[] { 1 }, null, null, true));
		assertThat(this.contacts.find(HERE).secret()).isEqualTo("first");
		assertThat(this.contacts.find(HERE).ticket()).containsExactly(1);
		this.contacts.keep(new Contact(HERE, 2, null, null, null, true));
		assertThat(this.contacts.find(HERE).secret()).isNull();
	}

	@Test
	void addWhenASecretIsKeptThenItAndTheTicket() {
		keep(HERE, 1, "shared");
		passing(HERE, 1);
		assertThat(this.contacts.find(1).secret()).isEqualTo("shared");
		assertThat(this.contacts.find(1).ticket()).isNotNull();
		passing(HERE, 2);
		assertThat(this.contacts.find(HERE).secret()).as("of a successor").isNull();
	}

	@Test
	void forgetThenThatOfTheProcessAlone() {
		keep(HERE, 1, "first");
		keep(THERE, 2, "second");
		assertThat(this.contacts.forget(1)).isEqualTo(HERE);
		assertThat(this.contacts.find(HERE)).isNull();
		assertThat(this.contacts.find(THERE).secret()).isEqualTo("second");
		assertThat(this.contacts.forget(1)).isNull();
	}

	@Test
	void forgetAfterASuccessorCameThenThatOfTheSuccessorStays() {
		keep(HERE, 1, "first");
		keep(HERE, 2, "second");
		assertThat(this.contacts.forget(1)).isNull();
		assertThat(this.contacts.find(HERE).secret()).isEqualTo("second");
	}

}
