package io.github.comspring;

import java.util.HexFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The result of a COM operation: a 32-bit code, negative for a failure. Success codes
 * other than {@link #S_OK} carry information. Objects may use codes of their own, which
 * {@link #of(int)} keeps to the bit.
 * <p>
 * The texts are in the resource bundle of this class's name, and are the same in every
 * locale, so that logs of all machines read alike.
 */
public final class HResult {

	private static final ConcurrentMap<Integer, HResult> DEFINED = new ConcurrentHashMap<>();

	public static final HResult S_OK = define("S_OK", 0x00000000);

	public static final HResult S_FALSE = define("S_FALSE", 0x00000001);

	public static final HResult MK_S_REDUCED_TO_SELF = define("MK_S_REDUCED_TO_SELF", 0x000401E2);

	public static final HResult MK_S_MONIKERALREADYREGISTERED = define("MK_S_MONIKERALREADYREGISTERED", 0x000401E7);

	public static final HResult CO_S_NOTALLINTERFACES = define("CO_S_NOTALLINTERFACES", 0x00080012);

	public static final HResult E_NOTIMPL = define("E_NOTIMPL", 0x80004001);

	public static final HResult E_NOINTERFACE = define("E_NOINTERFACE", 0x80004002);

	public static final HResult E_POINTER = define("E_POINTER", 0x80004003);

	public static final HResult E_ABORT = define("E_ABORT", 0x80004004);

	public static final HResult E_FAIL = define("E_FAIL", 0x80004005);

	public static final HResult CO_E_CANT_REMOTE = define("CO_E_CANT_REMOTE", 0x80004013);

	public static final HResult CO_E_BAD_SERVER_NAME = define("CO_E_BAD_SERVER_NAME", 0x80004014);

	public static final HResult CO_E_WRONG_SERVER_IDENTITY = define("CO_E_WRONG_SERVER_IDENTITY", 0x80004015);

	public static final HResult CO_E_RUNAS_SYNTAX = define("CO_E_RUNAS_SYNTAX", 0x80004017);

	public static final HResult CO_E_CREATEPROCESS_FAILURE = define("CO_E_CREATEPROCESS_FAILURE", 0x80004018);

	public static final HResult CO_E_RUNAS_CREATEPROCESS_FAILURE = define("CO_E_RUNAS_CREATEPROCESS_FAILURE",
			0x80004019);

	public static final HResult CO_E_RUNAS_LOGON_FAILURE = define("CO_E_RUNAS_LOGON_FAILURE", 0x8000401A);

	public static final HResult CO_E_LAUNCH_PERMSSION_DENIED = define("CO_E_LAUNCH_PERMSSION_DENIED", 0x8000401B);

	public static final HResult CO_E_START_SERVICE_FAILURE = define("CO_E_START_SERVICE_FAILURE", 0x8000401C);

	public static final HResult CO_E_REMOTE_COMMUNICATION_FAILURE = define("CO_E_REMOTE_COMMUNICATION_FAILURE",
			0x8000401D);

	public static final HResult CO_E_SERVER_START_TIMEOUT = define("CO_E_SERVER_START_TIMEOUT", 0x8000401E);

	public static final HResult CO_E_CLSREG_INCONSISTENT = define("CO_E_CLSREG_INCONSISTENT", 0x8000401F);

	public static final HResult CO_E_NOT_SUPPORTED = define("CO_E_NOT_SUPPORTED", 0x80004021);

	public static final HResult CO_E_SERVER_PAUSED = define("CO_E_SERVER_PAUSED", 0x80004025);

	public static final HResult CO_E_SERVER_NOT_PAUSED = define("CO_E_SERVER_NOT_PAUSED", 0x80004026);

	public static final HResult CO_E_CLASS_DISABLED = define("CO_E_CLASS_DISABLED", 0x80004027);

	public static final HResult CO_E_SERVER_INIT_TIMEOUT = define("CO_E_SERVER_INIT_TIMEOUT", 0x8000402A);

	public static final HResult E_UNEXPECTED = define("E_UNEXPECTED", 0x8000FFFF);

	public static final HResult RPC_E_CALL_REJECTED = define("RPC_E_CALL_REJECTED", 0x80010001);

	public static final HResult RPC_E_CALL_CANCELED = define("RPC_E_CALL_CANCELED", 0x80010002);

	public static final HResult RPC_E_SERVER_DIED = define("RPC_E_SERVER_DIED", 0x80010007);

	public static final HResult RPC_E_CLIENT_CANTMARSHAL_DATA = define("RPC_E_CLIENT_CANTMARSHAL_DATA", 0x8001000B);

	public static final HResult RPC_E_CLIENT_CANTUNMARSHAL_DATA = define("RPC_E_CLIENT_CANTUNMARSHAL_DATA", 0x8001000C);

	public static final HResult RPC_E_SERVER_CANTMARSHAL_DATA = define("RPC_E_SERVER_CANTMARSHAL_DATA", 0x8001000D);

	public static final HResult RPC_E_SERVER_CANTUNMARSHAL_DATA = define("RPC_E_SERVER_CANTUNMARSHAL_DATA", 0x8001000E);

	public static final HResult RPC_E_SERVER_DIED_DNE = define("RPC_E_SERVER_DIED_DNE", 0x80010012);

	public static final HResult RPC_E_SERVERFAULT = define("RPC_E_SERVERFAULT", 0x80010105);

	public static final HResult RPC_E_CHANGED_MODE = define("RPC_E_CHANGED_MODE", 0x80010106);

	public static final HResult RPC_E_DISCONNECTED = define("RPC_E_DISCONNECTED", 0x80010108);

	public static final HResult RPC_E_SERVERCALL_RETRYLATER = define("RPC_E_SERVERCALL_RETRYLATER", 0x8001010A);

	public static final HResult RPC_E_CANTCALLOUT_ININPUTSYNCCALL = define("RPC_E_CANTCALLOUT_ININPUTSYNCCALL",
			0x8001010D);

	public static final HResult RPC_E_WRONG_THREAD = define("RPC_E_WRONG_THREAD", 0x8001010E);

	public static final HResult RPC_E_VERSION_MISMATCH = define("RPC_E_VERSION_MISMATCH", 0x80010110);

	public static final HResult RPC_E_INVALID_OBJECT = define("RPC_E_INVALID_OBJECT", 0x80010114);

	public static final HResult RPC_S_CALLPENDING = define("RPC_S_CALLPENDING", 0x80010115);

	public static final HResult RPC_E_CALL_COMPLETE = define("RPC_E_CALL_COMPLETE", 0x80010117);

	public static final HResult RPC_E_UNSECURE_CALL = define("RPC_E_UNSECURE_CALL", 0x80010118);

	public static final HResult RPC_E_TOO_LATE = define("RPC_E_TOO_LATE", 0x80010119);

	public static final HResult RPC_E_NO_GOOD_SECURITY_PACKAGES = define("RPC_E_NO_GOOD_SECURITY_PACKAGES", 0x8001011A);

	public static final HResult RPC_E_ACCESS_DENIED = define("RPC_E_ACCESS_DENIED", 0x8001011B);

	public static final HResult RPC_E_REMOTE_DISABLED = define("RPC_E_REMOTE_DISABLED", 0x8001011C);

	public static final HResult RPC_E_INVALID_OBJREF = define("RPC_E_INVALID_OBJREF", 0x8001011D);

	public static final HResult RPC_E_NO_CONTEXT = define("RPC_E_NO_CONTEXT", 0x8001011E);

	public static final HResult RPC_E_TIMEOUT = define("RPC_E_TIMEOUT", 0x8001011F);

	public static final HResult CO_E_FAILEDTOIMPERSONATE = define("CO_E_FAILEDTOIMPERSONATE", 0x80010123);

	public static final HResult CO_E_ACCESSCHECKFAILED = define("CO_E_ACCESSCHECKFAILED", 0x8001012A);

	public static final HResult CO_E_INVALIDSID = define("CO_E_INVALIDSID", 0x8001012D);

	public static final HResult CO_E_DECODEFAILED = define("CO_E_DECODEFAILED", 0x8001013D);

	public static final HResult CO_E_CANCEL_DISABLED = define("CO_E_CANCEL_DISABLED", 0x80010140);

	public static final HResult DISP_E_EXCEPTION = define("DISP_E_EXCEPTION", 0x80020009);

	public static final HResult STG_E_READFAULT = define("STG_E_READFAULT", 0x8003001E);

	public static final HResult CLASS_E_NOAGGREGATION = define("CLASS_E_NOAGGREGATION", 0x80040110);

	public static final HResult CLASS_E_CLASSNOTAVAILABLE = define("CLASS_E_CLASSNOTAVAILABLE", 0x80040111);

	public static final HResult CLASS_E_NOTLICENSED = define("CLASS_E_NOTLICENSED", 0x80040112);

	public static final HResult REGDB_E_READREGDB = define("REGDB_E_READREGDB", 0x80040150);

	public static final HResult REGDB_E_WRITEREGDB = define("REGDB_E_WRITEREGDB", 0x80040151);

	public static final HResult REGDB_E_KEYMISSING = define("REGDB_E_KEYMISSING", 0x80040152);

	public static final HResult REGDB_E_INVALIDVALUE = define("REGDB_E_INVALIDVALUE", 0x80040153);

	public static final HResult REGDB_E_CLASSNOTREG = define("REGDB_E_CLASSNOTREG", 0x80040154);

	public static final HResult REGDB_E_IIDNOTREG = define("REGDB_E_IIDNOTREG", 0x80040155);

	public static final HResult REGDB_E_BADTHREADINGMODEL = define("REGDB_E_BADTHREADINGMODEL", 0x80040156);

	public static final HResult MK_E_EXCEEDEDDEADLINE = define("MK_E_EXCEEDEDDEADLINE", 0x800401E1);

	public static final HResult MK_E_NEEDGENERIC = define("MK_E_NEEDGENERIC", 0x800401E2);

	public static final HResult MK_E_UNAVAILABLE = define("MK_E_UNAVAILABLE", 0x800401E3);

	public static final HResult MK_E_SYNTAX = define("MK_E_SYNTAX", 0x800401E4);

	public static final HResult MK_E_NOOBJECT = define("MK_E_NOOBJECT", 0x800401E5);

	public static final HResult MK_E_INVALIDEXTENSION = define("MK_E_INVALIDEXTENSION", 0x800401E6);

	public static final HResult MK_E_INTERMEDIATEINTERFACENOTSUPPORTED = define(
			"MK_E_INTERMEDIATEINTERFACENOTSUPPORTED", 0x800401E7);

	public static final HResult MK_E_CANTOPENFILE = define("MK_E_CANTOPENFILE", 0x800401EA);

	public static final HResult CO_E_NOTINITIALIZED = define("CO_E_NOTINITIALIZED", 0x800401F0);

	public static final HResult CO_E_CLASSSTRING = define("CO_E_CLASSSTRING", 0x800401F3);

	public static final HResult CO_E_IIDSTRING = define("CO_E_IIDSTRING", 0x800401F4);

	public static final HResult CO_E_APPNOTFOUND = define("CO_E_APPNOTFOUND", 0x800401F5);

	public static final HResult CO_E_APPSINGLEUSE = define("CO_E_APPSINGLEUSE", 0x800401F6);

	public static final HResult CO_E_ERRORINAPP = define("CO_E_ERRORINAPP", 0x800401F7);

	public static final HResult CO_E_DLLNOTFOUND = define("CO_E_DLLNOTFOUND", 0x800401F8);

	public static final HResult CO_E_ERRORINDLL = define("CO_E_ERRORINDLL", 0x800401F9);

	public static final HResult CO_E_OBJNOTREG = define("CO_E_OBJNOTREG", 0x800401FB);

	public static final HResult CO_E_OBJISREG = define("CO_E_OBJISREG", 0x800401FC);

	public static final HResult CO_E_OBJNOTCONNECTED = define("CO_E_OBJNOTCONNECTED", 0x800401FD);

	public static final HResult CO_E_APPDIDNTREG = define("CO_E_APPDIDNTREG", 0x800401FE);

	public static final HResult SELFREG_E_TYPELIB = define("SELFREG_E_TYPELIB", 0x80040200);

	public static final HResult SELFREG_E_CLASS = define("SELFREG_E_CLASS", 0x80040201);

	public static final HResult CO_E_ACTIVATIONFAILED = define("CO_E_ACTIVATIONFAILED", 0x8004E021);

	public static final HResult ERROR_FILE_NOT_FOUND = win32("ERROR_FILE_NOT_FOUND", 0x80070002);

	public static final HResult E_ACCESSDENIED = define("E_ACCESSDENIED", 0x80070005);

	public static final HResult E_OUTOFMEMORY = define("E_OUTOFMEMORY", 0x8007000E);

	public static final HResult E_INVALIDARG = define("E_INVALIDARG", 0x80070057);

	public static final HResult ERROR_MOD_NOT_FOUND = win32("ERROR_MOD_NOT_FOUND", 0x8007007E);

	public static final HResult ERROR_PROC_NOT_FOUND = win32("ERROR_PROC_NOT_FOUND", 0x8007007F);

	public static final HResult ERROR_BAD_EXE_FORMAT = win32("ERROR_BAD_EXE_FORMAT", 0x800700C1);

	public static final HResult ERROR_SERVICE_REQUEST_TIMEOUT = win32("ERROR_SERVICE_REQUEST_TIMEOUT", 0x8007041D);

	public static final HResult ERROR_SERVICE_DISABLED = win32("ERROR_SERVICE_DISABLED", 0x80070422);

	public static final HResult ERROR_SERVICE_DOES_NOT_EXIST = win32("ERROR_SERVICE_DOES_NOT_EXIST", 0x80070424);

	public static final HResult ERROR_SERVICE_LOGON_FAILED = win32("ERROR_SERVICE_LOGON_FAILED", 0x8007042D);

	public static final HResult RPC_S_OUT_OF_RESOURCES = win32("RPC_S_OUT_OF_RESOURCES", 0x800706B9);

	public static final HResult RPC_S_SERVER_UNAVAILABLE = win32("RPC_S_SERVER_UNAVAILABLE", 0x800706BA);

	public static final HResult RPC_S_UNKNOWN_IF = win32("RPC_S_UNKNOWN_IF", 0x800706B5);

	public static final HResult RPC_S_SERVER_TOO_BUSY = win32("RPC_S_SERVER_TOO_BUSY", 0x800706BB);

	public static final HResult RPC_S_CALL_FAILED = win32("RPC_S_CALL_FAILED", 0x800706BE);

	public static final HResult RPC_S_PROTOCOL_ERROR = win32("RPC_S_PROTOCOL_ERROR", 0x800706C0);

	public static final HResult RPC_S_PROCNUM_OUT_OF_RANGE = win32("RPC_S_PROCNUM_OUT_OF_RANGE", 0x800706D1);

	public static final HResult RPC_X_BAD_STUB_DATA = win32("RPC_X_BAD_STUB_DATA", 0x800706F7);

	public static final HResult OR_INVALID_OXID = win32("OR_INVALID_OXID", 0x80070776);

	public static final HResult OR_INVALID_OID = win32("OR_INVALID_OID", 0x80070777);

	public static final HResult OR_INVALID_SET = win32("OR_INVALID_SET", 0x80070778);

	public static final HResult CO_E_CLASS_CREATE_FAILED = define("CO_E_CLASS_CREATE_FAILED", 0x80080001);

	public static final HResult CO_E_SCM_ERROR = define("CO_E_SCM_ERROR", 0x80080002);

	public static final HResult CO_E_SCM_RPC_FAILURE = define("CO_E_SCM_RPC_FAILURE", 0x80080003);

	public static final HResult CO_E_BAD_PATH = define("CO_E_BAD_PATH", 0x80080004);

	public static final HResult CO_E_SERVER_EXEC_FAILURE = define("CO_E_SERVER_EXEC_FAILURE", 0x80080005);

	public static final HResult CO_E_OBJSRV_RPC_FAILURE = define("CO_E_OBJSRV_RPC_FAILURE", 0x80080006);

	public static final HResult CO_E_SERVER_STOPPING = define("CO_E_SERVER_STOPPING", 0x80080008);

	public static final HResult CO_E_MISSING_DISPLAYNAME = define("CO_E_MISSING_DISPLAYNAME", 0x80080015);

	public static final HResult CO_E_RUNAS_VALUE_MUST_BE_AAA = define("CO_E_RUNAS_VALUE_MUST_BE_AAA", 0x80080016);

	public static final HResult CO_E_ELEVATION_DISABLED = define("CO_E_ELEVATION_DISABLED", 0x80080017);

	public static final HResult COMADMIN_E_SAFERINVALID = define("COMADMIN_E_SAFERINVALID", 0x80110822);

	private final String name;

	private final int value;

	private HResult(String name, int value) {
		this.name = name;
		this.value = value;
	}

	/**
	 * Returns the result with a code.
	 * @param value the code
	 * @return the constant of this class if there is one, otherwise a result without a
	 * name of its own
	 */
	public static HResult of(int value) {
		HResult defined = DEFINED.get(value);
		return (defined != null) ? defined : new HResult("HRESULT", value);
	}

	/**
	 * Returns the code.
	 * @return the 32 bits
	 */
	public int value() {
		return this.value;
	}

	/**
	 * Returns the official name, for a code of the operating system
	 * {@code HRESULT_FROM_WIN32} of its name there.
	 * @return the name, {@code HRESULT} for a code that has none
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Tells whether the code is a success.
	 * @return whether the severity bit is clear
	 */
	public boolean isSuccess() {
		return this.value >= 0;
	}

	/**
	 * Says what the code means and what to do about it.
	 * @return one or two sentences
	 */
	public String text() {
		try {
			return ResourceBundle.getBundle(HResult.class.getName(), Locale.ROOT).getString(this.name);
		}
		catch (MissingResourceException ex) {
			// A process that is out of files cannot read it, and is to know at least the
			// code
			return "What it means could not be read: " + ex.getMessage() + ".";
		}
	}

	@Override
	public boolean equals(Object obj) {
		return obj instanceof HResult other && this.value == other.value;
	}

	@Override
	public int hashCode() {
		return this.value;
	}

	/**
	 * Returns the name and the value, such as {@code E_NOINTERFACE (0x80004002)}.
	 */
	@Override
	public String toString() {
		return this.name + " (0x" + HexFormat.of().withUpperCase().toHexDigits(this.value) + ")";
	}

	private static HResult win32(String name, int value) {
		return define("HRESULT_FROM_WIN32(" + name + ")", value);
	}

	private static HResult define(String name, int value) {
		HResult result = new HResult(name, value);
		DEFINED.put(value, result);
		return result;
	}

}
