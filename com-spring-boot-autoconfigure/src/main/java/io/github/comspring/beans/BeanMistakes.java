package io.github.comspring.beans;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.ProgId;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import io.github.comspring.diagnostics.ComStartupException;

import org.springframework.core.ResolvableType;
import org.springframework.util.StringUtils;

/**
 * What can be wrong with the classes and references that beans declare, in words.
 */
final class BeanMistakes {

	private BeanMistakes() {
	}

	static ComStartupException duplicateClsid(Clsid clsid, BeanPlace first, BeanPlace second) {
		return new ComStartupException("The CLSID " + clsid + " is declared by " + first + " and by " + second + ".",
				"If they are different classes, set @ComClass(clsid) of one of them to a fresh GUID, such as "
						+ Guid.random(),
				"If they are one class, remove @ComClass from one of them");
	}

	static ComStartupException duplicateProgId(ProgId progId, BeanPlace first, BeanPlace second) {
		return new ComStartupException(
				"The ProgID " + progId + " is declared by " + first + " and by " + second
						+ ", but leads to one class only.",
				"If one class is a new version of the other, raise the number at the end of its @ComClass(progId)",
				"Otherwise give one of them another @ComClass(progId), or none");
	}

	/**
	 * A text in an annotation is no identifier.
	 * @param place the bean, interface or injection point with the annotation
	 * @param attribute the annotation with its attribute, such as
	 * {@code @ComClass(clsid)}
	 * @param value the text
	 * @param problem why it is none
	 */
	static ComStartupException invalidIdentifier(String place, String attribute, String value, ComException problem) {
		return new ComStartupException(
				"The attribute " + attribute + " of the " + place + " is '" + value + "'. " + problem.detail(), problem,
				"A CLSID, IID or AppID is a GUID of 32 hexadecimal digits in groups of 8-4-4-4-12, such as "
						+ Guid.random(),
				"A ProgID has at most 39 letters, digits and full stops, the first a letter, such as Desk.PageRasterizer.1");
	}

	static ComStartupException missingInterface(BeanPlace place, Class<?> type) {
		return new ComStartupException(
				"The " + place + " declares a COM class, but its type " + type.getName()
						+ " implements no interface with @ComInterface, so that no client could ask for anything.",
				annotateInterfaceOf(type),
				"If the object implements one, and only the declared type does not say so, declare that type");
	}

	static ComStartupException factoryOfPlainType(BeanPlace place, Class<?> instanceType) {
		return new ComStartupException(
				"The " + place + " is a ClassFactory<" + instanceType.getSimpleName() + ">, but "
						+ instanceType.getName()
						+ " implements no interface with @ComInterface, so that no client could ask for anything.",
				annotateInterfaceOf(instanceType),
				"If the instances implement one, name that or their class as the type argument of ClassFactory");
	}

	private static String annotateInterfaceOf(Class<?> type) {
		return "Annotate an interface that " + type.getName() + " implements with @ComInterface(\"" + Guid.random()
				+ "\")";
	}

	/**
	 * An interface of a class for other processes cannot be called from there.
	 * @param place the bean
	 * @param type the interface
	 * @param problem what is wrong with it
	 */
	static ComStartupException unremotableInterface(BeanPlace place, Class<?> type, ComException problem) {
		return new ComStartupException(
				"The " + place + " declares a COM class for clients in this process and in others, but its interface "
						+ type.getName() + " cannot be called from another process. " + problem.detail(),
				problem,
				(problem instanceof UnremotableTypeException unremotable) ? StringUtils.capitalize(unremotable.remedy())
						+ " (method " + unremotable.method().getName() + ")"
						: "Correct the interface " + type.getName(),
				"If no other process needs the class, declare it with @ComClass(use = IN_PROCESS)");
	}

	/**
	 * A bean has the annotation in a class that nobody can make.
	 */
	static ComStartupException abstractClass(BeanPlace place, Class<?> type) {
		return new ComStartupException(
				"The bean '" + place.beanName() + "' has @ComClass and the class " + type.getName()
						+ ", which is abstract, so that no client could get an instance.",
				"Put @ComClass on a class that extends " + type.getName(), "Make a bean of a class that extends it");
	}

	/**
	 * A bean turns out to be a COM class although its declaration does not say so.
	 * @param place the bean
	 * @param type the class of the bean
	 * @param declared the type it is declared with
	 */
	static ComStartupException undeclaredClass(BeanPlace place, Class<?> type, ResolvableType declared) {
		return new ComStartupException(
				"The " + place + " is an instance of " + type.getName()
						+ ", which has @ComClass, but it is declared as " + declared
						+ ". This is seen only because the bean exists already, so its class is not registered.",
				"Declare the bean as a " + type.getName(), "Put @ComClass where the bean is declared",
				"If it is not meant to be a COM class, take @ComClass off " + type.getName());
	}

	/**
	 * A class is declared where nothing registers it.
	 */
	static ComStartupException unregisteredClass(BeanPlace place) {
		return new ComStartupException(
				"The " + place + " declares a COM class, but nothing registers it: the context that it is in has a "
						+ "parent with the COM auto-configuration, and not the auto-configuration itself.",
				"Add @EnableAutoConfiguration to a configuration of the child context",
				"Declare the bean in the parent context",
				"If it is not to be registered, set comspring.enabled=false for the child context");
	}

	static ComStartupException referenceToPlainType(InjectionPlace place, Class<?> type) {
		return new ComStartupException(
				"The " + place.name() + " has @ComReference, but its type " + type.getName()
						+ " is not an interface with @ComInterface.",
				"Use an interface with @ComInterface that the class offers as the type of the injection point, "
						+ "or an ObjectProvider of it, not its class and no Optional or collection",
				"If " + type.getSimpleName() + " is that interface, annotate it with @ComInterface(\"" + Guid.random()
						+ "\")");
	}

	/**
	 * A placeholder in the name of a class cannot be resolved.
	 * @param place the injection point
	 * @param value the name as it is written
	 * @param problem what is wrong with it
	 */
	static ComStartupException unresolvedReference(InjectionPlace place, String value, RuntimeException problem) {
		return new ComStartupException(
				"The " + place.name() + " has @ComReference(\"" + value + "\"). " + problem.getMessage() + ".", problem,
				"Set the property to the ProgID of a class, or to a CLSID in braces",
				"Give the placeholder a default, as in ${my.class:Desk.PageRasterizer}");
	}

}
