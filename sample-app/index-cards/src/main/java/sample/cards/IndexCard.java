package sample.cards;

import java.util.Map;

/**
 * An index card.
 *
 * @param entries what it says, in the order of the card
 * @param library the library that read it, with its version
 * @param processId the process that read it
 */
public record IndexCard(Map<String, String> entries, String library, long processId) {
}
