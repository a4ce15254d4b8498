package dev.reposignal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.evaluation.Forecasts.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What picks are worth, on lists small enough to count by hand. */
class PickWorthTest {
    private static final LocalDate FIRST = LocalDate.parse("2025-09-02");
    private static final Offset<Double> EXACTLY = within(1e-12);

    private record Seen(int week, String name, double rank, double stars, double gain, double later) {}

    private final List<Seen> rows = new ArrayList<>();

    @Test
    void picks_areComparedWithTheNearestThatWereNotPicked() {
        // Fifteen picks of 1,000 stars double; ten like them grow by a tenth; the large ones by a half are not like
        // them.
        list(0, "pick", 15, 100, 1_000, 1_000);
        list(0, "alike", 10, 0, 1_000, 100);
        list(0, "large", 10, 0, 90_000, 45_000);

        Map<String, Double> figures = measured();

        assertThat(figures.get("median_gain_28d")).isEqualTo(1_000);
        assertThat(figures.get("mean_growth_28d")).isCloseTo(1.0, EXACTLY);
        assertThat(figures.get("control_median_gain_28d")).isEqualTo(100);
        assertThat(figures.get("control_mean_growth_28d")).isCloseTo(0.1, EXACTLY);
        assertThat(figures.get("growth_ratio_28d")).isCloseTo(10, within(1e-9));
    }

    @Test
    void pickThatVanished_gainedNothing() {
        list(0, "pick", 14, 100, 1_000, 500);
        rows.add(new Seen(0, "gone/one", 99, 1_000, Double.NaN, Double.NaN));
        list(0, "other", 10, 0, 1_000, 100);

        assertThat(measured().get("mean_growth_28d")).isCloseTo(14 * 0.5 / 15, EXACTLY);
    }

    @Test
    void dateWhose90DaysAreNotOver_saysNothingOfThem() {
        rows.add(new Seen(0, "a/a", 2, 1_000, 100, 900));
        rows.add(new Seen(1, "a/a", 2, 1_000, 100, Double.NaN));

        Map<String, Double> figures = measured();

        assertThat(figures.get("mean_growth_28d")).isCloseTo(0.1, EXACTLY);
        assertThat(figures.get("mean_growth_90d")).isCloseTo(0.9, EXACTLY);
    }

    @Test
    void newNames_areThoseTheDateBeforeDidNotList() {
        rows.add(new Seen(0, "a/a", 2, 1_000, 100, 0));
        rows.add(new Seen(0, "b/b", 1, 1_000, 100, 0));
        rows.add(new Seen(1, "b/b", 2, 1_000, 100, 0));
        rows.add(new Seen(1, "c/c", 1, 1_000, 100, 0));

        assertThat(measured().get("new_names")).isCloseTo(0.5, EXACTLY);
    }

    @Test
    void captured_areTheStarsOfRisesAfterTheFirstListing() {
        // Listed a week into its rise from 1,000 to 6,000: 2,000 stars had come, 3,000 were still to come.
        rows.add(new Seen(0, "rising/one", Double.NaN, 1_000, 4_000, 0));
        rows.add(new Seen(1, "rising/one", 5, 3_000, 3_000, 0));
        // Never listed: 1,000 to 3,000.
        rows.add(new Seen(0, "rising/unseen", Double.NaN, 1_000, 2_000, 0));
        // No rise: too small a share of its stars.
        rows.add(new Seen(0, "large/one", 9, 90_000, 2_000, 0));

        assertThat(measured().get("captured_share")).isCloseTo(3_000.0 / 7_000, EXACTLY);
    }

    @Test
    void riseThatWasListedBefore_isCapturedWhole_andOneListedAfterwards_isNot() {
        rows.add(new Seen(0, "listed/before", 5, 1_000, 0, 0));
        rows.add(new Seen(1, "listed/before", Double.NaN, 1_000, 2_000, 0));
        rows.add(new Seen(0, "listed/after", Double.NaN, 1_000, 2_000, 0));
        rows.add(new Seen(6, "listed/after", 5, 3_000, 0, 0));

        assertThat(measured().get("captured_share")).isCloseTo(0.5, EXACTLY);
    }

    private void list(int week, String name, int count, double rank, double stars, double gain) {
        IntStream.range(0, count)
                .forEach(i -> rows.add(new Seen(
                        week, "%s/r%02d".formatted(name, i), rank == 0 ? Double.NaN : rank - i, stars, gain, gain)));
    }

    private Map<String, Double> measured() {
        Forecasts.Builder builder = new Forecasts.Builder();
        rows.stream()
                .sorted(Comparator.comparingInt(Seen::week).thenComparing(Seen::name))
                .forEach(seen -> builder.add(
                        FIRST.plusWeeks(seen.week()),
                        seen.name(),
                        false,
                        Double.isNaN(seen.gain()),
                        null,
                        Map.of(Fact.STARS, seen.stars(), Fact.GAIN_28D, seen.gain(), Fact.GAIN_90D, seen.later()),
                        Map.of(RankingMethod.BOARD, seen.rank())));
        Forecasts forecasts = builder.build();
        List<Integer> dates =
                IntStream.range(0, forecasts.dates().size()).boxed().toList();
        PickWorth worth = PickWorth.of(forecasts, RankingMethod.BOARD, dates);
        byte[] once = new byte[forecasts.repositories()];
        java.util.Arrays.fill(once, (byte) 1);
        double[] figures = worth.measured(once);
        return IntStream.range(0, figures.length)
                .boxed()
                .collect(java.util.stream.Collectors.toMap(PickWorth.FIGURES::get, i -> figures[i]));
    }
}
