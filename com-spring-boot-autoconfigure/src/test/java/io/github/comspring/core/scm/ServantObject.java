package io.github.comspring.core.scm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.comspring.Clsid;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * The object behind {@link Servant}.
 */
record ServantObject(ClassTable classTable, ObjectRpc rpc, Endpoint scm, long pid,
		List<String> arguments) implements Servant {

	@Override
	public String echo(String text) {
		return text;
	}

	@Override
	public void die() {
		Runtime.getRuntime().halt(9);
	}

	@Override
	public void exhaust() {
		List<byte[]> hoard = new ArrayList<>();
		while (hoard.size() < Integer.MAX_VALUE) {
			hoard.add(new byte[1 << 20]);
		}
	}

	@Override
	public void loop() {
		while (this.pid != 0) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	@Override
	public void pass(int gate) {
		Gate.pass(Integer.toString(gate), this.pid);
	}

	@Override
	public void passAndCall(int gate, Listener listener) {
		pass(gate);
		call(listener);
	}

	@Override
	public long spawn() {
		try {
			return new ProcessBuilder("sleep", "1000").start().pid();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String run(String main, List<String> arguments) {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
				"-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp", System.getProperty("java.class.path"), main));
		command.addAll(arguments);
		command.addAll(this.arguments);
		try {
			Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String loopElsewhere(Clsid clsid, int callTimeout) {
		return new ServantClient(this.rpc, this.scm).loop(clsid, callTimeout);
	}

	@Override
	public long activateElsewhere(Clsid clsid) {
		return new ServantClient(this.rpc, this.scm).activate(clsid);
	}

	@Override
	public void call(Listener listener) {
		listener.called(this.pid);
	}

	@Override
	public void suspend() {
		this.classTable.suspend();
	}

	@Override
	public void resume() {
		this.classTable.resume();
	}

	@Override
	public void revokeAll() {
		this.classTable.registrations().forEach((each) -> this.classTable.revoke(each.cookie()));
	}

	@Override
	public int addRefServerProcess() {
		return this.classTable.addRefServerProcess();
	}

	@Override
	public int releaseServerProcess() {
		return this.classTable.releaseServerProcess();
	}

	@Override
	public void hangUp() {
		this.rpc.close();
	}

}
