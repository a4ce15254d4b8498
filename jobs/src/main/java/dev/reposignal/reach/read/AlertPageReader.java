package dev.reposignal.reach.read;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.alert.Alert;
import dev.reposignal.alert.read.AlertTables;
import dev.reposignal.lake.Lake;
import dev.reposignal.reach.AlertPages;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Views;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the page of the alerts shows. */
public final class AlertPageReader {
    private static final int DAYS = 60;

    private AlertPageReader() {}

    public static AlertPages read(Lake lake) {
        Lake small = lake.interpreted();
        LocalDate latest =
                lake.days(Tables.ARTICLES).stream().reduce((one, two) -> two).orElse(LocalDate.EPOCH);
        List<Alert> alerts = AlertTables.since(small, latest.equals(LocalDate.EPOCH) ? latest : latest.minusDays(DAYS));
        Map<String, AlertPages.Graded> grades = new HashMap<>();
        small.read(Tables.ALERT_OUTCOMES)
                .where(col("alert_id")
                        .isInCollection(alerts.stream().map(Alert::alertId).toList()))
                .select("alert_id", "outcome", "evidence")
                .collectAsList()
                .forEach(
                        row -> grades.put(row.getString(0), new AlertPages.Graded(row.getString(1), row.getString(2))));
        small.read(Tables.ALERTS).createOrReplaceTempView(Tables.ALERTS.name());
        small.read(Tables.ALERT_OUTCOMES).createOrReplaceTempView(Tables.ALERT_OUTCOMES.name());
        List<AlertPages.Precision> precision = small
                .spark()
                .sql(Views.named("alert_precision").orElseThrow().query())
                .orderBy("rule")
                .collectAsList()
                .stream()
                .map(row -> new AlertPages.Precision(
                        row.getAs("rule"),
                        row.<Long>getAs("alerts"),
                        row.<Long>getAs("open"),
                        row.<Long>getAs("hits"),
                        row.<Long>getAs("misses"),
                        row.<Long>getAs("unobservable"),
                        row.getAs("precision"),
                        row.getAs("low"),
                        row.getAs("high")))
                .toList();
        return new AlertPages(alerts, grades, precision);
    }
}
