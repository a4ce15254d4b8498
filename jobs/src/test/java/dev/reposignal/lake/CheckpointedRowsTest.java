package dev.reposignal.lake;

import static dev.reposignal.testing.TestRows.row;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointedRowsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-05");

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void openLake() {
        lake = new Lake(TestSpark.session(), folder.toString());
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshot(FIRST, 1));
    }

    @Test
    void write_toTheTableTheyComeFrom_neitherChangesThemNorWorksThemOutAgain() {
        LongAccumulator workedOut = TestSpark.session().sparkContext().longAccumulator();
        Dataset<Row> counted = lake.read(Tables.SNAPSHOTS)
                .select(udf(
                                (UDF1<Long, Long>) stars -> {
                                    workedOut.add(1);
                                    return stars;
                                },
                                DataTypes.LongType)
                        .asNondeterministic()
                        .apply(col("stars"))
                        .as("stars"));

        try (CheckpointedRows kept = CheckpointedRows.of(counted)) {
            assertThat(stars(kept)).containsExactly(1L);
            lake.replaceDay(Tables.SNAPSHOTS, FIRST.plusDays(1), snapshot(FIRST.plusDays(1), 2));
            assertThat(stars(kept)).containsExactly(1L);
        }

        assertThat(workedOut.value()).isEqualTo(1);
    }

    @Test
    void memory_isGivenBack() {
        CheckpointedRows kept = CheckpointedRows.of(lake.read(Tables.SNAPSHOTS));
        int before = TestSpark.session().sparkContext().getPersistentRDDs().size();
        assertThat(stars(kept)).containsExactly(1L);

        kept.close();

        assertThat(TestSpark.session().sparkContext().getPersistentRDDs().size())
                .isLessThan(before);
    }

    private static List<Long> stars(CheckpointedRows kept) {
        return kept.rows().select("stars").as(Encoders.LONG()).collectAsList();
    }

    private static Dataset<Row> snapshot(LocalDate day, long stars) {
        return TestRows.of(
                Tables.SNAPSHOTS,
                row(Table.DAY, day, "repo_key", "n:a/a", "full_name", "a/a", "stars", stars, "observed", true));
    }
}
