package io.github.comspring.core.reference;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReferenceCountTests {

	private final ReferenceCount count = new ReferenceCount();

	@Test
	void acquireAndReleaseReturnTheNewCount() {
		assertThat(this.count.acquire()).isOne();
		assertThat(this.count.tryAcquire()).isTrue();
		assertThat(this.count.get()).isEqualTo(2);
		assertThat(this.count.release()).isOne();
		assertThat(this.count.release()).isZero();
		assertThat(this.count.isClosed()).isFalse();
	}

	@Test
	@Tag("UK-06")
	@Tag("SL-01")
	void zeroIsReturnedExactlyOnceHoweverManyThreadsCount() throws Exception {
		this.count.acquire();
		List<Integer> zeros = Race.run(32, (number) -> {
			int zero = 0;
			for (int i = 0; i < 100_000; i++) {
				this.count.acquire();
				zero += (this.count.release() == 0) ? 1 : 0;
			}
			return zero;
		});
		assertThat(zeros).containsOnly(0);
		assertThat(this.count.get()).isOne();
		assertThat(this.count.release()).isZero();
	}

	@Test
	@Tag("UK-06")
	void zeroIsReachedByExactlyOneOfManyReleases() throws Exception {
		for (int i = 0; i < 32; i++) {
			this.count.acquire();
		}
		List<Integer> counts = Race.run(32, (number) -> this.count.releaseAndCloseAtZero());
		assertThat(counts).doesNotHaveDuplicates().contains(0, 31);
		assertThat(this.count.isClosed()).isTrue();
	}

	@Test
	@Tag("UK-06")
	void releaseOfNothingIsReportedAndNotCounted() {
		assertOverRelease(this.count::release);
		assertOverRelease(this.count::releaseAndCloseAtZero);
		assertThat(this.count.isClosed()).isFalse();
		assertThat(this.count.acquire()).isOne();
		this.count.close();
		this.count.release();
		assertOverRelease(this.count::release);
		assertThat(this.count.isClosed()).isTrue();
		assertThat(this.count.get()).isZero();
	}

	@Test
	void lastReleaseClosesInTheSameStep() {
		this.count.acquire();
		this.count.acquire();
		assertThat(this.count.releaseAndCloseAtZero()).isOne();
		assertThat(this.count.isClosed()).isFalse();
		assertThat(this.count.releaseAndCloseAtZero()).isZero();
		assertThat(this.count.isClosed()).isTrue();
		assertThat(this.count.tryAcquire()).isFalse();
		assertThat(this.count.get()).isZero();
	}

	@Test
	void closedCountGoesOnCountingWhatIsHeld() {
		this.count.acquire();
		this.count.close();
		this.count.close();
		assertThat(this.count.tryAcquire()).isFalse();
		assertThat(this.count.acquire()).isEqualTo(2);
		assertThat(this.count.release()).isOne();
		assertThat(this.count.isClosed()).isTrue();
		this.count.open();
		this.count.open();
		assertThat(this.count.tryAcquire()).isTrue();
		assertThat(this.count.get()).isEqualTo(2);
	}

	@Test
	void closeIfZeroClosesOnlyWhatNobodyHolds() {
		this.count.acquire();
		assertThat(this.count.closeIfZero()).isFalse();
		assertThat(this.count.isClosed()).isFalse();
		this.count.release();
		assertThat(this.count.closeIfZero()).isTrue();
		assertThat(this.count.closeIfZero()).isTrue();
		assertThat(this.count.isClosed()).isTrue();
	}

	@Test
	void closingAtZeroAndAdmittingNeverBothHappen() throws Exception {
		for (int round = 0; round < 2000; round++) {
			ReferenceCount raced = new ReferenceCount();
			List<Boolean> won = Race.run(2, (number) -> (number == 0) ? raced.tryAcquire() : raced.closeIfZero());
			assertThat(won).containsExactlyInAnyOrder(true, false);
		}
	}

	private void assertOverRelease(Runnable release) {
		assertThatExceptionOfType(ComException.class).isThrownBy(release::run)
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_UNEXPECTED);
	}

}
