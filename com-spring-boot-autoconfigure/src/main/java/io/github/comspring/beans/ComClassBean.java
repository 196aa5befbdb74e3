package io.github.comspring.beans;

import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.CoClass;
import io.github.comspring.core.classtable.Regcls;

/**
 * A bean that is declared to be a COM class.
 *
 * @param coClass the class
 * @param place where it is declared
 * @param contexts the contexts to register it for
 * @param regcls how to register it
 * @param source makes its class object
 */
public record ComClassBean(CoClass coClass, BeanPlace place, ClassContext contexts, Regcls regcls,
		ClassObjectSource source) {

	/**
	 * Makes the class object of a bean when the class is registered, and unmakes it when
	 * it is revoked.
	 */
	public interface ClassObjectSource {

		/**
		 * Returns the class object. No instance of the class is made.
		 * @return the class object
		 */
		ClassFactory<?> open();

		/**
		 * Gives the class object back.
		 * @param classObject what {@link #open()} returned
		 */
		void close(ClassFactory<?> classObject);

	}

}
