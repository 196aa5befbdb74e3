package io.github.comspring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people read, in errors and logs, is made of words: nothing of ours gets there that
 * does not say itself how it reads, such as a record with the names of its components.
 */
@Timeout(300)
class MessageTextTests {

	private static final String OURS = "io.github.comspring.";

	@Test
	void textsAreMadeOfWhatSaysHowItReads() throws IOException {
		assertThat(unreadable(Path.of("src/main/java"))).isEmpty();
	}

	@Test
	void recordWithoutTextOfItsOwnIsFound() throws IOException {
		assertThat(unreadable(Path.of("src/test/java/io/github/comspring/UnreadableTexts.java")))
			.extracting((found) -> found.replaceAll("^.*:\\d+: ", ""))
			.containsExactlyInAnyOrder("Key", "Key[]", "Stream<Key>", "Plain", "List<Key>", "Key", "Plain");
	}

	private static List<String> unreadable(Path sources) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> tree = Files.walk(sources)) {
			List<Path> java = tree.filter((each) -> each.toString().endsWith(".java")).toList();
			Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(java);
			JavacTask task = (JavacTask) compiler.getTask(null, files, (ignored) -> {
			}, List.of("-proc:none", "-cp", System.getProperty("java.class.path")), null, units);
			Iterable<? extends CompilationUnitTree> parsed = task.parse();
			task.analyze();
			TextScanner scanner = new TextScanner(Trees.instance(task));
			parsed.forEach((unit) -> scanner.scan(unit, null));
			return scanner.found;
		}
	}

	/**
	 * Finds the operands of concatenations and the parameters of log messages.
	 */
	private static final class TextScanner extends TreePathScanner<Void, Void> {

		private final Trees trees;

		private final List<String> found = new ArrayList<>();

		TextScanner(Trees trees) {
			this.trees = trees;
		}

		@Override
		public Void visitBinary(BinaryTree tree, Void nothing) {
			if (tree.getKind() == Tree.Kind.PLUS && isString(type(tree))) {
				check(tree.getLeftOperand());
				check(tree.getRightOperand());
			}
			return super.visitBinary(tree, nothing);
		}

		@Override
		public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void nothing) {
			if (isString(type(tree.getVariable()))) {
				check(tree.getExpression());
			}
			return super.visitCompoundAssignment(tree, nothing);
		}

		@Override
		public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
			Element method = this.trees.getElement(new TreePath(getCurrentPath(), tree.getMethodSelect()));
			if (method != null && method.getSimpleName().contentEquals("log")
					&& method.getEnclosingElement().toString().equals("java.lang.System.Logger")) {
				tree.getArguments().stream().skip(2).forEach(this::check);
			}
			return super.visitMethodInvocation(tree, nothing);
		}

		private void check(ExpressionTree operand) {
			TypeMirror type = type(operand);
			if (type != null && !isReadable(type)) {
				CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
				long line = unit.getLineMap()
					.getLineNumber(this.trees.getSourcePositions().getStartPosition(unit, operand));
				this.found.add(unit.getSourceFile().getName() + ":" + line + ": "
						+ type.toString().replaceAll("[\\w.]+\\.", ""));
			}
		}

		private TypeMirror type(Tree tree) {
			return this.trees.getTypeMirror(new TreePath(getCurrentPath(), tree));
		}

		private static boolean isString(TypeMirror type) {
			return type != null && type.toString().equals(String.class.getName());
		}

		private boolean isReadable(TypeMirror type) {
			if (type instanceof ArrayType) {
				return false;
			}
			if (type instanceof TypeVariable variable) {
				return isReadable(variable.getUpperBound());
			}
			if (type instanceof WildcardType wildcard) {
				return wildcard.getExtendsBound() == null || isReadable(wildcard.getExtendsBound());
			}
			if (type.getKind() != TypeKind.DECLARED) {
				return true;
			}
			DeclaredType declared = (DeclaredType) type;
			TypeElement element = (TypeElement) declared.asElement();
			boolean itself = isThrowable(element) || !element.getQualifiedName().toString().startsWith(OURS)
					|| saysHowItReads(element);
			return itself && declared.getTypeArguments().stream().allMatch(this::isReadable);
		}

		private static boolean isThrowable(TypeElement type) {
			return type.getQualifiedName().contentEquals(Throwable.class.getName())
					|| (type.getSuperclass() instanceof DeclaredType parent
							&& isThrowable((TypeElement) parent.asElement()));
		}

		private boolean saysHowItReads(TypeElement element) {
			if (element.getKind() == ElementKind.ENUM || declaresToString(element)) {
				return true;
			}
			List<? extends TypeMirror> kinds = element.getPermittedSubclasses();
			boolean sealed = !kinds.isEmpty() && kinds.stream()
				.allMatch((each) -> saysHowItReads((TypeElement) ((DeclaredType) each).asElement()));
			return sealed || (element.getSuperclass() instanceof DeclaredType parent
					&& parent.toString().startsWith(OURS) && saysHowItReads((TypeElement) parent.asElement()));
		}

		private static boolean declaresToString(TypeElement element) {
			return ElementFilter.methodsIn(element.getEnclosedElements())
				.stream()
				.anyMatch((each) -> each.getSimpleName().contentEquals("toString") && each.getParameters().isEmpty()
						&& isWritten(element, each));
		}

		/** A record has a method that nobody has written. */
		private static boolean isWritten(TypeElement element, Element method) {
			return element.getKind() != ElementKind.RECORD || method.getAnnotation(Override.class) != null;
		}

	}

}
