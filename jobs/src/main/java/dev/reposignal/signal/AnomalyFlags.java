package dev.reposignal.signal;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.table.Columns;
import dev.reposignal.table.Flags;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Flags for counts that are not what they look like. No flag changes a count. A repository with a misleading
 * one is watched, never tracked; a suspect burst may be tracked, and a new arrival is only a note. The rules and what they find in 27 months of real snapshots are in {@code jobs/docs/scores.md}.
 */
final class AnomalyFlags {
    /** A rise this many times the count before, from quiet, was never growth. */
    private static final int LEAP_RATIO = 10;

    private static final int LEAP_STARS = 1_000;
    private static final int CHANGED_LEAP_STARS = 300;
    private static final double CHANGED_LEAP_RATIO = 1.3;
    /** A repository was quiet before a leap if the week or two before gained no more than this share of the leap. */
    private static final double QUIET_SHARE = 0.05;

    private static final int LARGE_STEP_STARS = 50;
    private static final double LARGE_STEP_SHARE = 0.003;
    private static final double RETURN_TOLERANCE = 0.25;

    private static final int ALIAS_STARS = 1_000;
    private static final int ALIAS_GAIN = 20;
    private static final double ALIAS_STARS_TOLERANCE = 0.0025;
    private static final double ALIAS_GAIN_TOLERANCE = 0.05;

    private static final int FROZEN_STARS = 2_000;
    private static final int FROZEN_DAYS = 21;
    private static final int FROZEN_OBSERVATIONS = 4;

    private static final int SUSPECT_STARS = 200;
    private static final int SUSPECT_PACE_RATIO = 3;
    private static final double SUSPECT_GROWTH = 0.02;
    private static final double SUSPECT_FORKS_SHARE = 0.01;
    private static final double SUSPECT_ISSUES_SHARE = 0.005;

    private AnomalyFlags() {}

    /**
     * Adds the flags {@code is_level_shift}, {@code is_alias}, {@code is_frozen_series}, {@code is_new_arrival},
     * {@code is_filled_in}, {@code is_suspect_burst}.
     */
    static Dataset<Row> withFlags(Dataset<Row> rows) {
        Column rise = col("largest_rise");
        Column fall = col("largest_fall");
        Column cameBack = rise.gt(0)
                .and(fall.gt(0))
                .and(abs(rise.minus(fall)).leq(greatest(rise, fall).multiply(RETURN_TOLERANCE)));
        Column still = coalesce(col("days_since_change"), col("history_days"));
        Column isFrozen = col("stars")
                .geq(FROZEN_STARS)
                .and(still.geq(FROZEN_DAYS))
                .and(col("observations").geq(FROZEN_OBSERVATIONS));

        return rows.withColumn("is_level_shift", col("has_leap").or(coalesce(cameBack, lit(false))))
                .withColumn("is_alias", isAlias())
                .withColumn("is_frozen_series", isFrozen)
                .withColumn("is_new_arrival", col("history_days").lt(Velocities.MONTH.days()))
                .withColumn(
                        "is_filled_in",
                        not(col("observed")).or(not(coalesce(col("week_reference_observed"), lit(true)))))
                .withColumn("is_suspect_burst", isSuspectBurst());
    }

    /** Whether a repository may be tracked: no flag says that its counts are those of another repository or invented. */
    static Column isTrustworthy() {
        return not(Flags.isMisleading());
    }

    /**
     * Whether the week's stars look bought: a burst, at least {@value #SUSPECT_PACE_RATIO} times the pace of the three weeks
     * before, that brought fewer than one fork for a hundred stars and no more issues than usual. Unknown forks are no
     * suspicion. Counts alone do not prove that stars were bought: such a repository may be tracked, see {@link Tiers}.
     */
    private static Column isSuspectBurst() {
        Column gain = col(Velocities.WEEK.gained());
        Column before = col(Velocities.MONTH.gained()).minus(gain).divide(3);
        Column isBurst = gain.geq(SUSPECT_STARS)
                .and(gain.geq(greatest(before, lit(0)).multiply(SUSPECT_PACE_RATIO)))
                .and(gain.geq(col("stars_week_ago").multiply(SUSPECT_GROWTH)));
        Column hasNoForks = col(Columns.FORKS_GAINED_7D).lt(gain.multiply(SUSPECT_FORKS_SHARE));
        Column hasIssues = col(Columns.OPEN_ISSUES_GAINED_7D)
                .gt(gain.multiply(SUSPECT_ISSUES_SHARE).plus(1));
        return orFalse(isBurst).and(orFalse(hasNoForks)).and(not(orFalse(hasIssues)));
    }

    /**
     * Whether another name has the same count, the same gain and the same language: one repository that feeds list under its
     * old and its new name. Names of one owner need nothing else; names of two owners need the same description as well,
     * as after a transfer. The name with more stars, the fresher count, is not flagged.
     */
    private static Column isAlias() {
        Column ofOwner = isSameAsBefore(Window.partitionBy("owner"));
        // A repository without a description is a group of its own.
        Column text = coalesce(col("description_hash"), xxhash64(col("repo_key")));
        Column ofText = isSameAsBefore(Window.partitionBy(text))
                .and(col("description_hash").isNotNull());
        return orFalse(ofOwner).or(orFalse(ofText));
    }

    private static Column isSameAsBefore(WindowSpec group) {
        Column other = lag(struct("stars", Velocities.MONTH.gained(), "language"), 1)
                .over(group.orderBy(col("stars").desc(), col("repo_key")));
        Column gain = col(Velocities.MONTH.gained());
        Column otherGain = other.getField(Velocities.MONTH.gained());
        Column otherStars = other.getField("stars");
        Column hasSameCount = col("stars")
                .geq(ALIAS_STARS)
                .and(otherStars.minus(col("stars")).leq(otherStars.multiply(ALIAS_STARS_TOLERANCE)));
        Column hasSameGain = least(gain, otherGain)
                .geq(ALIAS_GAIN)
                .and(abs(gain.minus(otherGain)).leq(greatest(gain, otherGain).multiply(ALIAS_GAIN_TOLERANCE)));
        Column hasSameLanguage = col("language").eqNullSafe(other.getField("language"));
        return other.isNotNull().and(hasSameCount).and(hasSameGain).and(hasSameLanguage);
    }

    /** Whether one step leads to another repository's level: true, false, or null on a first row. */
    static Column isLeap() {
        Column gain = col("step_gain");
        Column days = col("step_days");
        Column before = col("previous.stars");
        Column wasQuiet =
                before.minus(col(Velocities.REFERENCE_BEFORE_STEP + ".stars")).leq(gain.multiply(QUIET_SHARE));
        Column otherText = col("description_hash").notEqual(col("previous.description_hash"));
        Column otherLanguage = col("language_hash").notEqual(col("previous.language_hash"));
        Column changed = orFalse(otherText).or(orFalse(otherLanguage));
        // Sources round the time of creation differently; a day apart is still the same repository.
        Column isOtherRepository =
                abs(datediff(col("created_at"), col("previous.created_at"))).gt(1);
        Column isCollapse =
                gain.leq(-LARGE_STEP_STARS).and(col("stars").multiply(2).lt(before));
        Column isLeapFromQuiet = gain.geq(LEAP_STARS)
                .and(col("stars").geq(before.multiply(LEAP_RATIO)))
                .and(days.leq(Velocities.DAY.longestDays()))
                .and(wasQuiet);
        Column isLeapWithNewText = gain.geq(CHANGED_LEAP_STARS)
                .and(col("stars").geq(before.multiply(CHANGED_LEAP_RATIO)))
                .and(days.leq(Velocities.DAY.longestDays()))
                .and(changed)
                .and(wasQuiet);
        return orFalse(isOtherRepository)
                .or(orFalse(isCollapse))
                .or(orFalse(isLeapFromQuiet))
                .or(orFalse(isLeapWithNewText));
    }

    /** Whether one step is too large to be the noise of counting. */
    static Column isLarge() {
        Column size = abs(col("step_gain"));
        return size.geq(LARGE_STEP_STARS).and(size.geq(col("previous.stars").multiply(LARGE_STEP_SHARE)));
    }

    private static Column orFalse(Column condition) {
        return coalesce(condition, lit(false));
    }
}
