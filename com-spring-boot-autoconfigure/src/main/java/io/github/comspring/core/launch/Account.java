package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.regex.Pattern;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * A user of the operating system, as its user database has it.
 *
 * @param name the name that it is known by
 * @param uid the number of the user
 * @param gid the number of the user's primary group
 * @param home the user's home directory, which need not exist
 */
public record Account(String name, long uid, long gid, String home) {

	/** What COM calls whoever is logged on at the screen. */
	private static final String INTERACTIVE_USER = "Interactive User";

	/** A number would be taken for that of a user, whom nobody named. */
	private static final Pattern NAME = Pattern.compile("(?!\\d+$)[^\\s\\p{Cntrl}:/,-][^\\s\\p{Cntrl}:/,]*");

	/** The exit status of {@code getent} for what is not in the database. */
	private static final int NOT_FOUND = 2;

	/**
	 * Finds the account that server processes run under.
	 * @param runAs the value {@code RunAs}
	 * @return the account
	 * @throws ComException {@code CO_E_RUNAS_SYNTAX} if that is no name of a user,
	 * {@code CO_E_RUNAS_LOGON_FAILURE} if there is no such user, or if it is the
	 * interactive user, whom a server does not have,
	 * {@code CO_E_RUNAS_CREATEPROCESS_FAILURE} if the database cannot be read
	 */
	public static Account find(String runAs) {
		if (runAs.equalsIgnoreCase(INTERACTIVE_USER)) {
			throw new ComException(HResult.CO_E_RUNAS_LOGON_FAILURE,
					"RunAs is '" + runAs + "', and nobody is logged on interactively as far as is known here; name a "
							+ "user of the operating system instead");
		}
		if (!NAME.matcher(runAs).matches()) {
			throw new ComException(HResult.CO_E_RUNAS_SYNTAX,
					"RunAs is '" + runAs + "', which is no name of a user of the operating system");
		}
		SystemTool getent = SystemTool.run(List.of("getent", "passwd", runAs));
		if (getent.status() == NOT_FOUND) {
			throw new ComException(HResult.CO_E_RUNAS_LOGON_FAILURE,
					"RunAs is '" + runAs + "', and this machine knows no such user; create it, or name another one");
		}
		return parse(runAs, getent.output());
	}

	private static Account parse(String name, String entry) {
		String[] fields = entry.split(":", -1);
		try {
			return new Account(name, Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[5]);
		}
		catch (RuntimeException ex) {
			throw new ComException(HResult.CO_E_RUNAS_CREATEPROCESS_FAILURE,
					"The user database has no proper entry for " + name + ": " + entry, ex);
		}
	}

	/**
	 * Makes the user the owner of a file, or of a link and not of where it leads.
	 * @param file the file, which nobody else may be able to replace meanwhile
	 * @throws IOException if this process may not do that
	 */
	public void own(Path file) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class,
				LinkOption.NOFOLLOW_LINKS);
		if (view == null) {
			throw new IOException("Files have no owners here");
		}
		view.setOwner(file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(this.name));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
