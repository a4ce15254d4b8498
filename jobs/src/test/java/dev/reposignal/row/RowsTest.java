package dev.reposignal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
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
    static List<RecordComponent> columns() {
        return Arrays.stream(Rows.class.getDeclaredClasses())
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(component -> !component.getName().equals("row"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyComponent_isAColumnWithItsTypeAndNullability(RecordComponent component) {
        Table table = TableRow.table(component.getDeclaringRecord().asSubclass(TableRow.class));
        String column = RecordType.columnOf(component.getName());
        Field field = table.fields().stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new AssertionError(table.name() + " has no column " + column));

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
    void unitOfAColumn_isThatOfItsTable() {
        Rows.PredictionOutcome outcome = new Rows.PredictionOutcome(
                RowReference.of("prediction_outcomes", 3, "prediction_id", "p"),
                "p",
                LocalDate.parse("2026-03-06"),
                "hit",
                846.0,
                "e");

        assertThat(outcome.unit("resolved_on")).isEqualTo("day, UTC");
        assertThat(outcome.unit("observed_value")).isEqualTo("see predictions.unit");
        assertThat(outcome.unit("evidence")).isEmpty();
        assertThatThrownBy(() -> outcome.unit("stars")).hasMessage("PredictionOutcome has no column stars");
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
                        .map(RecordType::columnOf))
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
            case "map<string,double>" -> List.of("Map");
            default -> field.type().simpleString().startsWith("decimal") ? List.of("BigDecimal") : List.of();
        };
    }
}
