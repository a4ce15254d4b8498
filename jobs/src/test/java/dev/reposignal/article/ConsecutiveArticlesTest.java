package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Articles in a row, all about the same figures: the hardest case for not saying the same again. */
class ConsecutiveArticlesTest {
    private static final int NIGHTS = 12;
    private static final List<Article> ARTICLES = articles();
    /** No sentences of ours: quotations as they are, and text for machines. */
    private static final Set<String> LABELS = Set.of("quote-alone", "quote-after-name", "criterion");
    /** What only an unusual night says. */
    private static final Set<String> RARE = Set.of(
            "title-purge",
            "title-board",
            "title-still",
            "title-empty",
            "clause-board_record",
            "clause-board_turnover",
            "clause-feed_purge",
            "standfirst-empty",
            "opening-none",
            "purge",
            "board_record",
            "turnover-high",
            "turnover-low",
            "feed_purge",
            "languages-none",
            "advice-none");

    private static List<Article> articles() {
        List<Article> articles = new ArrayList<>();
        for (int night = 0; night < NIGHTS; night++) {
            String day = "2026-03-%02d".formatted(6 + night);
            // A claim is graded once: tomorrow's grades are about other claims.
            TestNight ordinary = TestNight.ordinary()
                    .on(day)
                    .each(
                            "predictions",
                            row -> row.put("claim", row.get("claim").asText() + " on " + day));
            articles.add(Rendered.of(ordinary, Memory.of(articles)).article());
        }
        return articles;
    }

    @Test
    void neighbours_shareNoSentence() {
        for (int night = 1; night < NIGHTS; night++) {
            Set<String> shared = new HashSet<>(sentences(ARTICLES.get(night)));
            shared.retainAll(sentences(ARTICLES.get(night - 1)));
            assertThat(shared).isEmpty();
        }
    }

    @Test
    void anArticle_saysNothingTwice() {
        for (Article article : ARTICLES) {
            assertThat(sentences(article)).doesNotHaveDuplicates();
        }
    }

    @Test
    void frames_comeBackOnlyWhenTheSlotHasNoOther() {
        Map<String, List<String>> used = new LinkedHashMap<>();
        for (Article article : ARTICLES) {
            for (String frame : article.frames()) {
                String slot = slot(frame);
                List<String> before = used.computeIfAbsent(slot, key -> new ArrayList<>());
                int possible = Phrasebook.of(slot).size();
                List<String> last = before.subList(Math.max(0, before.size() - possible / 2), before.size());
                assertThat(last).as(slot).doesNotContain(frame);
                before.add(frame);
            }
        }
    }

    @Test
    void whatIsSaid_canBeSaidInTenNightsWithoutRepeating() {
        Map<String, Long> mostInOne = new LinkedHashMap<>();
        for (Article article : ARTICLES) {
            article.frames().stream()
                    .collect(Collectors.groupingBy(ConsecutiveArticlesTest::slot, Collectors.counting()))
                    .forEach((slot, uses) -> mostInOne.merge(slot, uses, Math::max));
        }
        Phrasebook.all().forEach((slot, frames) -> {
            if (!slot.startsWith("heading-") && !LABELS.contains(slot) && !RARE.contains(slot)) {
                assertThat((long) frames.size()).as(slot).isGreaterThanOrEqualTo(10 * mostInOne.getOrDefault(slot, 1L));
            }
        });
    }

    @Test
    void quotations_areNotRepeated() {
        for (int night = 1; night < NIGHTS; night++) {
            assertThat(Collections.disjoint(quoted(ARTICLES.get(night)), quoted(ARTICLES.get(night - 1))))
                    .isTrue();
        }
    }

    private static String slot(String frame) {
        return frame.substring(0, frame.lastIndexOf('/'));
    }

    private static List<String> quoted(Article article) {
        return article.facts().stream()
                .filter(fact -> fact.column().equals("description"))
                .map(fact -> fact.row().key())
                .toList();
    }

    /** Every sentence outside of what stands in each article: headings, tables, the byline and the note on the data. */
    private static List<String> sentences(Article article) {
        Stream<String> body = article.sections().stream()
                .filter(section -> !Article.text(section.heading()).equals("how to read this"))
                .flatMap(section -> section.blocks().stream())
                .flatMap(ConsecutiveArticlesTest::texts);
        return Stream.concat(Stream.of(article.titleText(), article.standfirstText()), body)
                .flatMap(text -> Arrays.stream(text.split("(?<=[.!?])\\s+")))
                .collect(Collectors.toList());
    }

    private static Stream<String> texts(Article.Block block) {
        if (block instanceof Article.Paragraph paragraph) {
            return Stream.of(Article.text(paragraph.text()));
        }
        if (block instanceof Article.Items items) {
            return items.items().stream().map(Article::text);
        }
        return Stream.empty();
    }
}
