package dev.reposignal.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.ledger.Breakouts;
import dev.reposignal.model.YoungRates.AgeRange;
import dev.reposignal.signal.LookbackWindow;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Gamma;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learns {@link YoungRates} by maximum likelihood from the repositories that the feed had within two weeks of their
 * creation: those that it took up later are there because they had grown already.
 */
public final class YoungTraining {
    /** With fewer repositories nothing is learned. */
    public static final int FEWEST_REPOSITORIES = 500;

    /** With fewer repositories that gained enough nothing is learned: with 30 the probabilities were twice too high. */
    public static final int FEWEST_GAINING = 50;

    /** So many repositories are learned from at most; more change nothing any more. */
    private static final int MOST_REPOSITORIES = 5_000;

    /** Age at which a feed must have a repository at the latest. */
    private static final int LATEST_START = 14;

    private static final int[] FIRST_AGES = {0, 8, 15};

    /** Each range is drawn towards all ages together as if those were so many more repositories of it. */
    private static final int PRIOR_REPOSITORIES = 30;

    private YoungTraining() {}

    /**
     * A day of a repository.
     *
     * @param paced the gain of 28 days at its pace
     * @param gain stars gained in the 28 days after
     */
    record Example(String repoKey, int age, double paced, double gain) {}

    /**
     * What was found, and the rates where that was enough.
     *
     * @param repositories with a day that could be learned from
     * @param gaining those of them that gained enough
     */
    public record Result(long repositories, long gaining, Optional<YoungRates> rates) {}

    /**
     * Learns from what was known on a day.
     *
     * @param snapshots rows up to that day
     */
    public static Result learned(LocalDate trainedOn, long requiredGain, long mostStars, Dataset<Row> snapshots) {
        int oldest = YoungRates.OLDEST + Breakouts.LAST_OBSERVATION_DAYS;
        List<Row> histories = snapshots
                .where(col("observed").and(col("created_at").isNotNull()))
                .select(
                        col("repo_key"),
                        unix_date(col(Table.DAY)).as("day"),
                        col("stars").cast("double").as("stars"),
                        unix_date(to_date(col("created_at"))).as("created"))
                .where(col("day").minus(col("created")).between(0, oldest))
                .groupBy("repo_key")
                .agg(
                        min("created").as("created"),
                        sort_array(collect_list(struct("day", "stars"))).as("days"))
                .where(col("days")
                        .getItem(0)
                        .getField("day")
                        .minus(col("created"))
                        .leq(LATEST_START))
                .orderBy(xxhash64(col("repo_key")), col("repo_key"))
                .limit(MOST_REPOSITORIES)
                .collectAsList();
        List<Example> examples = new ArrayList<>();
        int known = Math.toIntExact(trainedOn.toEpochDay()) - Breakouts.LAST_OBSERVATION_DAYS;
        for (Row history : histories) {
            examples.addAll(
                    examples(history.getString(0), history.getInt(1), series(history.getList(2)), known, mostStars));
        }
        return fitted(trainedOn, requiredGain, mostStars, examples);
    }

    private static RepositorySeries series(List<Row> rows) {
        int size = rows.size();
        int[] days = new int[size];
        double[] stars = new double[size];
        double[] none = new double[size];
        for (int i = 0; i < size; i++) {
            days[i] = rows.get(i).getInt(0);
            stars[i] = rows.get(i).getDouble(1);
            none[i] = Double.NaN;
        }
        return new RepositorySeries(days, stars, none, none, none);
    }

    /**
     * The days of a repository while it is young and below the bound.
     *
     * @param last the last day whose future is known
     */
    static List<Example> examples(String repoKey, int created, RepositorySeries series, int last, long mostStars) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            int day = series.day(i);
            int age = day - created;
            if (age < 0 || age > YoungRates.OLDEST || day > last || series.stars(i) >= mostStars) {
                continue;
            }
            int week = series.reference(day, LookbackWindow.WEEK);
            double paced = week < 0
                    ? YoungRates.paced(age, series.stars(i), null, null)
                    : YoungRates.paced(
                            age, series.stars(i), series.stars(i) - series.stars(week), day - series.day(week));
            double gain = series.futureGain(day, Breakouts.HORIZON_DAYS, Breakouts.LAST_OBSERVATION_DAYS);
            examples.add(new Example(repoKey, age, paced, Double.isNaN(gain) ? gainUntilLost(series, i) : gain));
        }
        return examples;
    }

    /** One that was lost or left counts with what it had gained until then: left are only those that hardly grow. */
    private static double gainUntilLost(RepositorySeries series, int from) {
        double gain = 0;
        for (int i = from; i < series.size() && series.day(i) <= series.day(from) + Breakouts.HORIZON_DAYS; i++) {
            gain = series.stars(i) - series.stars(from);
        }
        return gain;
    }

    static Result fitted(LocalDate trainedOn, long requiredGain, long mostStars, List<Example> examples) {
        Sample all = Sample.of(examples);
        long gaining = all.gaining(requiredGain);
        if (all.repositories() < FEWEST_REPOSITORIES || gaining < FEWEST_GAINING) {
            return new Result(all.repositories(), gaining, Optional.empty());
        }
        return new Result(
                all.repositories(), gaining, Optional.of(rates(trainedOn, requiredGain, mostStars, examples)));
    }

    /** The rates of any number of examples. */
    static YoungRates rates(LocalDate trainedOn, long requiredGain, long mostStars, List<Example> examples) {
        Sample all = Sample.of(examples);
        Fit together = Fit.of(all);
        List<AgeRange> ranges = new ArrayList<>();
        for (int i = 0; i < FIRST_AGES.length; i++) {
            int from = FIRST_AGES[i];
            int to = i + 1 < FIRST_AGES.length ? FIRST_AGES[i + 1] - 1 : YoungRates.OLDEST;
            Sample sample = Sample.of(examples.stream()
                    .filter(each -> each.age() >= from && each.age() <= to)
                    .toList());
            Fit fit = sample.examples().isEmpty() ? together : Fit.of(sample).drawnTo(together, sample.repositories());
            ranges.add(new AgeRange(
                    from,
                    to,
                    sample.repositories(),
                    sample.examples().size(),
                    sample.gaining(requiredGain),
                    fit.kept(),
                    fit.shape()));
        }
        double baseRate =
                examples.stream().filter(each -> each.gain() >= requiredGain).count() / (double) examples.size();
        YoungRates plain = new YoungRates(trainedOn, requiredGain, mostStars, baseRate, examples.size(), 0, ranges);
        return new YoungRates(
                trainedOn, requiredGain, mostStars, baseRate, examples.size(), calibration(plain, all), ranges);
    }

    /** The shift of the log-odds with which as many gains are expected as came. */
    private static double calibration(YoungRates rates, Sample sample) {
        double came = 0;
        double[] probabilities = new double[sample.examples().size()];
        for (int i = 0; i < probabilities.length; i++) {
            Example each = sample.examples().get(i);
            probabilities[i] = rates.probability(each.age(), each.paced());
            came += each.gain() >= rates.requiredGain() ? sample.weight(each) : 0;
        }
        double low = -5;
        double high = 5;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            double expected = 0;
            for (int i = 0; i < probabilities.length; i++) {
                expected += sample.weight(sample.examples().get(i)) * YoungRates.calibrated(probabilities[i], middle);
            }
            if (expected > came) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Examples in which every repository counts once, however many days it has. */
    private record Sample(List<Example> examples, Map<String, Integer> days) {
        static Sample of(List<Example> examples) {
            Map<String, Integer> days = new HashMap<>();
            examples.forEach(each -> days.merge(each.repoKey(), 1, Integer::sum));
            return new Sample(examples, days);
        }

        long repositories() {
            return days.size();
        }

        double weight(Example each) {
            return 1.0 / days.getOrDefault(each.repoKey(), 1);
        }

        long gaining(long requiredGain) {
            Set<String> gaining = new HashSet<>();
            examples.stream().filter(each -> each.gain() >= requiredGain).forEach(each -> gaining.add(each.repoKey()));
            return gaining.size();
        }
    }

    /** The gamma distribution of the kept share. */
    private record Fit(double kept, double shape) {
        private static final double SMALLEST_SHAPE = 0.02;
        private static final double LARGEST_SHAPE = 20;

        static Fit of(Sample sample) {
            double shape = Math.exp(highest(
                    Math.log(SMALLEST_SHAPE), Math.log(LARGEST_SHAPE), log -> likelihood(sample, Math.exp(log))));
            return new Fit(kept(sample, shape), shape);
        }

        Fit drawnTo(Fit all, long repositories) {
            double share = repositories / (double) (repositories + PRIOR_REPOSITORIES);
            return new Fit(
                    Math.exp(share * Math.log(kept) + (1 - share) * Math.log(all.kept)),
                    Math.exp(share * Math.log(shape) + (1 - share) * Math.log(all.shape)));
        }

        /** The most likely mean for a shape: gains over paces, each weighted by how much it says. */
        private static double kept(Sample sample, double shape) {
            double kept = 1;
            for (int step = 0; step < 50; step++) {
                double gains = 0;
                double paces = 0;
                for (Example each : sample.examples()) {
                    double weight = sample.weight(each) / (1 + kept * each.paced() / shape);
                    gains += weight * Math.max(each.gain(), 0);
                    paces += weight * each.paced();
                }
                double better = Math.max(gains / paces, 1e-6);
                boolean isDone = Math.abs(better - kept) < 1e-9 * kept;
                kept = better;
                if (isDone) {
                    break;
                }
            }
            return kept;
        }

        private static double likelihood(Sample sample, double shape) {
            double kept = kept(sample, shape);
            double ofShape = Gamma.logGamma(shape);
            double sum = 0;
            for (Example each : sample.examples()) {
                double mean = kept * each.paced();
                long gain = Math.max(0, Math.round(each.gain()));
                sum += sample.weight(each)
                        * (Gamma.logGamma(gain + shape)
                                - ofShape
                                - Gamma.logGamma(gain + 1.0)
                                + shape * Math.log(shape / (shape + mean))
                                + gain * Math.log(mean / (shape + mean)));
            }
            return sum;
        }

        /** Where a function with one maximum is highest, by golden section. */
        private static double highest(double low, double high, DoubleUnaryOperator function) {
            double ratio = (Math.sqrt(5) - 1) / 2;
            double left = high - ratio * (high - low);
            double right = low + ratio * (high - low);
            double atLeft = function.applyAsDouble(left);
            double atRight = function.applyAsDouble(right);
            for (int step = 0; step < 24; step++) {
                if (atLeft < atRight) {
                    low = left;
                    left = right;
                    atLeft = atRight;
                    right = low + ratio * (high - low);
                    atRight = function.applyAsDouble(right);
                } else {
                    high = right;
                    right = left;
                    atRight = atLeft;
                    left = high - ratio * (high - low);
                    atLeft = function.applyAsDouble(left);
                }
            }
            return (low + high) / 2;
        }
    }
}
