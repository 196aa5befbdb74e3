package io.github.comspring.core.scm;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Which classes others are served from a process. In its own class table a process
 * registers what it likes. From a process that was launched others are served the classes
 * that the registry gives to its application or its program, and no further one: what it
 * runs is not trusted to choose, and a class that nobody has registered may be that of an
 * application that has yet to come. A process that came by itself belongs to no
 * application. Others are served any class from it that the registry gives to no
 * surrogate and no launched process serves; it may be the server that a registration
 * names. Safe from any thread.
 *
 * @param registry knows whose a class is
 * @param table knows who serves it
 */
record PublishRights(ComRegistry registry, MachineClassTable table) {

	/**
	 * Decides whether others are served a class from a process.
	 * @param publisher the process
	 * @param clsid the class
	 * @return why they are not ({@code E_ACCESSDENIED}), with the names of both, else
	 * {@code null}
	 */
	@Nullable String refusal(RunningServer publisher, Clsid clsid) {
		Launch launch = publisher.launch();
		ClassRegistration registration = registration(clsid);
		if (registration != null && launch != null && isOf(launch.key(), registration)) {
			return null;
		}
		if (registration != null && isOfAnother(launch, registration)) {
			return refusal(publisher, registration.coClass(), owner(registration));
		}
		RunningServer other = this.table.offering(clsid, (each) -> isOther(publisher, each));
		return (other != null || launch != null)
				? refusal(publisher, this.registry.coClass(clsid), (other != null) ? describe(other) : null) : null;
	}

	/**
	 * One that cannot be read gives its class to nobody.
	 */
	private @Nullable ClassRegistration registration(Clsid clsid) {
		try {
			return this.registry.registration(clsid);
		}
		catch (ComException ex) {
			return null;
		}
	}

	/**
	 * Tells whether the registry gives a class to another application. A program that it
	 * names may also have been started by hand.
	 */
	private static boolean isOfAnother(@Nullable Launch launch, ClassRegistration registration) {
		boolean isOfProgram = registration.localServer() != null;
		return (launch != null) ? isOfProgram || registration.coClass().appId() != null
				: !isOfProgram && registration.coClass().appId() != null;
	}

	private static boolean isOf(LaunchKey application, ClassRegistration registration) {
		AppId appId = registration.coClass().appId();
		return (appId != null && appId.equals(application.appId()))
				|| (registration.localServer() != null && registration.localServer().equals(application.server()));
	}

	/**
	 * Tells whether a server is of another application. Of those that came by themselves
	 * there may be several of one, which stand in for each other.
	 */
	private static boolean isOther(RunningServer publisher, RunningServer other) {
		Launch mine = publisher.launch();
		Launch its = other.launch();
		if (mine == null || its == null) {
			return mine != its;
		}
		return !mine.key().isOfSameApplication(its.key());
	}

	private String owner(ClassRegistration registration) {
		AppId appId = registration.coClass().appId();
		return (appId != null) ? name(appId) : "the program that its registration names";
	}

	private String name(AppId appId) {
		ApplicationRegistration application = this.registry.application(appId);
		String name = (application != null) ? application.name() : null;
		return "application " + ((name != null) ? name + " " + appId : appId);
	}

	private String describe(RunningServer server) {
		Launch launch = server.launch();
		return (launch != null) ? name(launch.key()) + ", whose " + server + " serves it"
				: server + ", which serves it";
	}

	private String name(LaunchKey key) {
		return (key.appId() != null) ? name(key.appId()) : key.toString();
	}

	private String refusal(RunningServer publisher, CoClass coClass, @Nullable String owner) {
		Launch launch = publisher.launch();
		String who = (launch != null) ? publisher + " of " + name(launch.key())
				: publisher + ", which was not launched";
		String why = (owner != null) ? "it belongs to " + owner : "no registration gives it to an application";
		String otherwise = (owner != null) ? "leave it to the other one" : "have it served in this process alone";
		return HResult.E_ACCESSDENIED + ": Others are not served " + coClass + " from " + who + ": " + why
				+ ". Register the class for the application that is to serve it, or " + otherwise + ".";
	}

}
