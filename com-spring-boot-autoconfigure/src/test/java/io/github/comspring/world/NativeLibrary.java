package io.github.comspring.world;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.fixture.ModuleJar;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Libraries with native code, as they are downloaded, and modules that work with them.
 */
enum NativeLibrary {

	/** Counts rows. */
	SQLITE("sqlite-jdbc.jar", """
			try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:sqlite::memory:");
					java.sql.Statement statement = connection.createStatement()) {
				statement.execute("create table t (n integer)");
				statement.execute("with recursive c(n) as (select 1 union all select n + 1 from c where n < 1000) "
						+ "insert into t select n from c");
				try (java.sql.ResultSet rows = statement
					.executeQuery("select 2 * count(*) from t where n <= " + number)) {
					rows.next();
					return rows.getLong(1);
				}
			}
			catch (java.sql.SQLException ex) {
				throw new IllegalStateException(ex);
			}
			"""),

	/** Counts what comes out again of what went in. */
	ZSTD("zstd-jni.jar", """
			byte[] data = new byte[2 * number];
			new java.util.Random(number).nextBytes(data);
			byte[] packed = com.github.luben.zstd.Zstd.compress(data);
			return com.github.luben.zstd.Zstd.decompress(packed, data.length).length;
			"""),

	/** Calls the C library, which can do anything. */
	JNA("jna.jar", """
			com.sun.jna.Function length = com.sun.jna.Function.getFunction("c", "strlen");
			return (Long) length.invoke(Long.class, new Object[] { "ab".repeat(number) });
			""",
			"""
					if (how.equals("pointer")) {
						new com.sun.jna.Pointer(1).getInt(0);
					}
					else if (how.equals("threads")) {
						com.sun.jna.Function free = com.sun.jna.Function.getFunction("c", "free");
						com.sun.jna.Function.getFunction("libgomp.so.1", "GOMP_parallel")
							.invokeVoid(new Object[] { free, null, 1000, 0 });
					}
					else {
						int signal = java.util.Map.of("SIGILL", 4, "SIGABRT", 6, "SIGBUS", 7, "SIGFPE", 8, "SIGSEGV", 11).get(how);
						com.sun.jna.Function.getFunction("c", "raise").invokeInt(new Object[] { signal });
					}
					"""),

	/** Makes a picture twice as wide. */
	OPENCV("opencv.jar", """
			nu.pattern.OpenCV.loadLocally();
			org.opencv.core.Mat narrow = new org.opencv.core.Mat(64, number + 1, org.opencv.core.CvType.CV_8UC1,
					new org.opencv.core.Scalar(7));
			org.opencv.core.Mat wide = new org.opencv.core.Mat();
			org.opencv.imgproc.Imgproc.resize(narrow, wide, new org.opencv.core.Size(2 * number + 2, 64));
			int pixels = org.opencv.core.Core.countNonZero(wide);
			narrow.release();
			wide.release();
			return pixels / 64 - 2;
			""", """
			nu.pattern.OpenCV.loadLocally();
			if (how.equals("pointer")) {
				new org.opencv.core.Mat(1L).rows();
			}
			else {
				new org.opencv.core.Mat(200_000, 200_000, org.opencv.core.CvType.CV_8UC1);
			}
			"""),

	/** Reads the number from a picture of it, with threads of its own. */
	TESSERACT("jna.jar", """
			class Tesseract {
				@SuppressWarnings("unchecked")
				<T> T call(String name, Class<T> type, Object... arguments) {
					return (T) com.sun.jna.Function.getFunction("libtesseract.so.5", "Tess" + name)
						.invoke(type, arguments);
				}
			}
			java.awt.image.BufferedImage image = new java.awt.image.BufferedImage(240, 64,
					java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
			java.awt.Graphics2D pen = image.createGraphics();
			pen.fillRect(0, 0, 240, 64);
			pen.setColor(java.awt.Color.BLACK);
			pen.setFont(new java.awt.Font("DejaVu Sans", java.awt.Font.PLAIN, 40));
			pen.drawString(Integer.toString(2 * number), 40, 48);
			pen.dispose();
			byte[] pixels = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
			Tesseract tesseract = new Tesseract();
			com.sun.jna.Pointer api = tesseract.call("BaseAPICreate", com.sun.jna.Pointer.class);
			tesseract.call("BaseAPIInit3", Integer.class, api, null, "eng");
			tesseract.call("BaseAPISetVariable", Integer.class, api, "tessedit_char_whitelist", "0123456789");
			tesseract.call("BaseAPISetPageSegMode", Void.class, api, 7);
			tesseract.call("BaseAPISetImage", Void.class, api, pixels, 240, 64, 1, 240);
			com.sun.jna.Pointer text = tesseract.call("BaseAPIGetUTF8Text", com.sun.jna.Pointer.class, api);
			String read = text.getString(0).strip();
			tesseract.call("DeleteText", Void.class, text);
			tesseract.call("BaseAPIEnd", Void.class, api);
			tesseract.call("BaseAPIDelete", Void.class, api);
			return Long.parseLong(read);
			""");

	/** Where Debian has what tesseract has learnt. */
	private static final Path TESSDATA = Path.of("/usr/share/tesseract-ocr/5/tessdata/eng.traineddata");

	private static final String SOURCE = """
			package natives;

			import io.github.comspring.*;
			import io.github.comspring.world.NativeWork;

			public final class NativeModule implements ComModule {

				public Object getClassObject(Clsid clsid) {
					return (ClassFactory<Object>) (type) -> new NativeObject();
				}

			}

			final class NativeObject implements NativeWork {

				public long pid() {
					return ProcessHandle.current().pid();
				}

				public long twice(int number) {
					${work}
				}

				public void crash(String how) {
					${crash}
				}

			}
			""";

	private final Path file;

	private final String work;

	private final String crash;

	NativeLibrary(String file, String work) {
		this(file, work, "");
	}

	NativeLibrary(String file, String work, String crash) {
		this.file = Path.of("target", "native-libraries", file).toAbsolutePath();
		this.work = work;
		this.crash = crash;
	}

	/**
	 * Skips the test, and says so, where the operating system lacks the library.
	 */
	void assumeThere() {
		assumeTrue(this != TESSERACT || Files.exists(TESSDATA),
				() -> "SKIPPED: there is no " + TESSDATA + ": install tesseract-ocr");
		assumeTrue(this != OPENCV || System.getProperty("os.arch").equals("amd64"),
				() -> "SKIPPED: OpenCV is here for x86-64 alone");
	}

	/**
	 * Returns how many calls each caller makes.
	 */
	int calls() {
		return (this != TESSERACT) ? 60 : 4;
	}

	/**
	 * Makes the jar of a class that works with the library.
	 * @param jar its path
	 * @return the path
	 */
	Path module(Path jar) {
		return new ModuleJar()
			.source("natives.NativeModule", SOURCE.replace("${work}", this.work).replace("${crash}", this.crash))
			.copy(NativeWork.class)
			.attribute("Com-Module", "natives.NativeModule")
			.attribute("Com-Interfaces", NativeWork.class.getName())
			.attribute("Class-Path", this.file.toUri().toString())
			.writeTo(jar, this.file);
	}

}
