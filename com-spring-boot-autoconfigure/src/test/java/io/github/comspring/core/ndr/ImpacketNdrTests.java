package io.github.comspring.core.ndr;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.fixture.Impacket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares our NDR with that of impacket, which is another implementation of the same
 * specification. Needs Debian's {@code python3-impacket}.
 */
class ImpacketNdrTests {

	private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

	/** The bytes 0 to 15 read as a GUID. */
	private static final UUID COUNTED = UUID.fromString("03020100-0504-0706-0809-0a0b0c0d0e0f");

	private static final Document DOCUMENT = new Document("T\u20ACxt", true, 12, 1L << 40, new Author(ID, "Ann"),
			Kind.ESSAY, new int[] { 4, -5 }, List.of("x", "", "yz"), new BigDecimal("-12.345"),
			Instant.ofEpochSecond(-7, 8));

	private static final Object[] CALL = { 3, "Laser", new Guid(ID.getMostSignificantBits(), 1), new byte[] { 1, 2, 3 },
			DOCUMENT, -9 };

	@TempDir
	static Path directory;

	private static Map<String, String> answer = Map.of();

	private static final Operation PRINT = Wire.operation(Printer.class);

	@BeforeAll
	static void askImpacket() throws Exception {
		answer = Impacket.read(ImpacketNdrTests.class, "impacket_ndr.py", Wire.encode(PRINT, CALL), directory);
	}

	@Test
	void impacketReadsWhatWeWrite() {
		assertThat(answer).containsEntry("copies", "3")
			.containsEntry("printer", "Laser")
			.containsEntry("job", "33221100554477660000000000000001")
			.containsEntry("contents", "010203")
			.containsEntry("last", "-9");
	}

	@Test
	void impacketReadsStructuresWithPointers() {
		assertThat(answer).containsEntry("title", "T\u20ACxt")
			.containsEntry("draft", "1")
			.containsEntry("pages", "12")
			.containsEntry("size", "1099511627776")
			.containsEntry("author.id", "33221100554477668899aabbccddeeff")
			.containsEntry("author.name", "Ann")
			.containsEntry("kind", "1")
			.containsEntry("numbers", "[4, -5]")
			.containsEntry("tags", "['x', '', 'yz']")
			.containsEntry("price", "3 cfc7")
			.containsEntry("printed", "-7 8");
	}

	@Test
	void impacketWritesSameBytesButForPadding() {
		byte[] ours = Wire.encode(PRINT, CALL);
		byte[] theirs = HexFormat.of().parseHex(answer.get("again"));
		assertThat(theirs).hasSameSizeAs(ours);
		assertThat(Wire.encode(PRINT, Wire.decode(PRINT, theirs))).isEqualTo(ours);
	}

	@Test
	void weReadWhatImpacketWrites() {
		@Nullable Object[] arguments = Wire.decode(PRINT, HexFormat.of().parseHex(answer.get("own")));
		assertThat(arguments).hasSize(6)
			.startsWith(-3, "Gr\u00FCn", Guid.of(COUNTED), new byte[] { 1, 2, 3 })
			.endsWith(9);
		assertThat(arguments[4]).usingRecursiveComparison()
			.isEqualTo(new Document("odd", true, 7, 1L << 40, new Author(COUNTED, null), Kind.ESSAY,
					new int[] { 1, -2, 3 }, List.of("a", "bcd"), new BigDecimal("12.34"), Instant.ofEpochSecond(5, 6)));
	}

	@ComInterface(Wire.IID)
	interface Printer {

		void print(int copies, String printer, Guid job, byte[] contents, Document document, int last);

	}

	enum Kind {

		NOVEL, ESSAY

	}

	record Author(UUID id, @Nullable String name) {
	}

	record Document(String title, boolean draft, int pages, long size, Author author, Kind kind, int[] numbers,
			List<String> tags, BigDecimal price, Instant printed) {
	}

}
