package sample.benchmarks.work;

import io.github.comspring.ComInterface;

/**
 * An object that works.
 */
@ComInterface("{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E20}")
public interface Worker {

	/**
	 * Does a job.
	 * @param job the job
	 * @return a number that depends on all that was done
	 */
	long work(Job job);

}
