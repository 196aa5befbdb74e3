package sample.desk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * Says to the person who brought a document why nothing came of it, and what to do.
 */
final class Explanation {

	/** The process, how it ended, and the last line that it wrote, if any. */
	private static final Pattern END = Pattern
		.compile("Process (\\d+) of .*?} ([^;]+)(?:;.*(?: \\| |wrote: )(.+)|;.*)?$");

	private Explanation() {
	}

	/**
	 * Explains a failure.
	 * @param ex the failure
	 * @return sentences
	 */
	static String of(ComException ex) {
		if (ex.hresult().equals(HResult.RPC_E_TIMEOUT)) {
			return "The document takes longer than the desk allows, as documents made to do harm do. The process that"
					+ " worked on it was ended. Other documents are not affected: the next one gets a new process."
					+ " Ask the sender of this one for a simpler copy.";
		}
		if (ex.hresult().equals(HResult.CO_E_CLASS_DISABLED)) {
			return "The desk draws nothing for a short while, because its process has failed too often. Your document"
					+ " may be fine: try again in a minute, or tell the operator. " + ex.detail() + ".";
		}
		return SharedProcess.isLost(ex) ? lost(ex) : ex.getMessage();
	}

	private static String lost(ComException ex) {
		String what = ex.detail().contains("OutOfMemoryError")
				? "The document needs more memory than the desk allows, as documents made to do harm do."
				: "The document has ended the process that worked on it, twice.";
		return what + " " + end(ex.detail()) + " Other documents are not affected: the next one gets a new process."
				+ " Ask the sender of this one for another copy.";
	}

	private static String end(String detail) {
		Matcher end = END.matcher(detail);
		if (!end.find()) {
			return detail + ".";
		}
		String lastLine = (end.group(3) != null) ? "; the last it wrote: " + end.group(3) : "";
		return "Process " + end.group(1) + " " + end.group(2) + lastLine + ".";
	}

}
