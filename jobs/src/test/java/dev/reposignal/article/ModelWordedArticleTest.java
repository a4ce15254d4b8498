package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.Article.Section;
import dev.reposignal.config.Settings;
import dev.reposignal.table.WriterOutcome;
import dev.reposignal.testing.HostileTexts;
import dev.reposignal.writer.ChatDouble;
import dev.reposignal.writer.ModelWriter;
import dev.reposignal.writer.ParagraphRecord;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whole articles, worded by a model. */
class ModelWordedArticleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Address of a real server, for a test by hand; see jobs/bench/writer.sh. */
    private static final String SERVER = "reposignal.writer.server";

    private static final int LIMIT = Integer.getInteger(SERVER + ".limit", 1200);

    private static Article phrases(TestNight night) {
        return ArticleWriter.written(Rendered.SITE, night.inputs(RecentArticles.NONE));
    }

    private static ModelWriter.Result worded(Article phrases, String address, int limit) {
        Settings.Article settings = new Settings.Article("model", address, "small", 120, limit, 1_000_000);
        return ModelWriter.written(phrases, settings, null, List.of());
    }

    private static ModelWriter.Result worded(Article phrases, UnaryOperator<String> model) {
        try (ChatDouble server = ChatDouble.saying(model)) {
            return worded(phrases, server.address(), 60);
        }
    }

    private static String source(String user) {
        try {
            return JSON.readTree(user).path("source").asText();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void modelThatCopies_givesTheArticleOfThePhrases() {
        for (TestNight night : List.of(TestNight.ordinary(), Nights.quiet(), Nights.young(), Nights.single())) {
            Article phrases = phrases(night);
            ModelWriter.Result result = worded(phrases, ModelWordedArticleTest::source);

            assertThat(result.records()).allMatch(record -> record.outcome() == WriterOutcome.MODEL);
            assertThat(facts(result.article())).isEqualTo(facts(phrases));
            assertThat(result.article().facts().stream().map(Fact::id))
                    .isSorted()
                    .doesNotHaveDuplicates();
            String copied = ArticleMarkdown.rendered(result.article());
            assertThat(copied.toLowerCase(Locale.ROOT))
                    .startsWith(ArticleMarkdown.rendered(phrases)
                            .toLowerCase(Locale.ROOT)
                            .stripTrailing());
            assertThat(Jsoup.parseBodyFragment(ArticleHtml.rendered(result.article()))
                            .select(".fact"))
                    .hasSize(phrases.facts().size());
        }
    }

    /** Paragraphs with facts of which no role is known cannot be asked for: this keeps them few when phrases change. */
    @Test
    void mostParagraphs_canBeAskedFor() {
        Article phrases = phrases(TestNight.ordinary());
        long withFacts = phrases.sections().stream()
                .filter(section -> !section.isFolded())
                .map(Section::blocks)
                .flatMap(List::stream)
                .flatMap(block -> block instanceof Article.Paragraph one
                        ? Stream.of(one.text())
                        : block instanceof Article.Items items ? items.items().stream() : Stream.empty())
                .filter(parts -> parts.stream().anyMatch(Part.Bound.class::isInstance))
                .count();

        assertThat(worded(phrases, ModelWordedArticleTest::source).records().size())
                .isGreaterThanOrEqualTo((int) (withFacts * 0.6));
    }

    @Test
    void modelThatObeysStrangers_printsNothing() {
        // Each text alone is in GuardTest.
        for (String text : HostileTexts.all().subList(0, 3)) {
            String name = text.substring(0, Math.min(text.length(), 300));
            Article phrases = phrases(TestNight.ordinary()
                    .each("trends", row -> row.put("subject_name", name).put("largest_name", name))
                    .each("trend_members", row -> row.put("full_name", name))
                    .each("repo_movement", row -> row.put("full_name", name).put("summary", text)));
            ModelWriter.Result result = worded(phrases, user -> source(user) + " " + name);

            assertThat(result.article()).as(text).isEqualTo(phrases);
        }
    }

    private static List<String> facts(Article article) {
        return article.facts().stream()
                .map(fact -> "%s %s %s".formatted(fact.row(), fact.column(), fact.text()))
                .sorted()
                .toList();
    }

    @Test
    @EnabledIfSystemProperty(named = SERVER, matches = ".+")
    void realModel_printsNothingThatTheGuardRefuses() {
        Article phrases = phrases(TestNight.ordinary());
        ModelWriter.Result result = worded(phrases, Objects.requireNonNull(System.getProperty(SERVER)), LIMIT);

        Map<String, Long> kinds = result.records().stream()
                .flatMap(record -> record.reasons().stream())
                .collect(Collectors.groupingBy(
                        reason -> reason.substring(0, reason.indexOf(':')), TreeMap::new, Collectors.counting()));
        System.out.printf(
                "%d paragraphs: %d by the model, %d refused, %d unanswered; reasons %s; %d ms%n",
                result.records().size(),
                result.count(WriterOutcome.MODEL),
                result.count(WriterOutcome.REFUSED),
                result.count(WriterOutcome.UNANSWERED),
                kinds,
                result.records().stream().mapToLong(ParagraphRecord::millis).sum());
        result.records().forEach(System.out::println);
        assertThat(result.records()).isNotEmpty();
        assertThat(facts(result.article())).isEqualTo(facts(phrases));
    }
}
