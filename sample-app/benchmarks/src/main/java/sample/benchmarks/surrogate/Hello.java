package sample.benchmarks.surrogate;

/**
 * The least that a JVM can do.
 */
final class Hello {

	private Hello() {
	}

	/**
	 * Says hello.
	 * @param args nothing
	 */
	public static void main(String[] args) {
		System.out.println("Hello");
	}

}
