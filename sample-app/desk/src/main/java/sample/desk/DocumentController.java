package sample.desk;

import java.io.IOException;
import java.security.Principal;

import sample.rasterizer.DocumentException;
import sample.rasterizer.PageImage;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * Takes documents and shows their pages.
 */
@RestController
@RequestMapping("/documents")
class DocumentController {

	private static final int THUMBNAIL_DPI = 60;

	private final Drawing drawing;

	private final DocumentStore documents;

	DocumentController(Drawing drawing, DocumentStore documents) {
		this.drawing = drawing;
		this.documents = documents;
	}

	@PostMapping
	Upload upload(@RequestParam MultipartFile file, Principal user) throws DocumentException, IOException {
		byte[] pdf = file.getBytes();
		int pages = this.drawing.countPages(pdf);
		return new Upload(this.documents.add(user.getName(), pdf), pages);
	}

	@GetMapping("/{id}/pages/{page}")
	ResponseEntity<byte[]> page(@PathVariable String id, @PathVariable int page, Principal user)
			throws DocumentException {
		byte[] pdf = this.documents.find(user.getName(), id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
					"The desk no longer has this document. Upload it again."));
		long start = System.nanoTime();
		PageImage image = this.drawing.draw(pdf, page, THUMBNAIL_DPI);
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_PNG)
			.header("X-Process-Id", Long.toString(image.processId()))
			.header("X-Millis", Long.toString((System.nanoTime() - start) / 1_000_000))
			.body(image.png());
	}

	/**
	 * A document that was taken.
	 *
	 * @param id what its pages are asked for by
	 * @param pages how many it has
	 */
	record Upload(String id, int pages) {
	}

}
