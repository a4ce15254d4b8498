package dev.reposignal.evaluation;

import dev.reposignal.stats.Bootstrap;
import dev.reposignal.stats.BootstrapEstimate;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Every figure of a backtest, for all dates together and for each quarter, with intervals from resampled repositories. */
public final class Evaluation {
    /** Enough for the ends of a 95 % interval; more make it no narrower, only steadier. */
    public static final int RESAMPLES = 400;

    /** Fixed, so that a backtest run again gives the same intervals. */
    public static final long SEED = 20_260_306L;

    private final Forecasts forecasts;
    private final Bootstrap resamples;
    private final List<Measurement> measurements = new ArrayList<>();

    private Evaluation(Forecasts forecasts, int resamples, long seed) {
        this.forecasts = forecasts;
        this.resamples = Bootstrap.drawn(forecasts.repositories(), resamples, seed);
    }

    /** The figures, the whole period first. */
    public static List<Measurement> measured(Forecasts forecasts) {
        return measured(forecasts, RESAMPLES, SEED);
    }

    static List<Measurement> measured(Forecasts forecasts, int resamples, long seed) {
        Evaluation evaluation = new Evaluation(forecasts, resamples, seed);
        periods(forecasts.dates()).forEach(evaluation::measure);
        return List.copyOf(evaluation.measurements);
    }

    /** The positions of the dates of each period. */
    private static Map<String, List<Integer>> periods(List<LocalDate> dates) {
        // "all" sorts behind the digits of a year; the reader wants it first.
        Map<String, List<Integer>> periods =
                new TreeMap<>(Comparator.<String, Boolean>comparing(period -> !period.equals(Measurement.WHOLE))
                        .thenComparing(Comparator.naturalOrder()));
        periods.put(Measurement.WHOLE, IntStream.range(0, dates.size()).boxed().toList());
        for (int date = 0; date < dates.size(); date++) {
            periods.computeIfAbsent(quarter(dates.get(date)), quarter -> new ArrayList<>())
                    .add(date);
        }
        return periods;
    }

    static String quarter(LocalDate date) {
        return "%d-Q%d".formatted(date.getYear(), date.get(IsoFields.QUARTER_OF_YEAR));
    }

    private void measure(String period, List<Integer> dates) {
        count(period, dates);
        Map<RankingMethod, List<BootstrapEstimate>> tops = new EnumMap<>(RankingMethod.class);
        for (RankingMethod method : RankingMethod.values()) {
            List<Integer> ranked =
                    dates.stream().filter(date -> forecasts.ranks(method, date)).toList();
            if (!ranked.isEmpty()) {
                tops.put(method, measureTop(period, method, ranked));
                measureCurve(period, method, ranked);
            }
        }
        if (period.equals(Measurement.WHOLE)) {
            measureWorth(period, dates);
        }
        compare(period, tops, dates);
        List<Integer> withProbability = dates.stream()
                .filter(date -> forecasts.ranks(RankingMethod.PROBABILITY, date))
                .toList();
        if (!withProbability.isEmpty()) {
            measureCalibration(period, withProbability);
        }
    }

    private void count(String period, List<Integer> dates) {
        int[] rows = dates.stream()
                .flatMapToInt(date -> IntStream.range(forecasts.start(date), forecasts.end(date)))
                .toArray();
        long breakouts = IntStream.of(rows).filter(forecasts::label).count();
        long vanished = IntStream.of(rows).filter(forecasts::vanished).count();
        long repositories =
                IntStream.of(rows).map(forecasts::repository).distinct().count();
        measurements.add(Measurement.counted(period, "dates", dates.size(), dates.size()));
        measurements.add(Measurement.counted(period, "rows", rows.length, rows.length));
        measurements.add(Measurement.counted(period, "repositories", repositories, rows.length));
        measurements.add(Measurement.counted(period, "breakouts", breakouts, rows.length));
        measurements.add(Measurement.counted(period, "vanished", vanished, rows.length));
        BootstrapEstimate share = resamples
                .figures(1, weights -> {
                    long all = 0;
                    long hits = 0;
                    for (int row : rows) {
                        int weight = weights[forecasts.repository(row)];
                        all += weight;
                        hits += forecasts.label(row) ? weight : 0;
                    }
                    return new double[] {(double) hits / all};
                })
                .get(0);
        add(period, Measurement.UNIVERSE, "breakout_share", 0, share, rows.length);
    }

    private List<BootstrapEstimate> measureTop(String period, RankingMethod method, List<Integer> dates) {
        RankingMetrics top = RankingMetrics.of(forecasts, method, dates);
        List<BootstrapEstimate> figures = resamples.figures(RankingMetrics.FIGURES, top::measured);
        for (int i = 0; i < RankingMetrics.PRECISION_AT.size(); i++) {
            add(
                    period,
                    method.column(),
                    Measurement.PRECISION,
                    RankingMetrics.PRECISION_AT.get(i),
                    figures.get(i),
                    dates.size());
        }
        add(
                period,
                method.column(),
                Measurement.RECALL,
                RankingMetrics.RECALL_AT,
                figures.get(RankingMetrics.FIGURES - 1),
                dates.size());
        return figures;
    }

    private void measureCurve(String period, RankingMethod method, List<Integer> dates) {
        ThresholdMetrics curve = ThresholdMetrics.of(forecasts, method, dates);
        List<BootstrapEstimate> figures = resamples.figures(ThresholdMetrics.FIGURES, curve::measured);
        add(period, method.column(), Measurement.AVERAGE_PRECISION, 0, figures.get(0), curve.rows());
        add(period, method.column(), Measurement.AUC, 0, figures.get(1), curve.rows());
    }

    /** What the first of each list were worth; not of the scores that leave out a component. */
    private void measureWorth(String period, List<Integer> dates) {
        for (RankingMethod method : RankingMethod.compared()) {
            List<Integer> ranked =
                    dates.stream().filter(date -> forecasts.ranks(method, date)).toList();
            if (ranked.isEmpty()) {
                continue;
            }
            PickWorth worth = PickWorth.of(forecasts, method, ranked);
            List<BootstrapEstimate> figures = resamples.figures(PickWorth.FIGURES.size(), worth::measured);
            for (int i = 0; i < figures.size(); i++) {
                String metric = PickWorth.FIGURES.get(i);
                boolean isOfRises = metric.equals(Measurement.CAPTURED_SHARE);
                add(
                        period,
                        method.column(),
                        metric,
                        isOfRises ? PickWorth.LISTED : PickWorth.PICKS,
                        figures.get(i),
                        isOfRises ? worth.rises() : worth.picks());
            }
            measurements.add(new Measurement(
                    period,
                    method.column(),
                    Measurement.NAMES_LISTED,
                    PickWorth.LISTED,
                    (double) PickWorth.namesListed(forecasts, method, ranked),
                    null,
                    null,
                    ranked.size()));
        }
    }

    /**
     * How many times the best baseline's precision ours is; the best is chosen by the sample, for each k. A method that
     * does not rank on all dates is not compared: its dates may have been easier.
     */
    private void compare(String period, Map<RankingMethod, List<BootstrapEstimate>> tops, List<Integer> dates) {
        tops.keySet().removeIf(method -> !dates.stream().allMatch(date -> forecasts.ranks(method, date)));
        for (int i = 0; i < RankingMetrics.PRECISION_AT.size(); i++) {
            int place = i;
            Optional<BootstrapEstimate> best = tops.entrySet().stream()
                    .filter(entry -> entry.getKey().isBaseline())
                    .map(entry -> entry.getValue().get(place))
                    .max(Comparator.comparingDouble(BootstrapEstimate::value));
            for (Map.Entry<RankingMethod, List<BootstrapEstimate>> own : tops.entrySet()) {
                if (best.isPresent() && own.getKey().isForecast()) {
                    add(
                            period,
                            own.getKey().column(),
                            Measurement.PRECISION_RATIO,
                            RankingMetrics.PRECISION_AT.get(i),
                            own.getValue().get(i).over(best.get()),
                            dates.size());
                }
            }
        }
    }

    private void measureCalibration(String period, List<Integer> dates) {
        Calibration calibration = Calibration.of(forecasts, dates);
        List<BootstrapEstimate> figures = resamples.figures(Calibration.FIGURES, calibration::measured);
        String method = RankingMethod.PROBABILITY.column();
        add(period, method, Measurement.BRIER_SCORE, 0, figures.get(0), calibration.rows());
        add(period, Measurement.BASE_RATE, Measurement.BRIER_SCORE, 0, figures.get(1), calibration.comparedRows());
        add(period, method, Measurement.BRIER_SKILL, 0, figures.get(2), calibration.comparedRows());
        for (int bin = 0; bin < Calibration.BINS; bin++) {
            int rows = calibration.rows(bin);
            add(period, method, Measurement.MEAN_PROBABILITY, bin + 1, figures.get(3 + 2 * bin), rows);
            add(period, method, Measurement.OBSERVED_SHARE, bin + 1, figures.get(4 + 2 * bin), rows);
        }
    }

    private void add(String period, String method, String metric, int place, BootstrapEstimate figure, long cases) {
        measurements.add(
                Measurement.estimated(period, method, metric, place, figure.value(), figure.interval(), cases));
    }
}
