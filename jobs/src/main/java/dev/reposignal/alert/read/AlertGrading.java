package dev.reposignal.alert.read;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.alert.Alert;
import dev.reposignal.alert.AlertGrade;
import dev.reposignal.lake.Lake;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.table.AlertRule;
import dev.reposignal.table.SubjectType;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Grades the alerts that are due, once, from what the tables say by now. */
public final class AlertGrading {
    private final Lake lake;

    /**
     * Grades on one lake.
     *
     * @param lake with a session for small queries
     */
    public AlertGrading(Lake lake) {
        this.lake = lake;
    }

    /** Grades what is due on a day; returns how many alerts were. */
    public int grade(LocalDate today) {
        List<Alert> due = lake
                .read(Tables.ALERTS)
                .where(col("due_on").leq(Lake.literal(today)))
                .join(lake.read(Tables.ALERT_OUTCOMES).select("alert_id"), new String[] {"alert_id"}, "left_anti")
                .collectAsList()
                .stream()
                .map(AlertTables::alert)
                .sorted(Comparator.comparing(Alert::alertId))
                .toList();
        if (due.isEmpty()) {
            return 0;
        }
        Map<String, NavigableMap<LocalDate, Long>> stars = stars(due, today);
        Map<String, String> outcomes = outcomes(due);
        List<Row> rows = new ArrayList<>();
        for (Alert alert : due) {
            Map.@Nullable Entry<LocalDate, Long> observed = Optional.ofNullable(stars.get(alert.subjectKey()))
                    .map(days -> days.ceilingEntry(alert.dueOn()))
                    .filter(entry -> !entry.getKey().isAfter(last(alert))
                            && !entry.getKey().isAfter(today))
                    .orElse(null);
            AlertGrade.Seen seen = new AlertGrade.Seen(
                    observed == null ? null : observed.getKey(),
                    observed == null ? null : observed.getValue(),
                    weekVelocity(alert, today),
                    outcomes.get(alert.occasion()),
                    alert.rule() == AlertRule.NO_DATA && hasData(alert));
            AlertGrade.of(alert, today, seen)
                    .ifPresent(grade -> rows.add(RowFactory.create(
                            grade.alertId(),
                            Date.valueOf(today),
                            grade.outcome().value(),
                            grade.observedValue(),
                            grade.evidence())));
        }
        if (!rows.isEmpty()) {
            lake.appendNew(Tables.ALERT_OUTCOMES, lake.spark().createDataFrame(rows, Tables.ALERT_OUTCOMES.schema()));
        }
        return rows.size();
    }

    private static LocalDate last(Alert alert) {
        return alert.raisedOn().plusDays(Breakouts.LAST_OBSERVATION_DAYS);
    }

    private Map<String, NavigableMap<LocalDate, Long>> stars(List<Alert> due, LocalDate today) {
        List<Alert> repositories = due.stream()
                .filter(alert -> alert.subjectType().equals(SubjectType.REPOSITORY.value()))
                .toList();
        Map<String, NavigableMap<LocalDate, Long>> stars = new HashMap<>();
        if (repositories.isEmpty()) {
            return stars;
        }
        LocalDate first = repositories.stream()
                .map(Alert::dueOn)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate last = repositories.stream()
                .map(AlertGrading::last)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        lake.readDays(Tables.SNAPSHOTS, first, last.isAfter(today) ? today : last)
                .where(col("observed")
                        .and(col("repo_key")
                                .isInCollection(repositories.stream()
                                        .map(Alert::subjectKey)
                                        .collect(Collectors.toSet()))))
                .select("repo_key", Table.DAY, "stars")
                .collectAsList()
                .forEach(row -> stars.computeIfAbsent(row.getString(0), key -> new TreeMap<>())
                        .put(Lake.toLocalDate(row, 1), row.getLong(2)));
        return stars;
    }

    private Map<String, String> outcomes(List<Alert> due) {
        List<String> predictions = due.stream()
                .filter(alert -> alert.rule() == AlertRule.CLAIM_DECIDED)
                .map(Alert::occasion)
                .toList();
        return predictions.isEmpty()
                ? Map.of()
                : lake
                        .read(Tables.PREDICTION_OUTCOMES)
                        .where(col("prediction_id").isInCollection(predictions))
                        .select("prediction_id", "outcome")
                        .collectAsList()
                        .stream()
                        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
    }

    /** Of the subject of a trend or a forming cluster, on the first published night in the days in which it is graded. */
    private @Nullable Double weekVelocity(Alert alert, LocalDate today) {
        Table table;
        Column isSubject;
        String velocity;
        if (alert.rule() == AlertRule.TREND) {
            table = Tables.TRENDS;
            isSubject = col("subject_type")
                    .equalTo(alert.subjectType())
                    .and(col("subject_key").equalTo(alert.subjectKey()));
            velocity = "week_velocity";
        } else if (alert.rule() == AlertRule.FORMING) {
            table = Tables.CLUSTERS;
            isSubject = col("cluster_id").equalTo(alert.subjectKey());
            velocity = "velocity_7d";
        } else {
            return null;
        }
        LocalDate last = last(alert).isAfter(today) ? today : last(alert);
        if (alert.dueOn().isAfter(last)) {
            return null;
        }
        return lake.days(Tables.ARTICLES).subSet(alert.dueOn(), true, last, true).stream()
                .findFirst()
                .flatMap(night -> lake.readDay(table, night).where(isSubject).select(velocity).collectAsList().stream()
                        .findFirst())
                .map(row -> row.getDouble(0))
                .orElse(null);
    }

    /** Whether the days between the last one with data and the alert have data now. */
    private boolean hasData(Alert alert) {
        LocalDate first = LocalDate.parse(alert.occasion()).plusDays(1);
        LocalDate last = alert.raisedOn().minusDays(1);
        if (alert.subjectType().equals(SubjectType.FEED.value())) {
            return !lake.days(Tables.SNAPSHOTS).subSet(first, true, last, true).isEmpty();
        }
        return !lake.readDays(Tables.SNAPSHOTS, first, last)
                .where(col("repo_key").equalTo(alert.subjectKey()))
                .isEmpty();
    }
}
