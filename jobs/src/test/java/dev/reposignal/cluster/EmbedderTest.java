package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.config.Settings;
import dev.reposignal.error.UserException;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedderTest {
    private static final List<String> TEXTS = List.of(
            "a relational database for analytics",
            "embedded key value database",
            "a jump and run game",
            "multiplayer game server",
            "vector database for embeddings",
            "css theme for blogs");

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "tfidf"})
    void embedded_givesUnitVectorsUnderTheTablesSchema(String name) {
        Embedder embedder = embedder(name);

        Dataset<Row> embedded = embedder.embedded(texts(TEXTS)).to(Tables.EMBEDDINGS.schema());

        assertThat(embedded.collectAsList()).hasSameSizeAs(TEXTS).allSatisfy(row -> {
            assertThat(row.getString(1)).isEqualTo(embedder.model());
            List<Float> vector = row.getList(3);
            assertThat(Math.sqrt(vector.stream().mapToDouble(v -> v * v).sum())).isCloseTo(1, within(1e-5));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "tfidf"})
    void embedded_doesNotDependOnOrderOrPartitions(String name) {
        Embedder embedder = embedder(name);
        List<String> shuffled = new ArrayList<>(TEXTS);
        Collections.shuffle(shuffled, new Random(7));

        Map<String, List<Float>> expected =
                vectors(embedder.embedded(texts(TEXTS).repartition(1)));

        assertThat(vectors(embedder.embedded(texts(shuffled).repartition(5)))).isEqualTo(expected);
    }

    @Test
    void miniLm_givesATextTheSameVectorAlone() {
        Embedder embedder = new MiniLmEmbedder();

        Map<String, List<Float>> together = vectors(embedder.embedded(texts(TEXTS)));
        Map<String, List<Float>> alone = vectors(embedder.embedded(texts(TEXTS.subList(3, 4))));

        assertThat(alone).hasSize(1);
        assertThat(together).containsAllEntriesOf(alone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "tfidf"})
    void twoDatabases_areNearerThanADatabaseAndAGame(String name) {
        Map<String, List<Float>> vectors = vectors(embedder(name).embedded(texts(TEXTS)));

        assertThat(cosine(vectors, TEXTS.get(0), TEXTS.get(1)))
                .isGreaterThan(cosine(vectors, TEXTS.get(0), TEXTS.get(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "tfidf"})
    void noTexts_giveNoVectors(String name) {
        assertThat(embedder(name).embedded(texts(List.of())).collectAsList()).isEmpty();
    }

    @Test
    void tfIdf_hasNoVectorForATextWithoutWords() {
        assertThat(vectors(new TfIdfEmbedder().embedded(texts(List.of("the of and", "vector database")))))
                .containsOnlyKeys("vector database");
    }

    @Test
    void onnxFileOfMiniLm_givesTheVectorsOfMiniLm(@TempDir Path folder) throws IOException {
        Path model = copied("/all-minilm-l6-v2-q.onnx", folder.resolve("own.onnx"));
        copied("/all-minilm-l6-v2-q-tokenizer.json", folder.resolve("tokenizer.json"));

        Embedder own = new OnnxEmbedder(model.toString(), "mean");

        assertThat(own.model()).matches("own\\.onnx-mean-[0-9a-f]{12}");
        assertThat(own.isCacheable()).isTrue();
        assertThat(vectors(own.embedded(texts(TEXTS)))).isEqualTo(vectors(new MiniLmEmbedder().embedded(texts(TEXTS))));
    }

    @Test
    void whatIsNoModel_isRefusedWithTheReason(@TempDir Path folder) throws IOException {
        Path model = folder.resolve("own.onnx");
        assertThatThrownBy(() -> new OnnxEmbedder(model.toString(), "mean"))
                .hasMessageStartingWith("Cannot load the model")
                .hasMessageContaining("there is no such file");
        Files.writeString(model, "no model");
        assertThatThrownBy(() -> new OnnxEmbedder(model.toString(), "mean")).hasMessageContaining("tokenizer.json");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> new OnnxEmbedder(model.toString(), "mean"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot load the model");
    }

    private static Path copied(String resource, Path target) throws IOException {
        try (InputStream in = Objects.requireNonNull(EmbedderTest.class.getResourceAsStream(resource))) {
            Files.copy(in, target);
        }
        return target;
    }

    @Test
    void onlyWhatDependsOnTheTextAlone_isCacheable() {
        assertThat(new MiniLmEmbedder().isCacheable()).isTrue();
        assertThat(new TfIdfEmbedder().isCacheable()).isFalse();
    }

    @Test
    void embedderOfAnUnknownName_isRefused() {
        assertThatThrownBy(() -> embedder("word2vec")).hasMessageContaining("word2vec");
    }

    private static Embedder embedder(String name) {
        return Embedders.of(new Settings.Cluster(name, "", "mean", 0, 1, "", ""));
    }

    private static Dataset<Row> texts(List<String> texts) {
        List<Row> rows = texts.stream()
                .map(text -> RowFactory.create(Integer.toHexString(text.hashCode()), text))
                .toList();
        return TestSpark.session()
                .createDataFrame(
                        rows,
                        new StructType()
                                .add("text_hash", DataTypes.StringType, false)
                                .add("text", DataTypes.StringType, false));
    }

    private static Map<String, List<Float>> vectors(Dataset<Row> embedded) {
        Map<String, List<Float>> vectors = new TreeMap<>();
        embedded.collectAsList().forEach(row -> vectors.put(row.getString(2), List.copyOf(row.<Float>getList(3))));
        return vectors;
    }

    private static double cosine(Map<String, List<Float>> vectors, String one, String other) {
        List<Float> a = vectors.getOrDefault(one, List.of());
        List<Float> b = vectors.getOrDefault(other, List.of());
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += (double) a.get(i) * b.get(i);
        }
        return sum;
    }
}
