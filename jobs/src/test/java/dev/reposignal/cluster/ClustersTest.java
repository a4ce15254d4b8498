package dev.reposignal.cluster;

import static dev.reposignal.testing.TestRows.row;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.config.Settings;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final Embedder EMBEDDER = new MiniLmEmbedder();
    private static final Dataset<Row> NO_MEMBERS = TestRows.of(Tables.CLUSTER_MEMBERS, List.of());
    private static final StructType VECTORS = new StructType()
            .add("repo_key", DataTypes.StringType, false)
            .add("full_name", DataTypes.StringType, false)
            .add("vector", DataTypes.createArrayType(DataTypes.FloatType, false));

    /** Three themes of four repositories by different owners, and one that says nothing. */
    private static final List<String[]> REPOSITORIES = List.of(
            new String[] {"ann/tinydb", "vector database with sql search", "database"},
            new String[] {"bob/quickdb", "embedded vector database, sql", "database"},
            new String[] {"cat/bigdb", "distributed vector databases and sql", "database"},
            new String[] {"dan/olddb", "vector database migrations in sql", "database"},
            new String[] {"eve/jump", "multiplayer arcade game with pixel sprites", "game"},
            new String[] {"fay/race", "arcade game, pixel sprites", "game"},
            new String[] {"gus/chess", "arcade games in pixel sprites", "game"},
            new String[] {"hal/maze", "pixel arcade game of sprites", "game"},
            new String[] {"ida/lamp", "smart home lamp control by mqtt sensors", "iot"},
            new String[] {"jon/heat", "smart home heating, mqtt sensors", "iot"},
            new String[] {"kim/door", "smart home door lock with mqtt sensors", "iot"},
            new String[] {"leo/blind", "smart home blinds and mqtt sensors", "iot"});

    @Test
    void assigned_isTheSameForAnyOrderAndPartitioning() {
        List<Row> rows = around(6, 300, 24);
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(3));

        Set<Row> expected = members(settings(8), vectors(rows).repartition(1));

        assertThat(expected).hasSize(300);
        for (int partitions : new int[] {1, 4, 7}) {
            assertThat(members(settings(8), vectors(shuffled).repartition(partitions)))
                    .as("%d partitions", partitions)
                    .isEqualTo(expected);
        }
    }

    @Test
    void assigned_findsTheThemes() {
        List<Row> rows = around(6, 300, 24);

        Set<Row> members = members(settings(6), vectors(rows));

        Map<String, Set<String>> themesByCluster = members.stream()
                .collect(Collectors.groupingBy(
                        member -> member.getAs("cluster_id"),
                        Collectors.mapping(member -> theme(member.getAs("repo_key")), Collectors.toSet())));
        assertThat(themesByCluster).hasSize(6);
        assertThat(themesByCluster.values())
                .allSatisfy(themes -> assertThat(themes).hasSize(1));
        assertThat(members).allSatisfy(member -> assertThat(member.<Double>getAs("distance"))
                .isBetween(0.0, 0.5));
    }

    @Test
    void repositoryWithoutVector_isAMemberOfNoCluster() {
        List<Row> rows = new ArrayList<>(around(2, 10, 8));
        rows.add(RowFactory.create("name:nothing/said", "nothing/said", null));
        rows.add(RowFactory.create("name:zero/length", "zero/length", Collections.nCopies(8, 0f)));

        Set<Row> members = members(settings(2), vectors(rows));

        assertThat(members).hasSize(12);
        assertThat(members)
                .filteredOn(
                        member -> List.of("nothing/said", "zero/length").contains(member.<String>getAs("full_name")))
                .hasSize(2)
                .allSatisfy(member -> assertThat(Arrays.asList(
                                member.getAs("cluster_id"),
                                member.getAs("distance"),
                                member.getAs("x"),
                                member.getAs("y")))
                        .containsOnlyNulls());
    }

    @Test
    void nextNight_keepsIdentitiesMembersAndPlaces() {
        List<Row> rows = around(6, 300, 24);
        Night first = night(DAY, settings(0), List.of(), NO_MEMBERS, vectors(rows));
        List<Row> most = rows.subList(10, 300);

        Night next = night(DAY.plusDays(1), settings(0), first.themes(EMBEDDER), first.members(), vectors(most));

        assertThat(first.events()).containsOnly("born");
        assertThat(next.events()).containsOnly("continued").hasSameSizeAs(first.events());
        Map<String, String> before = first.clusters();
        next.clusters().forEach((repository, cluster) -> assertThat(cluster).isEqualTo(before.get(repository)));
        Map<String, PreviousCluster> themes =
                first.themes(EMBEDDER).stream().collect(Collectors.toMap(PreviousCluster::clusterId, theme -> theme));
        assertThat(next.themes(EMBEDDER)).allSatisfy(theme -> {
            PreviousCluster earlier = Objects.requireNonNull(themes.get(theme.clusterId()));
            assertThat(theme.x()).isCloseTo(earlier.x(), within(1.0));
            assertThat(theme.y()).isCloseTo(earlier.y(), within(1.0));
        });
    }

    @Test
    void identity_lastsThroughAnotherNumberOfClusters() {
        List<Row> rows = around(6, 300, 24);
        Night first = night(DAY, settings(6), List.of(), NO_MEMBERS, vectors(rows));

        Night next = night(DAY.plusDays(1), settings(7), first.themes(EMBEDDER), first.members(), vectors(rows));

        assertThat(next.events().stream().filter(event -> event.equals("continued")))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(next.events()).contains("split");
        assertThat(next.lineage().rows())
                .filteredOn(event -> event.getString(2).equals("split"))
                .allSatisfy(event -> assertThat(first.clusters()).containsValue(event.getString(4)));
    }

    @Test
    void newThemeAmongNewRepositories_isBorn_andOneWithoutMembersDies() {
        List<Row> rows = around(7, 350, 24);
        List<Row> withoutLast =
                rows.stream().filter(row -> !row.getString(0).contains("t6/")).toList();
        List<Row> withoutFirst =
                rows.stream().filter(row -> !row.getString(0).contains("t0/")).toList();
        Night first = night(DAY, settings(0), List.of(), NO_MEMBERS, vectors(withoutLast));

        Night next =
                night(DAY.plusDays(1), settings(0), first.themes(EMBEDDER), first.members(), vectors(withoutFirst));

        assertThat(next.events()).contains("born", "died");
        String born = next.clusters().get("name:t6/r6");
        assertThat(first.clusters()).doesNotContainValue(born);
        assertThat(next.clusters().entrySet())
                .filteredOn(member -> member.getKey().startsWith("name:t6/"))
                .extracting(Map.Entry::getValue)
                .containsOnly(born);
    }

    @Test
    void repositoryFarFromEveryTheme_isAnOutlierOfNone() {
        List<Row> rows = new ArrayList<>(around(4, 200, 24));
        List<Float> opposite = new ArrayList<>();
        rows.get(0).<List<Float>>getAs(2).forEach(value -> opposite.add(-value));
        rows.add(RowFactory.create("name:far/away", "far/away", opposite));

        Set<Row> members = members(settings(4), vectors(rows));

        // Its text and so its vector can be looked up all the same.
        assertThat(members).allSatisfy(member -> assertThat(member.<String>getAs("text_hash"))
                .isEqualTo("hash of " + member.<String>getAs("full_name")));
        assertThat(members)
                .filteredOn(member -> member.<Boolean>getAs("is_outlier"))
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.<String>getAs("full_name")).isEqualTo("far/away");
                    assertThat(member.<String>getAs("cluster_id")).isNull();
                    assertThat(member.<Double>getAs("distance")).isGreaterThan(0.5);
                });
    }

    @Test
    void noRepository_hasNoCluster() {
        assertThat(members(settings(0), vectors(List.of()))).isEmpty();
    }

    @Test
    void oneRepository_isOneCluster() {
        Set<Row> members = members(settings(0), vectors(around(1, 1, 8)));

        assertThat(members).singleElement().satisfies(member -> {
            assertThat(member.<String>getAs("cluster_id")).matches("c-[0-9a-f]{10}");
            assertThat(member.<Double>getAs("distance")).isCloseTo(0, within(1e-6));
        });
    }

    @Test
    void fewerDistinctVectorsThanClusters_giveOneClusterEach() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rows.add(RowFactory.create("name:a/" + i, "a/" + i, i % 2 == 0 ? List.of(1f, 0f) : List.of(0f, 1f)));
        }

        assertThat(members(settings(5), vectors(rows)).stream()
                        .map(member -> member.getAs("cluster_id"))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void described_tellsThemesMovementAndAge() {
        Dataset<Row> texts = texts();
        Dataset<Row> members = members(texts);
        String databases = clusterOf(members, "ann/tinydb");
        Dataset<Row> earlier = TestRows.of(
                Tables.CLUSTERS,
                row("snapshot_date", "2026-02-24", "cluster_id", databases),
                row("snapshot_date", "2026-03-01", "cluster_id", databases),
                row("snapshot_date", "2026-03-07", "cluster_id", clusterOf(members, "eve/jump")));

        List<Row> clusters =
                described(members, texts, earlier).to(Tables.CLUSTERS.schema()).collectAsList();

        assertThat(clusters).hasSize(3);
        Row described = cluster(clusters, databases);
        assertThat(described.<String>getAs("label")).contains("vector database");
        assertThat(described.<Long>getAs("repos")).isEqualTo(4);
        assertThat(described.<Long>getAs("owners")).isEqualTo(4);
        // dan/olddb jumped to another level: neither accelerating nor summed.
        assertThat(described.<Long>getAs("accelerating_repos")).isEqualTo(3);
        assertThat(described.<Long>getAs("accelerating_owners")).isEqualTo(3);
        assertThat(described.<Double>getAs("velocity_7d")).isEqualTo(60.0);
        assertThat(described.<Double>getAs("velocity_28d")).isEqualTo(30.0);
        assertThat(described.<Double>getAs("acceleration")).isEqualTo(30.0);
        assertThat(described.<Long>getAs("tracked_repos")).isEqualTo(2);
        assertThat(described.<Long>getAs("surfacing_repos")).isEqualTo(1);
        assertThat(described.<Integer>getAs("age_days")).isEqualTo(10);
        assertThat(described.<Double>getAs("cohesion")).isBetween(0.0, 1.0);
        assertThat(cluster(clusters, clusterOf(members, "eve/jump")).<Integer>getAs("age_days"))
                .isZero();
    }

    @Test
    void labels_areUniqueAndHoldNoStopWord() {
        Dataset<Row> texts = texts();
        Dataset<Row> members = members(texts);

        List<Row> clusters = described(members, texts, TestRows.of(Tables.CLUSTERS, List.of()))
                .collectAsList();

        List<String> labels =
                clusters.stream().map(cluster -> cluster.<String>getAs("label")).toList();
        assertThat(labels).doesNotHaveDuplicates().allSatisfy(label -> {
            List<String> words = List.of(label.replace(" &", "").split(" ", -1));
            assertThat(words).hasSizeBetween(2, 4).noneMatch(Terms::isStopWord);
        });
    }

    @Test
    void described_withoutMembers_isEmpty() {
        assertThat(described(NO_MEMBERS, texts().limit(0), TestRows.of(Tables.CLUSTERS, List.of()))
                        .collectAsList())
                .isEmpty();
    }

    private static Dataset<Row> described(Dataset<Row> members, Dataset<Row> texts, Dataset<Row> earlier) {
        Dataset<Row> told = Clusters.told(members, texts);
        Dataset<Row> labels = Clusters.labelled(DAY, Map.of(), earlier, told, Clusters.terms(told));
        return Clusters.described(DAY, themes(members), labels, told, signals(), earlier);
    }

    private static Dataset<Row> texts() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String[] repository : REPOSITORIES) {
            rows.add(row(
                    "repo_key",
                    "name:" + repository[0],
                    "full_name",
                    repository[0],
                    "description",
                    repository[1],
                    "topics",
                    List.of(repository[2])));
        }
        rows.add(row("repo_key", "name:mia/mute", "full_name", "mia/mute"));
        return Texts.prepared(TestRows.of(Tables.SNAPSHOTS, rows));
    }

    /** The whole way by the pure MLlib embedder. */
    private static Dataset<Row> members(Dataset<Row> texts) {
        Dataset<Row> embeddings = new TfIdfEmbedder().embedded(Texts.distinct(texts));
        Dataset<Row> vectors = texts.transform(rows -> Clusters.withVectors(embeddings, rows));
        Night night = night(DAY, settings(3), List.of(), NO_MEMBERS, vectors);
        return night.members();
    }

    /** A place for each cluster of the members. */
    private static Dataset<Row> themes(Dataset<Row> members) {
        List<Row> themes =
                members.where(col("cluster_id").isNotNull()).select("cluster_id").distinct().collectAsList().stream()
                        .map(id -> RowFactory.create(id.getString(0), 1.0, 2.0, "tfidf-svd", null, null, null))
                        .toList();
        return TestSpark.session().createDataFrame(themes, Clusters.themeSchema());
    }

    private static Dataset<Row> signals() {
        return TestRows.of(
                Tables.REPO_SIGNALS,
                signal("ann/tinydb", 20, 10, "surfacing", false),
                signal("bob/quickdb", 20, 10, "tracked", false),
                signal("cat/bigdb", 20, 10, "watched", false),
                signal("dan/olddb", 9000, 10, "watched", true),
                signal("eve/jump", 1, 2, "watched", false));
    }

    private static Map<String, @Nullable Object> signal(
            String name, double velocity7, double velocity28, String tier, boolean isLevelShift) {
        return row(
                "repo_key",
                "name:" + name,
                "velocity_7d",
                velocity7,
                "velocity_28d",
                velocity28,
                "acceleration",
                velocity7 - velocity28,
                "tier",
                tier,
                "is_level_shift",
                isLevelShift);
    }

    private static String clusterOf(Dataset<Row> members, String name) {
        return members.where(col("full_name").equalTo(name))
                .select("cluster_id")
                .head()
                .getString(0);
    }

    private static Row cluster(List<Row> clusters, String id) {
        return clusters.stream()
                .filter(cluster -> cluster.getAs("cluster_id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Vectors scattered around so many themes. */
    private static List<Row> around(int themes, int repositories, int dimensions) {
        Random random = new Random(11);
        double[][] centres = new double[themes][dimensions];
        for (double[] centre : centres) {
            Arrays.setAll(centre, i -> random.nextGaussian());
            VectorMath.normalised(centre);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < repositories; i++) {
            double[] centre = centres[i % themes];
            List<Float> vector = new ArrayList<>();
            for (double value : centre) {
                vector.add((float) (value + 0.05 * random.nextGaussian()));
            }
            String name = "t%d/r%d".formatted(i % themes, i);
            rows.add(RowFactory.create("name:" + name, name, vector));
        }
        return rows;
    }

    private static String theme(String repoKey) {
        return repoKey.substring(0, repoKey.indexOf('/'));
    }

    private static Dataset<Row> vectors(List<Row> rows) {
        return TestSpark.session()
                .createDataFrame(rows, VECTORS)
                .withColumn("text_hash", concat(lit("hash of "), col("full_name")));
    }

    private static Set<Row> members(Settings.Cluster settings, Dataset<Row> vectors) {
        return Set.copyOf(
                night(DAY, settings, List.of(), NO_MEMBERS, vectors).members().collectAsList());
    }

    /** What one night makes of vectors. */
    private record Night(ClusterModel model, Lineage lineage, Dataset<Row> members) {
        List<PreviousCluster> themes(Embedder embedder) {
            Map<String, Long> sizes = members.collectAsList().stream()
                    .filter(member -> member.getAs("cluster_id") != null)
                    .collect(Collectors.groupingBy(member -> member.getAs("cluster_id"), Collectors.counting()));
            return Clusters.themes(model, embedder, lineage.ids()).stream()
                    .map(theme -> new PreviousCluster(
                            theme.getString(0),
                            sizes.getOrDefault(theme.getString(0), 0L),
                            floats((float[]) theme.get(4)),
                            theme.getDouble(1),
                            theme.getDouble(2),
                            "any label",
                            null))
                    .toList();
        }

        Map<String, String> clusters() {
            Map<String, String> clusters = new HashMap<>();
            members.collectAsList()
                    .forEach(member ->
                            clusters.put(member.getAs("repo_key"), String.valueOf(member.<Object>getAs("cluster_id"))));
            return clusters;
        }

        List<String> events() {
            return lineage.rows().stream()
                    .map(event -> event.getString(2))
                    .sorted()
                    .toList();
        }
    }

    private static List<Float> floats(float @Nullable [] values) {
        List<Float> list = new ArrayList<>();
        for (int i = 0; values != null && i < values.length; i++) {
            list.add(values[i]);
        }
        return list;
    }

    private static Night night(
            LocalDate day,
            Settings.Cluster settings,
            List<PreviousCluster> earlier,
            Dataset<Row> earlierMembers,
            Dataset<Row> plain) {
        Dataset<Row> vectors = withoutSubjects(Clusters.withEarlier(earlierMembers, plain));
        ClusterModel model = ClusterModel.fitted(settings, Subjects.committed(), earlier, vectors);
        Dataset<Row> placed = Clusters.placed(model, vectors);
        Lineage lineage = Lineage.traced(
                day,
                earlier.isEmpty() ? null : day.minusDays(1),
                earlier,
                placed.transform(Lineage::shared).collectAsList());
        Dataset<Row> members =
                Clusters.members(day, model, lineage.ids(), placed).to(Tables.CLUSTER_MEMBERS.schema());
        return new Night(model, lineage, members);
    }

    /** Vectors whose texts name no subject. */
    static Dataset<Row> withoutSubjects(Dataset<Row> vectors) {
        return vectors.withColumn("text", lit(null).cast("string"))
                .withColumn("subject", lit(null).cast("int"))
                .withColumn("subjects", array().cast("array<struct<subject:int,has_word:boolean,is_close:boolean>>"));
    }

    private static Settings.Cluster settings(int clusters) {
        return new Settings.Cluster("tfidf", "", "mean", clusters, 42, "", "");
    }
}
