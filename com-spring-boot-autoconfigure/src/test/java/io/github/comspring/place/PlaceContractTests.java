package io.github.comspring.place;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The place contract: all that a client sees of a class, in every place where the class
 * can run. Differences that are meant are rows of
 * {@code com-spring-boot-starter/docs/places.md}.
 */
@ClassTemplate
@ExtendWith(EveryPlace.class)
@Tag("place-contract")
class PlaceContractTests {

	@Nested
	class Values extends ValueContract {

	}

	@Nested
	class Exceptions extends ExceptionContract {

	}

	@Nested
	class Callbacks extends CallbackContract {

	}

	@Nested
	class Streams extends StreamContract {

	}

	@Nested
	class Identity extends IdentityContract {

	}

	@Nested
	class InjectedReferences extends ReferenceContract {

	}

	@Nested
	class Lifetimes extends LifetimeContract {

	}

	@Nested
	class Interrupts extends InterruptContract {

	}

	@Nested
	class Threads extends ThreadContract {

	}

	@Nested
	class Sizes extends OversizeContract {

	}

	@Nested
	class Activations extends ActivationContract {

	}

	@Nested
	class Surroundings extends SurroundingsContract {

	}

	@Nested
	class Stop extends StopContract {

	}

}
