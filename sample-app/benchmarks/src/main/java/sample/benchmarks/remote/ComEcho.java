package sample.benchmarks.remote;

import java.io.InputStream;

import io.github.comspring.ComInterface;

/**
 * What our own server offers.
 */
@ComInterface("{E2A1B7C4-5F60-4D53-8D5C-6B0C4B8E9A01}")
interface ComEcho {

	int add(int left, int right);

	byte[] echo(byte[] payload);

	TenFields echo(TenFields fields);

	InputStream open(long length);

}
