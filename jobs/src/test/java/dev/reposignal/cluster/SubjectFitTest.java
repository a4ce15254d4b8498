package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.config.Settings;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real texts by the real model: five subjects, and what belongs to none. */
class SubjectFitTest {
    private static final List<String> TEXTS = List.of(
            "k8s/one|Manage Kubernetes clusters in style",
            "k8s/two|kubectl plugin that shows resources of a cluster",
            "k8s/three|Helm charts for Kubernetes",
            "k8s/four|Kubernetes operator for deployments",
            "k8s/five|Run kubernetes locally",
            "rss/one|Self-hosted RSS reader",
            "rss/two|RSS feed aggregator",
            "rss/three|A feed reader for the terminal, rss and atom",
            "rss/four|Read RSS feeds in the browser",
            "rss/five|rss reader with full text",
            "img/one|Stable Diffusion web UI",
            "img/two|Nodes for ComfyUI",
            "img/three|Text to image diffusion model",
            "img/four|ControlNet for stable diffusion",
            "img/five|image generation by diffusion models",
            "img/six|Stable diffusion models for text to image generation",
            "img/seven|Text2image with SDXL and ControlNet",
            "odd/one|Butts",
            "odd/two|The greenhouse of my grandmother, a folk poem",
            "odd/three|A folk poem of my grandmother",
            "odd/four|A folk poem of the greenhouse and my grandmother",
            "list/one|A curated list of awesome Kubernetes resources");
    private static Dataset<Row> vectors = TestSpark.session().emptyDataFrame();

    @BeforeAll
    static void embedded() {
        Dataset<Row> snapshots = TestRows.of(
                Tables.SNAPSHOTS,
                TEXTS.stream()
                        .map(text -> text.split("\\|", -1))
                        .map(text -> TestRows.row(
                                "repo_key", "name:" + text[0], "full_name", text[0], "description", text[1]))
                        .toList());
        Dataset<Row> texts = Texts.prepared(snapshots);
        Dataset<Row> embeddings = new MiniLmEmbedder()
                .embedded(
                        Texts.distinct(texts).unionByName(SubjectFit.texts(TestSpark.session(), Subjects.committed())))
                .persist();
        Dataset<Row> plain = Clusters.withVectors(embeddings, texts);
        vectors = SubjectFit.measured(Subjects.committed(), 7, embeddings, texts)
                .withSubjects(Clusters.withEarlier(TestRows.of(Tables.CLUSTER_MEMBERS, List.of()), plain))
                .persist();
    }

    @AfterAll
    static void released() {
        vectors.unpersist();
    }

    @Test
    void vector_knowsItsSubjects_andHasLengthOne() {
        assertThat(vectors.select("vector").collectAsList()).allSatisfy(row -> {
            List<Float> vector = row.getList(0);
            assertThat(vector).hasSize(384 + Subjects.VIEW_LENGTH);
            assertThat(vector.stream().mapToDouble(value -> value * value).sum())
                    .isCloseTo(1, within(1e-5));
        });
    }

    @Test
    void clusters_areTheSubjectsThatTheirMembersName() {
        Map<String, List<String>> clusters = clusters();

        assertThat(clusters.keySet())
                .containsExactlyInAnyOrder("Kubernetes tools", "RSS feeds and readers", "image generation");
        assertThat(clusters.get("RSS feeds and readers"))
                .containsExactlyInAnyOrder("rss/one", "rss/two", "rss/three", "rss/four", "rss/five");
        assertThat(clusters.get("Kubernetes tools"))
                .allMatch(name -> name.startsWith("k8s/") || name.equals("list/one"));
        assertThat(clusters.get("image generation")).allMatch(name -> name.startsWith("img/"));
    }

    @Test
    void whatFitsNoSubject_isAMemberOfNone() {
        assertThat(clusters().values().stream().flatMap(List::stream)).noneMatch(name -> name.startsWith("odd/"));
    }

    @Test
    void members_haveTheFieldOfTheirCluster_andListsAreLists() {
        Map<String, Row> members = new TreeMap<>();
        members().forEach(row -> members.put(row.getAs("full_name"), row));

        Row one = Objects.requireNonNull(members.get("k8s/one"));
        assertThat(one.<String>getAs("field")).isEqualTo("Infrastructure and cloud");
        assertThat(one.<String>getAs("relevance")).isEqualTo("technology");
        Row rss = Objects.requireNonNull(members.get("rss/one"));
        assertThat(rss.<String>getAs("relevance")).isEqualTo("application");
        Row list = Objects.requireNonNull(members.get("list/one"));
        assertThat(list.<String>getAs("relevance")).isEqualTo("list");
        Row odd = Objects.requireNonNull(members.get("odd/one"));
        assertThat(odd.<String>getAs("cluster_id")).isNull();
    }

    @Test
    void clusterWithoutASubject_goesOnUnderItsLabelWhileItsMembersHaveThatPhrase() {
        assertThat(withoutSubject("folk poems")).containsExactly("folk poems");
        assertThat(withoutSubject("quagga herds")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"poem & grandmother", "folk poems & greenhouse", "poem projects", "poem programming", "poem"})
    void clusterWithoutASubject_whoseLabelIsNotOnePhrase_ends(String label) {
        assertThat(withoutSubject(label)).isEmpty();
    }

    @Test
    void clusterThatNoneIsNearestTo_countsThoseWhoWouldBeItsMembers() {
        int rss = Subjects.committed().named("RSS feeds and readers").orElseThrow();
        double[] feeds = previous("c", "any", "rss/one").direction();
        double[] beside = feeds.clone();
        double[] poem = previous("c", "any", "odd/three").direction();
        VectorMath.add(beside, poem, 0.2);
        VectorMath.normalised(beside);
        Map<Integer, Map<Integer, Long>> supports = SubjectClusters.supports(
                Subjects.committed().fields(),
                new double[][] {beside, feeds},
                List.of(rss, SubjectClusters.NONE),
                Map.of(),
                vectors.where(col("full_name").startsWith("rss/")));

        assertThat(supports.get(0)).containsOnly(Map.entry(rss, 5L));
    }

    @Test
    void clusterThatHasFewMembersLeft_startsAgainFromThoseThatAreCertainlyAboutItsSubject() {
        // Its centre has gone far from its subject; five are too few for a new cluster, and enough for one to go on.
        PreviousCluster away = previous("c-rss", "RSS feeds and readers", "odd/three");
        PreviousCluster small = new PreviousCluster("c-rss", 3, away.centre(), 0, 0, away.label(), null);

        ClusterModel model = continued(small);

        assertThat(model.labels(ids(model)).values()).contains("RSS feeds and readers");
        double[] cosines = model.cosines(previous("c", "any", "rss/one").direction());
        assertThat(cosines[model.theme(cosines, "c-rss")]).isGreaterThan(0.7);
    }

    @Test
    void clusterOfARenamedSubject_goesOnUnderTheNewName() {
        ClusterModel model = continued(previous("c-rss", "RSS readers", "rss/one"));

        assertThat(model.labels(ids(model)).values())
                .contains("RSS feeds and readers")
                .doesNotHaveDuplicates();
    }

    /** The labels of clusters without a subject on a night after one that had a cluster with this label about the odd texts. */
    private static List<String> withoutSubject(String label) {
        ClusterModel model =
                continued(previous("c-rss", "RSS feeds and readers", "rss/one"), previous("c-own", label, "odd/four"));
        Map<Integer, String> own = new TreeMap<>(ids(model));
        own.keySet().removeIf(cluster -> model.subject(cluster).isPresent());
        return own.values().stream()
                .map(id -> Objects.requireNonNull(model.labels(own).get(id)))
                .toList();
    }

    private static ClusterModel continued(PreviousCluster... others) {
        List<PreviousCluster> earlier = new ArrayList<>(List.of(others));
        earlier.add(previous("c-k8s", "Kubernetes tools", "k8s/one"));
        earlier.add(previous("c-img", "image generation", "img/six"));
        return ClusterModel.fitted(
                new Settings.Cluster("minilm", "", "mean", 0, 7, "", ""), Subjects.committed(), earlier, vectors);
    }

    private static PreviousCluster previous(String id, String label, String centre) {
        List<Float> vector = vectors.where(col("full_name").equalTo(centre))
                .head()
                .getList(vectors.schema().fieldIndex("vector"));
        return new PreviousCluster(id, 6, vector, 0, 0, label, null);
    }

    private static ClusterModel model() {
        return ClusterModel.fitted(
                new Settings.Cluster("minilm", "", "mean", 0, 7, "", ""), Subjects.committed(), List.of(), vectors);
    }

    private static List<Row> members() {
        ClusterModel model = model();
        Map<Integer, String> ids = ids(model);
        return Clusters.members(java.time.LocalDate.EPOCH, model, ids, Clusters.placed(model, vectors))
                .to(Tables.CLUSTER_MEMBERS.nullableSchema())
                .collectAsList();
    }

    /** The names of the members by the label of their cluster. */
    private static Map<String, List<String>> clusters() {
        ClusterModel model = model();
        Map<Integer, String> ids = ids(model);
        Map<String, String> labels = model.labels(ids);
        Map<String, List<String>> clusters = new TreeMap<>();
        members().stream().filter(row -> row.getAs("cluster_id") != null).forEach(row -> clusters.computeIfAbsent(
                        Objects.requireNonNull(labels.get(row.<String>getAs("cluster_id"))), label -> new ArrayList<>())
                .add(row.getAs("full_name")));
        return clusters;
    }

    private static Map<Integer, String> ids(ClusterModel model) {
        Map<Integer, String> ids = new TreeMap<>();
        for (int cluster = 0; cluster < model.clusters(); cluster++) {
            ids.put(cluster, "c-" + cluster);
        }
        return ids;
    }
}
