package io.github.comspring.core.module;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * The class that the manifest of a jar names as its module.
 *
 * @param jar the jar
 * @param name the name of the class
 */
record ModuleClass(Path jar, String name) {

	/**
	 * Constructs the module.
	 * @param classLoader finds the classes of the jar
	 * @return the module
	 * @throws ComException {@code CO_E_ERRORINDLL} if the class cannot be used, with what
	 * to do about it
	 * @throws ReflectiveOperationException with what the constructor threw
	 */
	ComModule construct(ClassLoader classLoader) throws ReflectiveOperationException {
		Class<?> type = find(classLoader);
		if (!ComModule.class.isAssignableFrom(type)) {
			throw mistake("does not implement " + ComModule.class.getName()
					+ ": have it do so, or name the class that does in Com-Module of the manifest", null);
		}
		if (Modifier.isAbstract(type.getModifiers())) {
			throw mistake("is abstract: name a class that can be constructed in Com-Module of the manifest", null);
		}
		if (!Modifier.isPublic(type.getModifiers())) {
			throw mistake("is not public: make it a public class", null);
		}
		return (ComModule) constructor(type).newInstance();
	}

	private Class<?> find(ClassLoader classLoader) {
		try {
			return Class.forName(this.name, false, classLoader);
		}
		catch (ClassNotFoundException ex) {
			throw mistake(
					"is neither in the jar nor on its Class-Path: write the full name of the class that implements "
							+ ComModule.class.getName()
							+ " in Com-Module of the manifest, with a $ before a nested one",
					ex);
		}
	}

	private Constructor<?> constructor(Class<?> type) {
		try {
			return type.getConstructor();
		}
		catch (NoSuchMethodException ex) {
			boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
			throw mistake("has no public constructor without arguments: "
					+ (inner ? "make the nested class static" : "add one"), ex);
		}
	}

	private ComException mistake(String mistake, @Nullable Throwable cause) {
		return new ComException(HResult.CO_E_ERRORINDLL,
				this.jar + " is not usable: its module " + this.name + " " + mistake, cause);
	}

}
