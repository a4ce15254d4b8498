package dev.reposignal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnoverTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @Test
    void shareNew_isTheMeanOverTheDaysThatHaveAListSoManyDaysBefore() {
        Map<LocalDate, Set<String>> lists = Map.of(
                DAY.minusDays(7),
                Set.of("a", "b"),
                DAY.minusDays(1),
                Set.of("a", "c"),
                DAY,
                Set.of("a", "c", "d", "e"),
                DAY.plusDays(1),
                Set.of("a", "c", "d", "e"));

        // Half of the fourth list is new, none of the last.
        assertThat(Turnover.shareNew(lists, 1)).hasValue(0.25);
        assertThat(Turnover.shareNew(lists, 7)).hasValue(0.75);
    }

    @Test
    void shareNew_withoutTwoListsSoFarApart_isUnknown() {
        assertThat(Turnover.shareNew(Map.of(DAY, Set.of("a")), 1)).isEmpty();
        assertThat(Turnover.shareNew(Map.of(DAY, Set.of(), DAY.minusDays(1), Set.of("a")), 1))
                .isEmpty();
    }
}
