package sample.cards;

import io.github.comspring.ComInterface;

/**
 * Reads index cards, which say of a document what it is and where it belongs.
 */
@ComInterface("{9A2E6D17-3C58-4B7F-A0D4-61E8F7B35C09}")
public interface IndexCardReader {

	/**
	 * Reads a card.
	 * @param yaml the card: names with a value each
	 * @return the card
	 * @throws IndexCardException if it is none
	 */
	IndexCard read(String yaml) throws IndexCardException;

}
