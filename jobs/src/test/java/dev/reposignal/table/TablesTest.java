package dev.reposignal.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.testing.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TablesTest {
    static List<Table> tables() {
        return Tables.ALL;
    }

    @Test
    void dictionary_isWhatTheTablesSay() throws IOException {
        Path file = Path.of("../data/README.md");
        if ("update".equals(System.getProperty("reposignal.goldens"))) {
            Files.writeString(file, TableDictionary.markdown(Tables.ALL, Views.ALL));
        }

        assertThat(Files.readString(file))
                .as("data/README.md is stale; run ./mvnw test -Dtest=TablesTest -Dreposignal.goldens=update")
                .isEqualTo(TableDictionary.markdown(Tables.ALL, Views.ALL));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void table_isDeclaredWhole(Table table) {
        List<String> names = table.fields().stream().map(Field::name).toList();

        assertThat(names).doesNotHaveDuplicates().containsAll(table.keys()).containsAll(table.partitions());
        assertThat(table.keys()).isNotEmpty();
        assertThat(table.fields().stream()
                        .filter(field -> table.keys().contains(field.name()))
                        .allMatch(Field::required))
                .as("a key is never null")
                .isTrue();
        assertThat(table.fields()).allSatisfy(field -> {
            assertThat(field.doc()).isNotBlank();
            assertThat(field.name()).matches("[a-z][a-z0-9_]*");
        });
    }

    @ParameterizedTest
    @MethodSource("tables")
    void checks_areValidSqlOverTheTablesColumns(Table table) {
        List<Row> none = TestRows.of(table)
                .select(table.checks().stream()
                        .map(check -> functions.expr(check.condition()).cast("boolean"))
                        .toArray(Column[]::new))
                .collectAsList();

        assertThat(none).isEmpty();
    }
}
