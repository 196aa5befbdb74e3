package io.github.comspring.place.served;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.comspring.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * A node, which keeps a journal.
 */
public final class NodeObject implements Node, Node.Colourful, Unknown, AutoCloseable {

	private static final Queue<String> JOURNAL = new ConcurrentLinkedQueue<>();

	private volatile String name = "";

	private volatile @Nullable Node kept;

	@Override
	public void name(String name) {
		this.name = name;
		JOURNAL.add(name + " named");
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Node child() {
		NodeObject child = new NodeObject();
		child.name = "child of " + this.name;
		return child;
	}

	@Override
	public Node self() {
		return this;
	}

	@Override
	public @Nullable Node echo(@Nullable Node node) {
		return node;
	}

	@Override
	public boolean isThis(Node node) {
		return node == this;
	}

	@Override
	public boolean areEqual(Node one, Node other) {
		return one.equals(other) && one.hashCode() == other.hashCode();
	}

	@Override
	public boolean areSame(Node one, Node other) {
		return one == other;
	}

	@Override
	public void keep(@Nullable Node node) {
		this.kept = node;
	}

	@Override
	public @Nullable Node kept() {
		return this.kept;
	}

	@Override
	public String nameOfKept() {
		return Objects.requireNonNull(this.kept).name();
	}

	@Override
	public String nameAfter(Callback callback) throws CheckedFailure {
		callback.call(this.name);
		JOURNAL.add(this.name + " called");
		return this.name;
	}

	@Override
	public List<String> journal(String name) {
		return JOURNAL.stream().filter((event) -> event.startsWith(name + " ")).toList();
	}

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

	@Override
	public String colour() {
		return "green";
	}

	@Override
	public @Nullable Object queryInterface(Class<?> type) {
		if (type == Node.OnDemand.class) {
			return (Node.OnDemand) () -> this.name;
		}
		return type.isInstance(this) ? this : null;
	}

	@Override
	public List<Class<?>> interfaces() {
		return List.of(Node.OnDemand.class);
	}

	@Override
	public void close() {
		JOURNAL.add(this.name + " destroyed");
		if (this.name.endsWith("!")) {
			throw new IllegalStateException("Does not like to be destroyed");
		}
	}

}
