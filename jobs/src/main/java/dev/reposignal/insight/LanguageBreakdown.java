package dev.reposignal.insight;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Flags;
import dev.reposignal.table.LanguageScope;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Shares of the languages among the tracked and among all repositories, and how they moved since the last article. */
public final class LanguageBreakdown {
    /** What stands for a repository without a language. */
    public static final String NO_LANGUAGE = "none";

    private LanguageBreakdown() {}

    /**
     * The rows of {@code language_breakdown} of a day.
     *
     * <p>A language that the previous article did not have counts as a share of 0 there; without a previous article
     * the three columns of comparison are null.
     *
     * @param day the day counted; rows of other days are left out
     * @param repoSignals rows of {@code repo_signals}
     * @param previousBreakdown the rows of {@code language_breakdown} of the previous article's day; may be empty
     */
    public static Dataset<Row> counted(LocalDate day, Dataset<Row> repoSignals, Dataset<Row> previousBreakdown) {
        WindowSpec byScope = Window.partitionBy("scope");
        WindowSpec bySize = byScope.orderBy(col("repos").desc(), col("language"));
        Dataset<Row> counted = repoSignals
                .where(col(Table.DAY).equalTo(lit(day)))
                .transform(LanguageBreakdown::withScope)
                .groupBy("scope", "language")
                .agg(
                        count(lit(1)).as("repos"),
                        count_if(Tier.SURFACING.isTier()).as("surfacing_repos"),
                        count_if(Flags.isGrowth().and(col("acceleration").gt(0)))
                                .as("accelerating_repos"),
                        coalesce(sum(when(Flags.isGrowth(), col("velocity_7d"))), lit(0.0))
                                .as("velocity_7d"))
                // The zeros never show: they tell Spark that these sums and shares of at least one row are not null.
                .withColumn("scope_repos", coalesce(sum("repos").over(byScope), lit(0L)))
                .withColumn("share", coalesce(try_divide(col("repos"), col("scope_repos")), lit(0.0)))
                .withColumn(
                        "surfacing_share",
                        try_divide(
                                col("surfacing_repos"), sum("surfacing_repos").over(byScope)))
                .withColumn(
                        "accelerating_share", coalesce(try_divide(col("accelerating_repos"), col("repos")), lit(0.0)))
                .withColumn("position", row_number().over(bySize))
                .withColumn(Table.DAY, lit(day));
        return withChange(previousBreakdown, counted);
    }

    private static Dataset<Row> withScope(Dataset<Row> signals) {
        Column tracked = lit(LanguageScope.TRACKED.value());
        Column all = lit(LanguageScope.ALL.value());
        Column scopes = when(Tier.onBoard(), array(tracked, all)).otherwise(array(all));
        return signals.withColumn("language", coalesce(nullif(trim(col("language")), lit("")), lit(NO_LANGUAGE)))
                .withColumn("scope", explode(scopes));
    }

    private static Dataset<Row> withChange(Dataset<Row> previousBreakdown, Dataset<Row> counted) {
        Dataset<Row> previousDay = previousBreakdown.agg(max(Table.DAY).as("previous_day"));
        Dataset<Row> previous = previousBreakdown.select(
                col("scope"), col("language"), col("share").as("share_then"));
        Column hasPrevious = col("previous_day").isNotNull();
        return counted.crossJoin(previousDay)
                .join(previous, new String[] {"scope", "language"}, "left")
                .withColumn("previous_share", when(hasPrevious, coalesce(col("share_then"), lit(0.0))))
                .withColumn("share_change", col("share").minus(col("previous_share")))
                .drop("share_then");
    }
}
