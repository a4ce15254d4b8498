package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clusters of the night before: c-a and c-b of databases, c-c of games; members by cluster today and cluster then. */
class FieldLineageTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final LocalDate BEFORE = LocalDate.parse("2026-03-05");
    private static final StructType SHARED = new StructType()
            .add("cluster", DataTypes.IntegerType)
            .add("earlier_id", DataTypes.StringType)
            .add("repos", DataTypes.LongType);
    private static final Fields LIST = new Fields(List.of(
            new Fields.Field("databases", List.of("databases")),
            new Fields.Field("games", List.of("games")),
            new Fields.Field("data", List.of("data", "data engineering", "storage")),
            new Fields.Field("play", List.of("play"))));
    private static final List<Row> SAME = List.of(shared(0, "c-a", 6), shared(1, "c-b", 4), shared(2, "c-c", 5));

    @Test
    void fieldOfTheSameName_goesOn_andOneOfAFirstNightIsBorn() {
        List<String> today = rows(List.of("databases", "databases", "games"), SAME, earlier("databases", "games"));
        assertThat(today)
                .containsExactly("databases continued databases null 2 10 10 10", "games continued games null 1 5 5 5");
        assertThat(rows(List.of("databases", "databases", "games"), SAME, List.of()))
                .containsExactly("databases born null null 2 10 0 0", "games born null null 1 5 0 0");
    }

    @Test
    void fieldWhoseEarlierNameIsAPhrase_goesOnUnderItsNewName() {
        List<PreviousCluster> earlier = earlier("storage", "games");
        FieldLineage renamed =
                traced(List.of("data", "data", "games"), List.of(shared(2, "c-c", 5)), earlier, Map.of());
        FieldLineage before =
                traced(List.of("storage", "storage", "games"), List.of(shared(0, null, 6)), List.of(), Map.of());

        assertThat(id(renamed, "games")).isNotEqualTo(id(before, "storage"));
        assertThat(rows(List.of("data", "data", "games"), SAME, earlier))
                .containsExactly("data continued storage null 2 10 10 10", "games continued games null 1 5 5 5");
        assertThat(id(traced(List.of("data", "data", "games"), SAME, earlier, Map.of()), "data"))
                .isEqualTo(id(before, "storage"));
    }

    @Test
    void fieldWithTheMembersOfOneThatEnded_goesOn() {
        assertThat(rows(List.of("databases", "databases", "play"), SAME, earlier("databases", "games")))
                .containsExactly("databases continued databases null 2 10 10 10", "play continued games null 1 5 5 5");
    }

    @Test
    void fieldThatWasAdded_isSplitOff_andOneThatWasRemovedIsMerged() {
        FieldLineage split =
                traced(List.of("databases", "data", "games"), SAME, earlier("databases", "games"), Map.of());
        assertThat(rows(List.of("databases", "data", "games"), SAME, earlier("databases", "games")))
                .containsExactly(
                        "data split databases %s 1 4 10 4".formatted(id(split, "databases")),
                        "databases continued databases null 1 6 10 6",
                        "games continued games null 1 5 5 5");

        FieldLineage merged =
                traced(List.of("databases", "databases", "databases"), SAME, earlier("databases", "games"), Map.of());
        assertThat(rows(List.of("databases", "databases", "databases"), SAME, earlier("databases", "games")))
                .containsExactly(
                        "databases continued databases null 3 15 10 10",
                        "games merged games %s 0 0 5 5".formatted(id(merged, "databases")));
    }

    @Test
    void identity_isKeptFromTheNightBefore_andNeverGivenTwice() {
        Map<String, String> earlierIds = Map.of("databases", "f-1", "games", "f-2");
        FieldLineage lineage =
                traced(List.of("databases", "databases", "play"), SAME, earlier("databases", "games"), earlierIds);
        assertThat(id(lineage, "databases")).isEqualTo("f-1");
        assertThat(id(lineage, "play")).isEqualTo("f-2");

        // Yesterday's games were called play before; a new play is another field.
        String play = id(traced(List.of("play"), List.of(shared(0, null, 3)), List.of(), Map.of()), "play");
        FieldLineage again = traced(
                Arrays.asList("games", null, "play"),
                List.of(shared(0, "c-c", 5), shared(2, null, 5)),
                List.of(previous("c-c", 5, "games")),
                Map.of("games", play));
        assertThat(id(again, "games")).isEqualTo(play);
        assertThat(id(again, "play")).startsWith("f-").isNotEqualTo(play);
    }

    @Test
    void velocities_areTheSumsOfTheClusters() {
        List<Row> clusters = TestRows.of(
                        Tables.CLUSTERS,
                        TestRows.row("cluster_id", "c-a", "field", "games", "velocity_7d", 1.5, "velocity_28d", 1.0),
                        TestRows.row("cluster_id", "c-b", "field", "games", "velocity_7d", 2.0, "velocity_28d", 0.5))
                .collectAsList();
        Row row = traced(List.of("games"), List.of(shared(0, null, 3)), List.of(), Map.of())
                .rows(null, clusters)
                .get(0);

        assertThat(row.getDouble(11)).isEqualTo(3.5);
        assertThat(row.getDouble(12)).isEqualTo(1.5);
    }

    /** The rows as texts: field, event, previous_field, related_field_id, clusters, repos, previous_repos, shared_repos. */
    private static List<String> rows(List<@Nullable String> today, List<Row> shared, List<PreviousCluster> earlier) {
        List<String> texts = new ArrayList<>();
        for (Row row : traced(today, shared, earlier, Map.of()).rows(BEFORE, List.of())) {
            texts.add("%s %s %s %s %s %s %s %s"
                    .formatted(
                            row.get(2),
                            row.get(3),
                            row.get(5),
                            row.get(6),
                            row.get(7),
                            row.get(8),
                            row.get(9),
                            row.get(10)));
        }
        texts.sort(null);
        return texts;
    }

    private static String id(FieldLineage lineage, String field) {
        return lineage.rows(BEFORE, List.of()).stream()
                .filter(row -> row.getString(2).equals(field))
                .map(row -> row.getString(1))
                .findFirst()
                .orElseThrow();
    }

    private static FieldLineage traced(
            List<@Nullable String> today,
            List<Row> shared,
            List<PreviousCluster> earlier,
            Map<String, String> earlierIds) {
        return FieldLineage.traced(DAY, LIST, today, shared, earlier, earlierIds);
    }

    private static List<PreviousCluster> earlier(String first, String second) {
        return List.of(previous("c-a", 6, first), previous("c-b", 4, first), previous("c-c", 5, second));
    }

    private static PreviousCluster previous(String id, long repos, String field) {
        return new PreviousCluster(id, repos, List.of(), 0, 0, "any label", field);
    }

    private static Row shared(int cluster, @Nullable String earlierId, long repos) {
        return new GenericRowWithSchema(new Object[] {cluster, earlierId, repos}, SHARED);
    }
}
