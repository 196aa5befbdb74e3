package io.github.comspring.beans;

/**
 * Where a COM class is declared, so that a failure can send its reader there.
 *
 * @param beanName the name of the bean
 * @param declaration the method or class that carries the annotation, with its kind
 */
public record BeanPlace(String beanName, String declaration) {

	/**
	 * Returns the bean and its declaration in one phrase.
	 */
	@Override
	public String toString() {
		return "bean '" + this.beanName + "' (" + this.declaration + ")";
	}

}
