package sample.reader;

/**
 * All that the README and the manual give to paste: the projects, and the files of
 * configuration, each of which an application is run with.
 */
class Stories {

	private final Projects projects;

	private final Block surrogate;

	private final Block server;

	private final Block confinement;

	private final Block groups;

	private final Block registry;

	Stories(Manual manual) {
		this.surrogate = manual.with("yaml", "hello: { max-memory: 256MB, call-timeout: 10s");
		this.server = manual.with("yaml", "context: local-server");
		this.confinement = manual.with("yaml", "command-prefix");
		this.groups = manual.with("yaml", "cgroup:");
		this.registry = manual.with("yaml", "InprocServer32");
		this.projects = new Projects(manual, this.surrogate);
	}

	Projects projects() {
		return this.projects;
	}

	/** The class in a jar, which runs in a surrogate. */
	Block surrogate() {
		return this.surrogate;
	}

	/** The class in a jar or in a program, which runs in the program. */
	Block server() {
		return this.server;
	}

	/** The class in a surrogate with limits. */
	Block confinement() {
		return this.confinement;
	}

	/** The class in a surrogate with a control group, where there are any. */
	Block groups() {
		return this.groups;
	}

	/** A file of the registry. */
	Block registry() {
		return this.registry;
	}

}
