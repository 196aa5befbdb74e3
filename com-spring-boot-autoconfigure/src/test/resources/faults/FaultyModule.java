package faults;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import io.github.comspring.fixture.Faulty;

public final class FaultyModule implements ComModule {

	static {
		Faults.commit("${loading}");
	}

	public FaultyModule() {
		Faults.commit("${constructing}");
	}

	@Override
	public Object getClassObject(Clsid clsid) {
		return (ClassFactory<Object>) (type) -> {
			Faults.commit("${creating}");
			return new FaultyObject();
		};
	}

	static final class FaultyObject implements Faulty {

		@Override
		public long pid() {
			return ProcessHandle.current().pid();
		}

		@Override
		public String commit(String fault) {
			return Faults.commit(fault);
		}

	}

}
