package dev.reposignal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.config.Settings;
import dev.reposignal.signal.LookbackWindow;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesViewTest {
    private static final int DAY = 1_000;
    private static final Settings.Predict SETTINGS = new Settings.Predict(100, 2.0, 0.1, 5, 62);

    @Test
    void gapInTheFeed_isBridgedEvenly() {
        SeriesView view = view(series(new int[] {DAY - 10, DAY - 4, DAY}, 100, 160, 180), DAY);

        assertThat(view.gainOf(0)).isEqualTo(5);
        assertThat(view.gainOf(4)).isEqualTo(10);
        assertThat(view.gained(4)).isEqualTo(20);
        assertThat(view.gained(10)).isEqualTo(80);
    }

    @Test
    void beforeTheFirstObservation_nothingIsKnown() {
        SeriesView view = view(series(new int[] {DAY - 10, DAY}, 100, 180), DAY);

        assertThat(view.gained(11)).isNaN();
        assertThat(view.gainOf(10)).isNaN();
        assertThat(view.historyDays()).isEqualTo(10);
    }

    @Test
    void aLossAndItsReturn_areBothSeen() {
        SeriesView view = view(series(new int[] {DAY - 2, DAY - 1, DAY}, 1000, 900, 1000), DAY);

        assertThat(view.gainOf(0)).isEqualTo(100);
        assertThat(view.gainOf(1)).isEqualTo(-100);
        assertThat(view.daysSince(true)).isZero();
        assertThat(view.daysSince(false)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} days old: {1}")
    @CsvSource({"0, true", "90, true", "91, false", "98, true", "99, false", "364, true", "365, false", "378, false"})
    void theYearBefore_isKnownByEveryFourteenthDay(int daysBefore, boolean isKnown) {
        assertThat(SeriesView.isKnown(daysBefore)).isEqualTo(isKnown);
    }

    @Test
    void whatLiesAfterTheDay_changesNoFeature() {
        int[] days = new int[120];
        double[] stars = new double[120];
        for (int i = 0; i < days.length; i++) {
            days[i] = DAY - 80 + i;
            stars[i] = 1_000 + 7 * i + (i % 5);
        }
        double[] planted = stars.clone();
        Arrays.fill(planted, 81, planted.length, 1e6);

        float[] asItWas = SeriesFeatures.measured(view(series(days, stars), DAY));
        float[] withPlantedFuture = SeriesFeatures.measured(view(series(days, planted), DAY));

        assertThat(withPlantedFuture).containsExactly(asItWas);
        assertThat(series(days, planted).futureGain(DAY, 28, 34)).isGreaterThan(100_000);
    }

    @Test
    void aBurstToday_standsInTheFeaturesMadeForIt() {
        int[] days = new int[91];
        double[] stars = new double[91];
        for (int i = 0; i < days.length; i++) {
            days[i] = DAY - 90 + i;
            stars[i] = 1_000 + i;
        }
        stars[90] += 199;
        SeriesView view = view(series(days, stars), DAY);

        // 200 stars today and one on each day before: 227 in 28 days, so 454 would be a break-out.
        assertThat(feature(view, "gain_of_day_0")).isCloseTo(asinh(200), within(1e-5));
        assertThat(feature(view, "gain_28d")).isCloseTo(asinh(227), within(1e-5));
        assertThat(feature(view, "breakout_gain")).isCloseTo(Math.log(454), within(1e-5));
        assertThat(feature(view, "pace_1d")).isCloseTo(Math.log((200 * 28 + 5) / 454.0), within(1e-5));
        assertThat(feature(view, "days_since_largest")).isZero();
        assertThat(feature(view, "surprise_1d")).isCloseTo(asinh(199), within(1e-4));
        assertThat(feature(view, "gaining_days_28d")).isEqualTo(28);
    }

    @Test
    void names_areUniqueAndEachHasADoc() {
        assertThat(Features.names()).doesNotHaveDuplicates();
        assertThat(SeriesFeatures.features())
                .allSatisfy(feature -> assertThat(feature.doc()).isNotBlank());
    }

    private static double feature(SeriesView view, String name) {
        int place =
                SeriesFeatures.features().stream().map(Feature::name).toList().indexOf(name);
        return SeriesFeatures.measured(view)[place];
    }

    private static double asinh(double value) {
        return Math.log(value + Math.sqrt(value * value + 1));
    }

    private static RepositorySeries series(int[] days, double... stars) {
        double[] unknown = new double[days.length];
        Arrays.fill(unknown, Double.NaN);
        return new RepositorySeries(days, stars, unknown, unknown, unknown);
    }

    private static SeriesView view(RepositorySeries series, int day) {
        int reference = series.reference(day, LookbackWindow.MONTH);
        double gained = reference < 0 ? 0 : series.stars(series.place(day)) - series.stars(reference);
        return new SeriesView(SETTINGS, series, day, Math.round(gained));
    }
}
