package dev.reposignal.evaluation;

import dev.reposignal.chart.IntervalChart;
import dev.reposignal.chart.ReliabilityChart;
import dev.reposignal.text.NumberFormats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a backtest shows, in the words and numbers it prints.
 *
 * @param range the days graded
 * @param finding the sentence that sums it up
 * @param counts what was graded
 * @param precisions precision@k, one chart per k
 * @param worth what the first of every list went on to gain, one row per method
 * @param reliability the reliability diagram; null where no forecast had a probability
 * @param methods all figures of the whole period, one row per method
 * @param ablations the score and what is left of it without each component, one row each
 * @param skill Brier score and skill per period
 * @param quarters precision@15 per quarter, one row per method
 */
public record BacktestPage(
        String range,
        String finding,
        String counts,
        List<IntervalChart> precisions,
        Grid worth,
        @Nullable ReliabilityChart reliability,
        Grid methods,
        Grid ablations,
        Grid skill,
        Grid quarters) {
    private static final int SHOWN_PLACE = 15;

    /**
     * A table of figures.
     *
     * @param caption what it shows
     * @param columns headings, the first one over the row headings
     */
    public record Grid(String caption, List<String> columns, List<Line> lines) {
        public Grid {
            columns = List.copyOf(columns);
            lines = List.copyOf(lines);
        }
    }

    /**
     * A row of a table.
     *
     * @param isOwn whether it is our method, set apart from the baselines
     */
    public record Line(String heading, boolean isOwn, List<Cell> cells) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A figure.
     *
     * @param interval its interval in words, "" without one
     */
    public record Cell(String value, String interval) {}

    public BacktestPage {
        precisions = List.copyOf(precisions);
    }

    static BacktestPage of(Backtest backtest) {
        return new BacktestPage(
                "%s to %s".formatted(backtest.firstDay(), backtest.lastDay()),
                finding(backtest),
                counts(backtest),
                Stream.of(5, 15, 50).map(k -> precision(backtest, k)).toList(),
                worth(backtest),
                reliability(backtest),
                methods(backtest),
                ablations(backtest),
                skill(backtest),
                quarters(backtest));
    }

    private static String finding(Backtest backtest) {
        Optional<RankingMethod> best = best(backtest, false);
        Optional<RankingMethod> baseline = best(backtest, true);
        if (best.isEmpty()) {
            return "Nothing was graded in this range.";
        }
        String own = "Of the %d repositories that the %s ranked first each date, %s broke out"
                .formatted(
                        SHOWN_PLACE, best.get().title(), NumberFormats.percent(shownPrecision(backtest, best.get())));
        return baseline.map(method -> "%s; of those by the best baseline, %s, %s did."
                        .formatted(own, method.title(), NumberFormats.percent(shownPrecision(backtest, method))))
                .orElse(own + ".");
    }

    private static Optional<RankingMethod> best(Backtest backtest, boolean isBaseline) {
        return RankingMethod.compared().stream()
                .filter(method -> method.isBaseline() == isBaseline)
                .filter(method -> shownPrecision(backtest, method) != null)
                .max(Comparator.comparingDouble(method -> {
                    Double value = shownPrecision(backtest, method);
                    return value == null ? -1 : value;
                }));
    }

    private static @Nullable Double shownPrecision(Backtest backtest, RankingMethod method) {
        return value(backtest, Measurement.WHOLE, method.column(), Measurement.PRECISION, SHOWN_PLACE);
    }

    private static String counts(Backtest backtest) {
        return "%s forecasts of %s repositories on %s dates; %s break-outs (%s), %s vanished and count as none."
                .formatted(
                        count(backtest, "rows"),
                        count(backtest, "repositories"),
                        count(backtest, "dates"),
                        count(backtest, "breakouts"),
                        NumberFormats.percent(
                                value(backtest, Measurement.WHOLE, Measurement.UNIVERSE, "breakout_share", 0)),
                        count(backtest, "vanished"));
    }

    private static IntervalChart precision(Backtest backtest, int k) {
        List<IntervalChart.Estimate> estimates = new ArrayList<>();
        for (RankingMethod method : RankingMethod.compared()) {
            backtest.measurement(Measurement.WHOLE, method.column(), Measurement.PRECISION, k)
                    .flatMap(measurement -> estimate(method, measurement))
                    .ifPresent(estimates::add);
        }
        return IntervalChart.of(
                k, estimates, value(backtest, Measurement.WHOLE, Measurement.UNIVERSE, "breakout_share", 0));
    }

    private static Optional<IntervalChart.Estimate> estimate(RankingMethod method, Measurement measurement) {
        Double value = measurement.value();
        return value == null
                ? Optional.empty()
                : Optional.of(new IntervalChart.Estimate(
                        method.title(),
                        !method.isBaseline(),
                        value,
                        Objects.requireNonNullElse(measurement.low(), value),
                        Objects.requireNonNullElse(measurement.high(), value)));
    }

    /** Null where no forecast had a probability. */
    private static @Nullable ReliabilityChart reliability(Backtest backtest) {
        String model = RankingMethod.PROBABILITY.column();
        List<ReliabilityChart.Bin> bins = new ArrayList<>();
        for (int bin = 1; bin <= Calibration.BINS; bin++) {
            Double said = value(backtest, Measurement.WHOLE, model, Measurement.MEAN_PROBABILITY, bin);
            Measurement seen = backtest.measurement(Measurement.WHOLE, model, Measurement.OBSERVED_SHARE, bin)
                    .orElse(null);
            if (said == null || seen == null || seen.value() == null) {
                continue;
            }
            double share = seen.value();
            bins.add(new ReliabilityChart.Bin(
                    said,
                    share,
                    Objects.requireNonNullElse(seen.low(), share),
                    Objects.requireNonNullElse(seen.high(), share),
                    seen.cases()));
        }
        return bins.isEmpty() ? null : ReliabilityChart.of(bins);
    }

    private static Grid methods(Backtest backtest) {
        return grid("All dates, every method, with 95% intervals", RankingMethod.compared(), backtest);
    }

    /** What each component of the score is worth: the figures fall by it where it is left out. */
    private static Grid ablations(Backtest backtest) {
        List<RankingMethod> methods = Stream.concat(
                        Stream.of(RankingMethod.SIGNAL_SCORE), RankingMethod.ablations().stream())
                .toList();
        return grid("The score, and the score with one component left out", methods, backtest);
    }

    private static Grid grid(String caption, List<RankingMethod> methods, Backtest backtest) {
        List<Line> lines = new ArrayList<>();
        for (RankingMethod method : methods) {
            if (shownPrecision(backtest, method) != null) {
                lines.add(new Line(
                        method.title(),
                        method.isForecast(),
                        List.of(
                                share(backtest, Measurement.WHOLE, method, Measurement.PRECISION, 5),
                                share(backtest, Measurement.WHOLE, method, Measurement.PRECISION, 15),
                                share(backtest, Measurement.WHOLE, method, Measurement.PRECISION, 50),
                                share(backtest, Measurement.WHOLE, method, Measurement.RECALL, 50),
                                score(backtest, Measurement.WHOLE, method.column(), Measurement.AVERAGE_PRECISION),
                                score(backtest, Measurement.WHOLE, method.column(), Measurement.AUC))));
            }
        }
        return new Grid(
                caption,
                List.of(
                        "method",
                        "precision@5",
                        "precision@15",
                        "precision@50",
                        "recall@50",
                        "average precision",
                        "AUC"),
                lines);
    }

    private static Grid worth(Backtest backtest) {
        List<Line> lines = new ArrayList<>();
        for (RankingMethod method : RankingMethod.compared()) {
            if (value(backtest, Measurement.WHOLE, method.column(), Measurement.MEDIAN_GAIN, PickWorth.PICKS) != null) {
                lines.add(new Line(
                        method.title(),
                        method.isForecast(),
                        List.of(
                                number(
                                        backtest,
                                        method,
                                        Measurement.MEDIAN_GAIN,
                                        PickWorth.PICKS,
                                        NumberFormats::count),
                                share(backtest, Measurement.WHOLE, method, Measurement.MEDIAN_GROWTH, PickWorth.PICKS),
                                share(backtest, Measurement.WHOLE, method, Measurement.MEAN_GROWTH, PickWorth.PICKS),
                                share(
                                        backtest,
                                        Measurement.WHOLE,
                                        method,
                                        Measurement.CONTROL_MEAN_GROWTH,
                                        PickWorth.PICKS),
                                number(
                                        backtest,
                                        method,
                                        Measurement.GROWTH_RATIO,
                                        PickWorth.PICKS,
                                        NumberFormats::ratio),
                                number(
                                        backtest,
                                        method,
                                        Measurement.MEDIAN_GAIN_LATER,
                                        PickWorth.PICKS,
                                        NumberFormats::count),
                                share(backtest, Measurement.WHOLE, method, Measurement.NEW_NAMES, PickWorth.PICKS),
                                share(
                                        backtest,
                                        Measurement.WHOLE,
                                        method,
                                        Measurement.DOUBLING_PRECISION,
                                        PickWorth.PICKS),
                                share(
                                        backtest,
                                        Measurement.WHOLE,
                                        method,
                                        Measurement.CAPTURED_SHARE,
                                        PickWorth.LISTED),
                                number(
                                        backtest,
                                        method,
                                        Measurement.NAMES_LISTED,
                                        PickWorth.LISTED,
                                        NumberFormats::count))));
            }
        }
        return new Grid(
                "The first 15 of each date, 28 days on, with 95% intervals",
                List.of(
                        "method",
                        "median gain",
                        "median growth",
                        "mean growth",
                        "of matched",
                        "ratio",
                        "median gain, 90 days",
                        "new since the date before",
                        "doubled their pace",
                        "captured by 50",
                        "names among the 50"),
                lines);
    }

    private static Cell number(
            Backtest backtest, RankingMethod method, String metric, int place, Function<Number, String> format) {
        return backtest.measurement(Measurement.WHOLE, method.column(), metric, place)
                .filter(measurement -> measurement.value() != null)
                .map(measurement -> new Cell(
                        format.apply(measurement.value()),
                        measurement.low() == null
                                ? ""
                                : "%s to %s"
                                        .formatted(format.apply(measurement.low()), format.apply(measurement.high()))))
                .orElse(new Cell(NumberFormats.UNKNOWN, ""));
    }

    private static Grid skill(Backtest backtest) {
        List<Line> lines = new ArrayList<>();
        String model = RankingMethod.PROBABILITY.column();
        for (String period : backtest.periods()) {
            if (value(backtest, period, model, Measurement.BRIER_SCORE, 0) != null) {
                lines.add(new Line(
                        period.equals(Measurement.WHOLE) ? "all dates" : period,
                        period.equals(Measurement.WHOLE),
                        List.of(
                                score(backtest, period, model, Measurement.BRIER_SCORE),
                                score(backtest, period, Measurement.BASE_RATE, Measurement.BRIER_SCORE),
                                score(backtest, period, model, Measurement.BRIER_SKILL))));
            }
        }
        return new Grid(
                "The model's probability against always saying the base rate",
                List.of("period", "Brier score", "of the base rate", "Brier skill"),
                lines);
    }

    private static Grid quarters(Backtest backtest) {
        List<String> quarters = backtest.periods().stream()
                .filter(period -> !period.equals(Measurement.WHOLE))
                .toList();
        List<Line> lines = RankingMethod.compared().stream()
                .filter(method -> shownPrecision(backtest, method) != null)
                .map(method -> new Line(
                        method.title(),
                        !method.isBaseline(),
                        quarters.stream()
                                .map(quarter -> share(backtest, quarter, method, Measurement.PRECISION, SHOWN_PLACE))
                                .toList()))
                .toList();
        return new Grid(
                "precision@15 by quarter, with 95% intervals",
                Stream.concat(Stream.of("method"), quarters.stream()).toList(), lines);
    }

    private static Cell share(Backtest backtest, String period, RankingMethod method, String metric, int place) {
        return backtest.measurement(period, method.column(), metric, place)
                .filter(measurement -> measurement.value() != null)
                .map(measurement -> new Cell(
                        NumberFormats.percent(measurement.value()),
                        measurement.low() == null
                                ? ""
                                : "%s to %s"
                                        .formatted(
                                                NumberFormats.percent(measurement.low()),
                                                NumberFormats.percent(measurement.high()))))
                .orElse(new Cell(NumberFormats.UNKNOWN, ""));
    }

    private static Cell score(Backtest backtest, String period, String method, String metric) {
        return backtest.measurement(period, method, metric, 0)
                .filter(measurement -> measurement.value() != null)
                .map(measurement -> new Cell(
                        NumberFormats.thousandths(measurement.value()),
                        measurement.low() == null
                                ? ""
                                : "%s to %s"
                                        .formatted(
                                                NumberFormats.thousandths(measurement.low()),
                                                NumberFormats.thousandths(measurement.high()))))
                .orElse(new Cell(NumberFormats.UNKNOWN, ""));
    }

    private static @Nullable Double value(Backtest backtest, String period, String method, String metric, int place) {
        return backtest.measurement(period, method, metric, place)
                .map(Measurement::value)
                .orElse(null);
    }

    private static String count(Backtest backtest, String metric) {
        Double value = value(backtest, Measurement.WHOLE, Measurement.UNIVERSE, metric, 0);
        return NumberFormats.count(value);
    }
}
