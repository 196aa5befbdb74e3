package sample.benchmarks.remote;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * Calls with Spring's RestClient as {@link RestClient#create(String)} sets it up: the
 * JDK's HTTP client, which keeps its connections. Numbers and records travel as JSON,
 * bytes as they are.
 */
final class RestPeer implements Peer {

	private final RestClient client;

	RestPeer(String address) {
		this.client = RestClient.create("http://127.0.0.1:" + address);
	}

	@Override
	public int add(int left, int right) {
		return this.client.get()
			.uri("/add/{left}/{right}", left, right)
			.accept(MediaType.APPLICATION_JSON)
			.retrieve()
			.requiredBody(Integer.class);
	}

	@Override
	public byte[] echo(byte[] payload) {
		return this.client.post()
			.uri("/bytes")
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.body(payload)
			.retrieve()
			.requiredBody(byte[].class);
	}

	@Override
	public TenFields echo(TenFields fields) {
		return this.client.post()
			.uri("/record")
			.contentType(MediaType.APPLICATION_JSON)
			.body(fields)
			.retrieve()
			.requiredBody(TenFields.class);
	}

	@Override
	public void close() {
		// The JDK's client ends with its last reference
	}

}
