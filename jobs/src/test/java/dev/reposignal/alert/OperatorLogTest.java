package dev.reposignal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.AlertRule;
import java.io.IOException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorLogTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);
    private static final Set<OperatorRule> ALL = EnumSet.allOf(OperatorRule.class);
    private static final Channel OPS = channel(Set.of(), EnumSet.of(OperatorRule.HELD, OperatorRule.DISK));
    private static final Channel READERS = channel(EnumSet.allOf(AlertRule.class), Set.of());

    @Test
    void event_isToldOncePerOccasionAndOnlyToChannelsThatNameItsRule() {
        OperatorAlert held = OperatorAlert.of(DAY, OperatorRule.HELD, "2026-03-05", "2026-03-05", "held");
        OperatorAlert again = OperatorAlert.of(DAY.plusDays(1), OperatorRule.HELD, "2026-03-05", "2026-03-05", "held");
        OperatorAlert other = OperatorAlert.of(DAY.plusDays(1), OperatorRule.HELD, "2026-03-06", "2026-03-06", "held");
        OperatorAlert failed = OperatorAlert.of(DAY, OperatorRule.FAILED, "nightly", "2026-03-06 4", "failed");

        OperatorLog first = OperatorLog.EMPTY.with(DAY, List.of(held, failed), ALL);
        OperatorLog second = first.sent(OPS, List.of(held)).with(DAY.plusDays(1), List.of(again, other), ALL);

        assertThat(first.pending(OPS, DAY)).containsExactly(held);
        assertThat(first.pending(READERS, DAY)).isEmpty();
        assertThat(second.pending(OPS, DAY.plusDays(1))).containsExactly(other);
        assertThat(READERS.takes(held)).isFalse();
    }

    @Test
    void state_isToldOnceWhileItLastsAndAgainAfterItWasOver() {
        OperatorLog begun = OperatorLog.EMPTY.with(DAY, List.of(disk(DAY)), ALL);
        OperatorLog told = begun.sent(OPS, begun.pending(OPS, DAY));

        OperatorLog lasting = told.with(DAY.plusDays(1), List.of(disk(DAY.plusDays(1))), ALL);
        assertThat(lasting.pending(OPS, DAY.plusDays(1))).isEmpty();

        // A command that did not look at disks says nothing of them.
        OperatorLog elsewhere = lasting.with(DAY.plusDays(2), List.of(), EnumSet.of(OperatorRule.HELD));
        assertThat(elsewhere
                        .with(DAY.plusDays(2), List.of(disk(DAY.plusDays(2))), ALL)
                        .pending(OPS, DAY.plusDays(2)))
                .isEmpty();

        OperatorLog over = lasting.with(DAY.plusDays(2), List.of(), ALL);
        OperatorLog back = over.with(DAY.plusDays(3), List.of(disk(DAY.plusDays(3))), ALL);
        assertThat(back.pending(OPS, DAY.plusDays(3)))
                .extracting(OperatorAlert::occasion)
                .containsExactly("2026-03-09");
    }

    @Test
    void whatNoChannelTook_waitsForAWeekAndIsForgottenAfterThreeMonths() {
        OperatorAlert held = OperatorAlert.of(DAY, OperatorRule.HELD, "2026-03-05", "2026-03-05", "held");
        OperatorLog log = OperatorLog.EMPTY.with(DAY, List.of(held), ALL);

        assertThat(log.pending(OPS, DAY.plusDays(7))).containsExactly(held);
        assertThat(log.pending(OPS, DAY.plusDays(8))).isEmpty();
        assertThat(log.with(DAY.plusDays(91), List.of(), ALL).entries()).isEmpty();
    }

    @Test
    void file_givesTheSameLogAndIgnoresWhatLaterVersionsAdd() throws IOException {
        OperatorLog log = OperatorLog.EMPTY.with(DAY, List.of(disk(DAY)), ALL);
        OperatorLog sent = log.sent(OPS, log.pending(OPS, DAY));

        assertThat(OperatorLog.of(sent.bytes())).isEqualTo(sent);
        assertThat(OperatorLog.of(
                        "{\"alerts\":[],\"lasting\":{},\"more\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(OperatorLog.EMPTY);
    }

    private static OperatorAlert disk(LocalDate day) {
        return OperatorAlert.of(day, OperatorRule.DISK, "/dev/sda1", "", "nearly full");
    }

    private static Channel channel(Set<AlertRule> rules, Set<OperatorRule> operatorRules) {
        return new Channel(
                "ops",
                Channel.Kind.FILE,
                Channel.Mode.NIGHT,
                rules,
                List.of(),
                -1,
                0,
                "",
                "",
                "",
                null,
                "f",
                operatorRules);
    }
}
