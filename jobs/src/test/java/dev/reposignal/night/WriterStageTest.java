package dev.reposignal.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.Article;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Part;
import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import dev.reposignal.writer.ChatDouble;
import dev.reposignal.writer.Plans;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a model's night. */
class WriterStageTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    Path folder;

    private static Article article() {
        List<Article.Block> blocks = List.of(new Paragraph(Plans.parts("call")), new Paragraph(Plans.parts("claim")));
        return new Article(
                DAY,
                List.of(),
                List.of(new Part.Literal("no real trend")),
                List.of(new Part.Literal("nothing moved.")),
                "Siggy",
                null,
                List.of(),
                List.of(new Section(List.of(), blocks, false)),
                List.of());
    }

    private Article reworded(Lake lake, String address) {
        Settings settings = SettingsLoader.load(
                Optional.empty(),
                Map.of(),
                Map.of("article.writer", "model", "article.base_url", address, "article.model", "small"));
        Manifest manifest = new Manifest(DAY, InstantSource.fixed(Instant.EPOCH), Progress.SILENT);
        try (NightContext night = new NightContext(lake, settings, DAY, manifest)) {
            return WriterStage.reworded(night.interpreted(), article(), null);
        }
    }

    @Test
    void everyParagraph_isLoggedAndASecondRunAsksNobody() {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        Article first;
        try (ChatDouble server = ChatDouble.saying(user -> {
            try {
                String source = new ObjectMapper().readTree(user).path("source").asText();
                return source.startsWith("my call") ? source : "stars will double.";
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        })) {
            first = reworded(lake, server.address());
            assertThat(server.questions()).hasSize(3);
        }

        List<Row> log = lake.read(Tables.WRITER_LOG).orderBy("paragraph").collectAsList();
        assertThat(log).hasSize(2);
        assertThat(log.get(0).<String>getAs("outcome")).isEqualTo("model");
        assertThat(log.get(0).<String>getAs("text"))
                .isEqualTo(
                        "my call: it holds. back at {before_velocity} stars a day in four weeks would prove me wrong.");
        assertThat(log.get(0).<Long>getAs("question_tokens")).isEqualTo(700);
        assertThat(log.get(1).<String>getAs("outcome")).isEqualTo("refused");
        assertThat(log.get(1).<String>getAs("text")).isNull();
        assertThat(log.get(1).getList(log.get(1).fieldIndex("refused")))
                .isEqualTo(List.of("stars will double.", "stars will double."));
        assertThat(log.get(1).getList(log.get(1).fieldIndex("reasons"))).hasSize(2);

        try (ChatDouble server = ChatDouble.saying(user -> "anything")) {
            assertThat(reworded(lake, server.address())).isEqualTo(first);
            assertThat(server.questions()).isEmpty();
        }
    }
}
