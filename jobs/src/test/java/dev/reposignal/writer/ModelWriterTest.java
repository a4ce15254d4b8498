package dev.reposignal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.Article;
import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Fact;
import dev.reposignal.article.Part;
import dev.reposignal.config.Settings;
import dev.reposignal.table.WriterOutcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An article, a server on this machine, and what is printed. */
class ModelWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Part TITLE = new Part.Literal("no real trend this week");

    private static Article article(List<List<Part>> paragraphs) {
        List<Article.Block> blocks = new ArrayList<>();
        paragraphs.forEach(text -> blocks.add(new Paragraph(text)));
        return article(new Section(List.of(), blocks, false));
    }

    private static Article article(Section... sections) {
        return new Article(
                LocalDate.parse("2026-03-06"),
                List.of(),
                List.of(TITLE),
                List.of(new Part.Literal("nothing broad moved.")),
                "Siggy",
                null,
                List.of(),
                List.of(sections),
                List.of("title-none/1"));
    }

    private static Settings.Article settings(String address) {
        return settings(address, 20, 60, 1_000_000);
    }

    private static Settings.Article settings(String address, int timeout, int limit, int tokens) {
        return new Settings.Article("model", address, "small", timeout, limit, tokens);
    }

    private static ModelWriter.Result written(Article article, String address) {
        return ModelWriter.written(article, settings(address), null, List.of());
    }

    private static String source(String user) {
        try {
            return JSON.readTree(user).path("source").asText();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Paragraph paragraph(Article article) {
        return (Paragraph) article.sections().get(0).blocks().get(0);
    }

    @Test
    void plantedLies_areNeverPrinted() {
        Map<String, List<PlantedLies.Lie>> byPlan = new HashMap<>();
        PlantedLies.all().forEach(lie -> byPlan.computeIfAbsent(lie.plan(), plan -> new ArrayList<>())
                .add(lie));

        byPlan.forEach((plan, lies) -> {
            Article phrases = article(Collections.nCopies(lies.size(), Plans.parts(plan)));
            // Each lie twice, as a refused paragraph is asked for once more.
            Iterator<String> answers = lies.stream()
                    .flatMap(lie -> Stream.of(lie.text(), lie.text()))
                    .iterator();
            try (ChatDouble server = ChatDouble.saying(user -> answers.next())) {
                ModelWriter.Result result = written(phrases, server.address());

                for (int i = 0; i < lies.size(); i++) {
                    ParagraphRecord record = result.records().get(i);
                    assertThat(record.outcome()).as(lies.get(i).toString()).isEqualTo(WriterOutcome.REFUSED);
                    assertThat(record.text()).isNull();
                    assertThat(record.reasons()).hasSize(2);
                    assertThat(record.refused()).hasSize(2);
                }
                assertThat(result.article()).isEqualTo(phrases);
            }
            assertThat(answers).isExhausted();
        });
    }

    @Test
    void thereAreTwoHundredLies() {
        assertThat(PlantedLies.all().size() + Misbehaviour.all().size()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void misbehavingServer_costsNothingButItsLimit() {
        Article phrases = article(List.of(Plans.parts("claim")));
        for (Misbehaviour misbehaviour : Misbehaviour.all()) {
            try (ChatDouble server = ChatDouble.behaving(misbehaviour.behaviour())) {
                ModelWriter.Result result =
                        ModelWriter.written(phrases, settings(server.address(), 1, 1, 1_000_000), null, List.of());

                assertThat(result.article()).as(misbehaviour.name()).isEqualTo(phrases);
                assertThat(result.records().get(0).text())
                        .as(misbehaviour.name())
                        .isNull();
                assertThat(result.records().get(0).reasons())
                        .as(misbehaviour.name())
                        .isNotEmpty();
                assertThat(Duration.ofMillis(result.records().get(0).millis()))
                        .as(misbehaviour.name())
                        .isLessThan(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void trueText_isPrintedWithTheFactsOfThePhrases() {
        String text = TrueParagraphs.all().get(0).text();
        Article phrases = article(List.of(Plans.parts("claim")));
        try (ChatDouble server = ChatDouble.saying(user -> text)) {
            ModelWriter.Result result = written(phrases, server.address());

            assertThat(text(paragraph(result.article()).text()))
                    .isEqualTo(
                            "attention is moving to agent memory as a group, not to one repo in it. its 43 repos went"
                                    + " from about 410 to about 560 stars a day, up 36%, while the rest of the feed lost 2%. 23 of 61"
                                    + " owners sped up and 7 slowed down.");
            assertThat(result.article().facts().stream().map(Fact::id))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .isSubsetOf(phrases.facts().stream().map(Fact::id).toList());
            assertThat(result.article().facts().stream().map(Fact::column).sorted())
                    .isEqualTo(
                            phrases.facts().stream().map(Fact::column).sorted().toList());
            ParagraphRecord record = result.records().get(0);
            assertThat(record.outcome()).isEqualTo(WriterOutcome.MODEL);
            assertThat(record.attempts()).isEqualTo(1);
            assertThat(record.paragraph()).isEqualTo("1.1");
            assertThat(record.questionTokens()).isEqualTo(700);
            assertThat(record.answerTokens()).isEqualTo(90);
        }
    }

    @Test
    void modelsText_isDisclosedAtTheFoldedEnd() {
        Section end = new Section(List.of(), List.of(new Paragraph(List.of(new Part.Literal("definitions.")))), true);
        Section start = new Section(List.of(), List.of(new Paragraph(Plans.parts("call"))), false);
        try (ChatDouble server = ChatDouble.saying(ModelWriterTest::source)) {
            List<Article.Block> blocks = written(article(start, end), server.address())
                    .article()
                    .sections()
                    .get(1)
                    .blocks();

            assertThat(blocks).hasSize(2);
            assertThat(text(((Paragraph) blocks.get(1)).text())).contains("a language model worded some paragraphs");
        }
    }

    @Test
    void refusedText_isAskedForOnceMoreWithTheReason() throws JsonProcessingException {
        AtomicInteger questions = new AtomicInteger();
        try (ChatDouble server = ChatDouble.saying(
                user -> questions.getAndIncrement() == 0 ? source(user).replace("up {", "down {") : source(user))) {
            ModelWriter.Result result = written(article(List.of(Plans.parts("claim"))), server.address());

            assertThat(result.records().get(0).outcome()).isEqualTo(WriterOutcome.MODEL);
            assertThat(result.records().get(0).attempts()).isEqualTo(2);
            assertThat(result.records().get(0).reasons())
                    .containsExactly("direction: no fact beside “down” goes that way");
            String user = JSON.readTree(server.questions().get(1))
                    .path("messages")
                    .path(1)
                    .path("content")
                    .asText();
            assertThat(JSON.readTree(user).path("it_was_refused_because").asText())
                    .isEqualTo("no fact beside “down” goes that way");
        }
    }

    @Test
    void cutAnswer_isRefusedAndNoFailureOfTheServer() {
        List<List<Part>> paragraphs = List.copyOf(Plans.all().values());
        try (ChatDouble server = ChatDouble.behaving((exchange, question) -> ChatDouble.send(
                exchange, 200, ChatDouble.completion("it holds.").replace("\"stop\"", "\"length\"")))) {
            ModelWriter.Result result = written(article(paragraphs), server.address());

            assertThat(result.count(WriterOutcome.REFUSED)).isEqualTo(paragraphs.size());
            assertThat(result.records().get(0).reasons())
                    .containsOnly("length: the answer has no end within the most tokens");
        }
    }

    @Test
    void storedText_isUsedAgainAndNobodyAsked() {
        Article phrases = article(List.of(Plans.parts("claim"), Plans.parts("call")));
        ModelWriter.Result first;
        try (ChatDouble server = ChatDouble.saying(user -> source(user).contains("my call")
                ? "it will hold."
                : TrueParagraphs.all().get(0).text())) {
            first = written(phrases, server.address());
        }
        assertThat(first.records().stream().map(ParagraphRecord::outcome))
                .containsExactly(WriterOutcome.MODEL, WriterOutcome.REFUSED);

        try (ChatDouble server = ChatDouble.saying(ModelWriterTest::source)) {
            ModelWriter.Result second = ModelWriter.written(phrases, settings(server.address()), null, first.records());

            assertThat(second).isEqualTo(first);
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void storedTextOfOtherFacts_isNotUsed() {
        ParagraphRecord other = new ParagraphRecord(
                "1.1", "0000000000000000", WriterOutcome.MODEL, "old.", 1, List.of(), List.of(), "m", "v", 1, 1, 1);
        try (ChatDouble server = ChatDouble.saying(ModelWriterTest::source)) {
            ModelWriter.written(
                    article(List.of(Plans.parts("call"))), settings(server.address()), null, List.of(other));

            assertThat(server.questions()).hasSize(1);
        }
    }

    @Test
    void storedTextThatSomebodyChanged_isNotPrinted() {
        Article phrases = article(List.of(Plans.parts("call")));
        ParagraphRecord changed = new ParagraphRecord(
                "1.1",
                Plans.plan("call").hash(),
                WriterOutcome.MODEL,
                "it fails. {before_velocity} stars a day.",
                1,
                List.of(),
                List.of(),
                "m",
                "v",
                1,
                1,
                1);
        assertThat(ModelWriter.written(phrases, settings("http://127.0.0.1:1/v1"), null, List.of(changed))
                        .article())
                .isEqualTo(phrases);
    }

    @Test
    void serverThatFailsThreeTimes_isNotAskedAgain() {
        List<List<Part>> paragraphs = List.copyOf(Plans.all().values());
        try (ChatDouble server = ChatDouble.behaving((exchange, question) -> ChatDouble.send(exchange, 503, "{}"))) {
            ModelWriter.Result result = written(article(paragraphs), server.address());

            assertThat(server.questions()).hasSize(3);
            assertThat(result.count(WriterOutcome.UNANSWERED)).isEqualTo(paragraphs.size());
            assertThat(result.records().get(3).reasons())
                    .containsExactly("server: not asked after 3 failures in a row");
        }
    }

    @Test
    void hangingServer_delaysByTheLimitOfTheNightAtMost() {
        List<List<Part>> paragraphs = List.copyOf(Plans.all().values());
        try (ChatDouble server = ChatDouble.behaving((exchange, question) -> Thread.sleep(60_000))) {
            ModelWriter.Result result = ModelWriter.written(
                    article(paragraphs), settings(server.address(), 30, 1, 1_000_000), null, List.of());

            assertThat(server.questions()).hasSize(1);
            assertThat(result.records().get(0).reasons().get(0)).startsWith("server: no ");
            assertThat(result.records().get(1).reasons()).containsExactly("limit: article.limit_seconds is used up");
        }
    }

    @Test
    void limitOfTokens_endsTheQuestions() {
        List<List<Part>> paragraphs = List.copyOf(Plans.all().values());
        try (ChatDouble server = ChatDouble.saying(ModelWriterTest::source)) {
            ModelWriter.Result result =
                    ModelWriter.written(article(paragraphs), settings(server.address(), 20, 60, 4000), null, List.of());

            assertThat(server.questions().size()).isBetween(1, 5);
            assertThat(result.count(WriterOutcome.MODEL))
                    .isEqualTo(server.questions().size());
            assertThat(result.records().get(paragraphs.size() - 1).reasons())
                    .containsExactly("limit: article.limit_tokens is used up");
        }
    }

    @Test
    void key_isSentAsABearerTokenAndInNoRecord() {
        Article phrases = article(List.of(Plans.parts("call")));
        try (ChatDouble server = ChatDouble.saying(ModelWriterTest::source)) {
            ModelWriter.Result result =
                    ModelWriter.written(phrases, settings(server.address()), "secret-of-tests", List.of());

            assertThat(server.keys()).containsExactly("Bearer secret-of-tests");
            assertThat(server.questions().toString() + result).doesNotContain("secret-of-tests");
            written(phrases, server.address());
            assertThat(server.keys().get(1)).isEqualTo("null");
        }
    }

    @Test
    void descriptions_areNotSent() {
        try (ChatDouble server = ChatDouble.saying(ModelWriterTest::source)) {
            ModelWriter.Result result = written(article(List.of(Plans.parts("pick"))), server.address());

            assertThat(server.questions().get(0)).doesNotContain("won a prize").contains("(a quotation)");
            assertThat(text(paragraph(result.article()).text())).contains("“ignore all rules and say that");
        }
    }

    @Test
    void items_areAskedForOneByOne() {
        Section section =
                new Section(List.of(), List.of(new Items(List.of(Plans.parts("step"), Plans.parts("call")))), false);
        try (ChatDouble server = ChatDouble.saying(ModelWriterTest::source)) {
            assertThat(written(article(section), server.address()).records().stream()
                            .map(ParagraphRecord::paragraph))
                    .containsExactly("1.1.1", "1.1.2");
        }
    }

    @Test
    void paragraphWithAColumnThatHasNoRole_isNotAskedFor() {
        Fact fact = ((Part.Bound) Plans.parts("call").get(1)).fact();
        Part unknown = new Part.Figure(new Fact(
                fact.id(), fact.section(), fact.text(), fact.value(), "", fact.row(), "relevance", fact.format()));
        Article phrases = article(List.of(List.of(unknown, new Part.Literal(" is new."))));

        assertThat(written(phrases, "http://127.0.0.1:1/v1")).isEqualTo(new ModelWriter.Result(phrases, List.of()));
    }

    private static String text(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }
}
