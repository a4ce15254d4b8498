package dev.reposignal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.lang.reflect.RecordComponent;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowsTest {
    private static final Map<Class<? extends TableRow>, Table> TABLES = Map.ofEntries(
            Map.entry(Rows.NightSummary.class, Tables.NIGHT_SUMMARY),
            Map.entry(Rows.TrackRecord.class, Tables.TRACK_RECORD),
            Map.entry(Rows.FeedHealth.class, Tables.FEED_HEALTH),
            Map.entry(Rows.LanguageShare.class, Tables.LANGUAGE_BREAKDOWN),
            Map.entry(Rows.RepoSignal.class, Tables.REPO_SIGNALS),
            Map.entry(Rows.Snapshot.class, Tables.SNAPSHOTS),
            Map.entry(Rows.ScoreComponent.class, Tables.SCORE_COMPONENTS),
            Map.entry(Rows.Cluster.class, Tables.CLUSTERS),
            Map.entry(Rows.ClusterMember.class, Tables.CLUSTER_MEMBERS),
            Map.entry(Rows.Theme.class, Tables.CLUSTERS),
            Map.entry(Rows.Highlight.class, Tables.HIGHLIGHTS),
            Map.entry(Rows.Insight.class, Tables.INSIGHTS),
            Map.entry(Rows.KindRecord.class, Tables.TRACK_RECORD_KINDS),
            Map.entry(Rows.Bin.class, Tables.TRACK_RECORD_BINS),
            Map.entry(Rows.Prediction.class, Tables.PREDICTIONS),
            Map.entry(Rows.PredictionOutcome.class, Tables.PREDICTION_OUTCOMES));

    static List<RecordComponent> columns() {
        return Arrays.stream(Rows.class.getDeclaredClasses())
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(component -> !component.getName().equals("row"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyComponent_isAColumnWithItsTypeUnitAndNullability(RecordComponent component) {
        Table table = TABLES.get(component.getDeclaringRecord());
        assertThat(table).isNotNull();
        String column = TableRow.columnOf(component.getName());
        Field field = table.fields().stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new AssertionError(table.name() + " has no column " + column));
        Unit unit = component.getAnnotation(Unit.class);

        assertThat(unit == null ? "" : unit.value()).isEqualTo(field.unit());
        assertThat(component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .isEqualTo(!field.required());
        assertThat(javaTypes(field)).contains(component.getType().getSimpleName());
    }

    @Test
    void row_isReadFromColumnsInAnyNumericType() {
        Map<String, Object> columns = Map.ofEntries(
                Map.entry("prediction_id", "p"),
                Map.entry("resolved_on", Date.valueOf("2026-03-06")),
                Map.entry("outcome", "hit"),
                Map.entry("observed_value", 846),
                Map.entry("evidence", "e"));
        RowReference reference = RowReference.of("prediction_outcomes", 3, "prediction_id", "p");

        Rows.PredictionOutcome outcome = Rows.read(Rows.PredictionOutcome.class, reference, columns::get);

        assertThat(outcome.resolvedOn()).isEqualTo(LocalDate.parse("2026-03-06"));
        assertThat(outcome.observedValue()).isEqualTo(846.0);
        assertThat(outcome.row().key()).isEqualTo("{\"prediction_id\":\"p\"}");
    }

    @Test
    void nullInARequiredNumber_isRefused() {
        RowReference reference = RowReference.of("night_summary", 1, "snapshot_date", LocalDate.parse("2026-03-06"));

        assertThatThrownBy(() -> Rows.read(Rows.NightSummary.class, reference, column -> null))
                .hasMessageContaining("reposObserved is null in");
    }

    @Test
    void componentNames_becomeColumnNames() {
        assertThat(List.of("velocity7d", "starsGained24h", "reposLosing24h", "isNewArrival", "x").stream()
                        .map(TableRow::columnOf))
                .containsExactly("velocity_7d", "stars_gained_24h", "repos_losing_24h", "is_new_arrival", "x");
    }

    private static List<String> javaTypes(Field field) {
        return switch (field.type().simpleString()) {
            case "bigint" -> List.of("long", "Long");
            case "int" -> List.of("int", "Integer");
            case "double" -> List.of("double", "Double");
            case "string" -> List.of("String");
            case "boolean" -> List.of("boolean", "Boolean");
            case "date" -> List.of("LocalDate");
            case "array<string>" -> List.of("List");
            default -> field.type().simpleString().startsWith("decimal") ? List.of("BigDecimal") : List.of();
        };
    }
}
