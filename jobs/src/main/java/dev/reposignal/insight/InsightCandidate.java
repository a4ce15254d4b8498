package dev.reposignal.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.table.InsightKind;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns every candidate for an insight has before all are ranked together.
 *
 * @param kind as in the table insights; it also says what the insight is about
 * @param valueUnit unit of value and expected
 * @param casesUnit what is counted in cases
 * @param enough the cases at which the support is one half
 * @param reason what was compared with what, as a sentence
 */
record InsightCandidate(InsightKind kind, String valueUnit, String casesUnit, int enough, String reason) {
    /** A finding of every row; the columns surprise and cases are taken as they stand there. */
    Dataset<Row> of(Column subjectKey, Column subjectName, Column value, Column expected, Dataset<Row> rows) {
        return rows.select(
                lit(kind.value()).as("kind"),
                lit(kind.subjectType().value()).as("subject_type"),
                subjectKey.cast("string").as("subject_key"),
                subjectName.cast("string").as("subject_name"),
                value.cast("double").as("value"),
                lit(valueUnit).as("value_unit"),
                expected.cast("double").as("expected"),
                col("cases").cast("bigint").as("cases"),
                lit(casesUnit).as("cases_unit"),
                lit((double) enough).as("enough"),
                col("surprise"),
                lit(reason).as("reason"));
    }
}
