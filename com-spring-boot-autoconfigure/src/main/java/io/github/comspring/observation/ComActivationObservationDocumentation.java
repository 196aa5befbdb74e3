package io.github.comspring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed of activations.
 */
public enum ComActivationObservationDocumentation implements ObservationDocumentation {

	/**
	 * From the request of a client until it has its pointer or its failure.
	 */
	ACTIVATION {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultComActivationObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/**
	 * Keys with few values.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The ProgID of the class, else its CLSID; {@code none} for the failure of a
		 * class without a ProgID, which may be any text that a client made up.
		 */
		CLASS {

			@Override
			public String asString() {
				return "class";
			}

		},

		/**
		 * The contexts that the client allows, {@code none} if it leaves them to the
		 * registration.
		 */
		CONTEXT {

			@Override
			public String asString() {
				return "context";
			}

		},

		/**
		 * The name of the HRESULT.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/**
	 * Keys with many values.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * The CLSID asked for.
		 */
		CLSID {

			@Override
			public String asString() {
				return "clsid";
			}

		}

	}

}
