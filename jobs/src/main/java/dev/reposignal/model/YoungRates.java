package dev.reposignal.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.ledger.Breakouts;
import dev.reposignal.row.RecordType;
import dev.reposignal.signal.LookbackWindow;
import dev.reposignal.table.Columns;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * How probable it is that a repository created in the last 28 days gains many stars in the next 28.
 *
 * <p>A Gamma-Poisson model: what it gains is Poisson with mean (its pace, kept up for 28 days) x (the share of its pace that
 * it keeps), and that share has a gamma distribution, one for each range of ages. So the gain is negative binomial
 * (Greenwood and Yule 1920). The pace is that of its week, or of its whole life where that is shorter or the week is unknown.
 *
 * @param trainedOn last day of the data
 * @param requiredGain stars
 * @param mostStars repositories with so many are not judged
 * @param baseRate share of the examples that gained so many
 * @param baseExamples how many examples there were
 * @param calibration added to the log-odds
 * @param ranges by age, youngest first; together they cover 0 to {@value #OLDEST} days
 */
public record YoungRates(
        LocalDate trainedOn,
        long requiredGain,
        long mostStars,
        double baseRate,
        long baseExamples,
        double calibration,
        List<AgeRange> ranges)
        implements Serializable {
    /** Age in days up to which a repository is young: the 28 days before are its whole life. */
    public static final int OLDEST = Columns.OLDEST_YOUNG;

    /** Name of the method, as stored in {@code predictions.model}. */
    private static final String METHOD = "young-gamma-poisson-v1";

    /** Half a star, so that a pace of 0 is no certainty; half a day, since a creation is known to the day. */
    private static final double HALF = 0.5;

    public YoungRates {
        ranges = ranges.stream().sorted(Comparator.comparingInt(AgeRange::from)).toList();
    }

    /**
     * What was learned about one range of ages.
     *
     * @param kept mean share of its pace that a repository keeps
     * @param shape of the gamma distribution of that share
     */
    public record AgeRange(int from, int to, long repositories, long examples, long gaining, double kept, double shape)
            implements Serializable {}

    /** As stored in {@code predictions.model}. */
    public String id() {
        return METHOD + "-" + trainedOn;
    }

    /**
     * The gain of 28 days at the pace of a repository.
     *
     * @param gained stars of about a week, and the days they took; null where unknown
     */
    static double paced(int age, double stars, @Nullable Double gained, @Nullable Integer days) {
        return age <= LookbackWindow.WEEK.days() || gained == null || days == null
                ? Breakouts.HORIZON_DAYS * (stars + HALF) / (age + HALF)
                : Breakouts.HORIZON_DAYS * (Math.max(gained, 0) + HALF) / days;
    }

    /** The probability at a pace; an age outside the ranges is an error. */
    double probability(int age, double paced) {
        AgeRange range = ranges.stream()
                .filter(each -> each.from() <= age && age <= each.to())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("age " + age));
        return calibrated(atLeast(requiredGain, paced * range.kept(), range.shape()), calibration);
    }

    static double calibrated(double probability, double shift) {
        double odds = probability / (1 - Math.min(probability, 1 - 1e-12)) * Math.exp(shift);
        return odds / (1 + odds);
    }

    /** The probability that a negative binomial count with a mean and a shape is at least so large. */
    static double atLeast(long least, double mean, double shape) {
        double term = Math.pow(shape / (shape + mean), shape);
        double below = 0;
        for (long count = 0; count < least; count++) {
            below += term;
            term *= (count + shape) / (count + 1) * (mean / (shape + mean));
        }
        return Math.min(1, Math.max(0, 1 - below));
    }

    /** Adds {@code young_probability} to the rows of {@code repo_signals}. */
    Dataset<Row> withProbability(Dataset<Row> signals) {
        UDF4<Integer, Long, Long, Integer, Double> judged = (age, stars, gained, days) ->
                probability(age, paced(age, stars, gained == null ? null : (Double) gained.doubleValue(), days));
        UserDefinedFunction function = udf(judged, DataTypes.DoubleType);
        Column isYoung =
                col(Columns.AGE_DAYS).between(0, OLDEST).and(col("stars").lt(mostStars));
        return signals.withColumn(
                Columns.YOUNG_PROBABILITY,
                when(
                        isYoung,
                        function.apply(
                                col(Columns.AGE_DAYS),
                                col("stars"),
                                col(Columns.STARS_GAINED_7D),
                                col(Columns.DAYS_ELAPSED_7D))));
    }

    /** The rows of {@code young_rates}, in the order of the table's columns. */
    public List<Row> toRows() {
        return ranges.stream()
                .map(range -> RowFactory.create(
                        Date.valueOf(trainedOn),
                        range.from(),
                        range.to(),
                        range.repositories(),
                        range.examples(),
                        range.gaining(),
                        requiredGain,
                        mostStars,
                        baseRate,
                        baseExamples,
                        range.kept(),
                        range.shape(),
                        calibration))
                .toList();
    }

    /** From the rows of one day of training. */
    public static YoungRates fromRows(List<Row> rows) {
        Row first = rows.get(0);
        return new YoungRates(
                RecordType.day(first.getAs("trained_on")),
                first.<Long>getAs("required_gain"),
                first.<Long>getAs("most_stars"),
                first.<Double>getAs("base_rate"),
                first.<Long>getAs("base_examples"),
                first.<Double>getAs("calibration"),
                rows.stream()
                        .map(row -> new AgeRange(
                                row.<Integer>getAs("age_from"),
                                row.<Integer>getAs("age_to"),
                                row.<Long>getAs("repositories"),
                                row.<Long>getAs("examples"),
                                row.<Long>getAs("gaining"),
                                row.<Double>getAs("kept"),
                                row.<Double>getAs("shape")))
                        .toList());
    }
}
