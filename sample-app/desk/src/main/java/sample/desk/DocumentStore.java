package sample.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

/**
 * The documents that are being looked at, in memory alone: the latest few.
 */
@Component
class DocumentStore {

	private static final int MOST = 16;

	private final Map<String, Document> documents = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Document> eldest) {
			return size() > MOST;
		}

	};

	/**
	 * Keeps a document.
	 * @return its id
	 */
	synchronized String add(String owner, byte[] pdf) {
		String id = UUID.randomUUID().toString();
		this.documents.put(id, new Document(owner, pdf));
		return id;
	}

	/**
	 * Finds a document of an owner, who sees no other's.
	 */
	synchronized Optional<byte[]> find(String owner, String id) {
		return Optional.ofNullable(this.documents.get(id))
			.filter((document) -> document.owner().equals(owner))
			.map(Document::pdf);
	}

	private record Document(String owner, byte[] pdf) {
	}

}
