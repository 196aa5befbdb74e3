package io.github.comspring.core.activation;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * The class objects that this process has registered itself, for one context.
 *
 * @param context the context
 * @param classTable the class table
 */
record ClassTableSource(ClassContext context, ClassTable classTable) implements ClassObjectSource {

	@Override
	public @Nullable Found find(Demand demand, Activation activation, ResolvedClass target, @Nullable String machine) {
		ClassObject found = this.classTable.lookUpHere(activation, this.context);
		return (found != null) ? new Found.Here(found) : null;
	}

}
