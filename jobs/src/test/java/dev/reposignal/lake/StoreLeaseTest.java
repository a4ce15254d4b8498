package dev.reposignal.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.ExitCode;
import dev.reposignal.error.UserException;
import dev.reposignal.testing.ConditionalStore;
import dev.reposignal.testing.ConditionalStore.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases against a store in memory; the same against S3 requests is tried by jobs/bin/object-store-check. */
class StoreLeaseTest {
    private static final Path FILE = new Path(ConditionalStore.SCHEME + ":/lake/.reposignal.lock");
    private static final Duration LENGTH = Duration.ofMinutes(15);

    private Instant now = Instant.parse("2026-03-06T03:00:00Z");
    private final InstantSource clock = () -> now;

    @BeforeEach
    void begin() {
        ConditionalStore.begin();
    }

    @AfterEach
    void end() {
        ConditionalStore.end();
        assertThat(Thread.interrupted())
                .as("an interruption that no test looked at")
                .isFalse();
    }

    private @Nullable StoreLease tryTake() throws IOException {
        return StoreLease.tryTake(FILE, clock);
    }

    private StoreLease take() throws IOException {
        return Objects.requireNonNull(tryTake());
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private static String text() {
        return Objects.requireNonNull(ConditionalStore.text(FILE));
    }

    @Test
    void freeLake_isTakenForAQuarterOfAnHourAndGivenBack() throws IOException {
        assertThat(StoreLease.isHeld(FILE, clock)).isFalse();
        StoreLease lease = take();

        assertThat(text()).endsWith(" " + now.plus(LENGTH) + System.lineSeparator());
        assertThat(StoreLease.isHeld(FILE, clock)).isTrue();

        lease.close();
        assertThat(ConditionalStore.text(FILE)).isNull();
        assertThat(StoreLease.isHeld(FILE, clock)).isFalse();
    }

    @Test
    void heldLake_isRefusedAndTheLeaseStaysAsItIs() throws IOException {
        StoreLease lease = take();
        String before = text();

        assertThat(tryTake()).isNull();

        assertThat(text()).isEqualTo(before);
        lease.close();
        take().close();
    }

    @Test
    void prolongedLease_keepsOthersOutForLonger() throws IOException {
        StoreLease lease = take();
        after(Duration.ofMinutes(14));
        lease.prolong();
        after(Duration.ofMinutes(14));

        assertThat(tryTake()).isNull();
        lease.prolong();
        lease.close();
    }

    @Test
    void leaseOfAKilledProcess_keepsOthersOutUntilItEndsAndIsThenTakenOver() throws IOException {
        // Of a process that was killed only the object is left.
        ConditionalStore.put(FILE, "killed " + now.plus(LENGTH));
        after(LENGTH.minusSeconds(1));
        assertThat(tryTake()).isNull();

        after(Duration.ofSeconds(1));
        StoreLease lease = take();
        assertThat(text()).doesNotContain("killed");
        assertThat(tryTake()).isNull();
        lease.close();
    }

    @Test
    void twoThatFindAnEndedLease_onlyOneGetsIt() throws IOException {
        ConditionalStore.put(FILE, "killed " + now);
        StoreLease[] other = new StoreLease[1];
        ConditionalStore.beforeNextWrite(() -> other[0] = takeNow());

        assertThat(tryTake()).isNull();

        other[0].prolong();
        other[0].close();
    }

    @Test
    void twoThatFindNoLease_onlyOneGetsIt() throws IOException {
        StoreLease[] other = new StoreLease[1];
        ConditionalStore.beforeNextWrite(() -> other[0] = takeNow());

        assertThat(tryTake()).isNull();

        other[0].close();
        assertThat(ConditionalStore.text(FILE)).isNull();
    }

    private StoreLease takeNow() {
        try {
            return take();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void holderThatSleptThroughItsLease_isInterruptedAndTold() throws IOException {
        StoreLease lease = take();
        after(LENGTH);
        StoreLease other = take();

        lease.prolong();

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(lease::close)
                .isInstanceOfSatisfying(UserException.class, error -> assertThat(error.exitCode())
                        .isEqualTo(ExitCode.BUSY))
                .hasMessageContaining("another command may have written");
        assertThat(StoreLease.isHeld(FILE, clock)).isTrue();
        other.close();
    }

    @Test
    void holderThatNoticesNothing_isToldAtItsEndAndTakesNothingFromTheOther() throws IOException {
        StoreLease lease = take();
        after(LENGTH);
        StoreLease other = take();

        assertThatThrownBy(lease::close).hasMessageContaining("another command may have written");

        assertThat(StoreLease.isHeld(FILE, clock)).isTrue();
        other.close();
    }

    @Test
    void networkThatIsBackInTime_losesNothing() throws IOException {
        StoreLease lease = take();
        ConditionalStore.fail(Fault.NO_NETWORK);
        after(Duration.ofMinutes(3));
        lease.prolong();
        ConditionalStore.fail(Fault.NONE);
        after(Duration.ofMinutes(3));
        lease.prolong();
        after(Duration.ofMinutes(14));

        assertThat(tryTake()).isNull();
        lease.close();
    }

    @Test
    void networkThatStaysAwayUntilTheLeaseEnds_interruptsTheHolder() throws IOException {
        StoreLease lease = take();
        ConditionalStore.fail(Fault.NO_NETWORK);
        after(LENGTH);
        lease.prolong();

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(lease::close).hasMessageContaining("another command may have written");
    }

    @Test
    void writtenLeaseWhoseAnswerIsLost_isHeldAllTheSame() throws IOException {
        ConditionalStore.fail(Fault.ANSWER_LOST);
        StoreLease lease = take();
        after(Duration.ofMinutes(14));
        lease.prolong();
        after(Duration.ofMinutes(14));
        lease.prolong();

        assertThat(tryTake()).isNull();
        lease.close();
    }

    @Test
    void storeWithoutConditionalWrites_isRefused() {
        ConditionalStore.fail(Fault.NO_CONDITIONS);

        assertThatThrownBy(this::tryTake)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no conditional writes, so two writers cannot be kept apart");
        assertThat(ConditionalStore.text(FILE)).isNull();
    }

    @Test
    void objectThatIsNoLease_isNotOverwritten() {
        ConditionalStore.put(FILE, "a note of somebody");

        assertThatThrownBy(this::tryTake).isInstanceOf(IOException.class).hasMessageContaining("is no lease");
        assertThat(ConditionalStore.text(FILE)).isEqualTo("a note of somebody");
    }
}
