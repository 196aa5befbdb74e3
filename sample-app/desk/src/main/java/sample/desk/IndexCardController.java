package sample.desk;

import java.io.IOException;

import sample.cards.IndexCard;
import sample.cards.IndexCardException;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Shows index cards.
 */
@RestController
class IndexCardController {

	private final IndexCards cards;

	IndexCardController(IndexCards cards) {
		this.cards = cards;
	}

	@PostMapping("/cards")
	ShownCard read(@RequestParam MultipartFile file) throws IndexCardException, IOException {
		return new ShownCard(this.cards.read(file.getBytes()), this.cards.ownLibrary());
	}

	/**
	 * A card for the page.
	 *
	 * @param card the card
	 * @param ownLibrary the desk's own version of the library that has read it
	 */
	record ShownCard(IndexCard card, String ownLibrary) {
	}

}
