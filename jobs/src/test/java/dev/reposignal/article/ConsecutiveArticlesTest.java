package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Articles in a row, all about the same figures. */
class ConsecutiveArticlesTest {
    private static final int NIGHTS = 6;
    private static final List<Article> ARTICLES = articles();

    private static List<Article> articles() {
        List<Article> articles = new ArrayList<>();
        for (int night = 0; night < NIGHTS; night++) {
            String day = "2026-03-%02d".formatted(6 + night);
            articles.add(Rendered.of(TestNight.ordinary().on(day), Memory.of(articles))
                    .article());
        }
        return articles;
    }

    @Test
    void neighbours_haveDifferentTitles() {
        for (int night = 1; night < NIGHTS; night++) {
            assertThat(ARTICLES.get(night).titleText())
                    .isNotEqualTo(ARTICLES.get(night - 1).titleText());
        }
    }

    @Test
    void anArticle_saysNothingTwice() {
        for (Article article : ARTICLES) {
            assertThat(sentences(article)).doesNotHaveDuplicates();
        }
    }

    @Test
    void phrases_comeBackOnlyWhenTheSlotHasNoOther() {
        Map<String, List<String>> used = new LinkedHashMap<>();
        for (Article article : ARTICLES) {
            for (String phrase : article.frames()) {
                String slot = phrase.substring(0, phrase.lastIndexOf('/'));
                List<String> before = used.computeIfAbsent(slot, key -> new ArrayList<>());
                int possible = Phrasebook.of(slot).size();
                List<String> last = before.subList(Math.max(0, before.size() - possible / 2), before.size());
                assertThat(last).as(slot).doesNotContain(phrase);
                before.add(phrase);
            }
        }
    }

    /** Every sentence of the paragraphs and lists. */
    private static List<String> sentences(Article article) {
        return article.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .flatMap(ConsecutiveArticlesTest::texts)
                .flatMap(text -> Arrays.stream(text.split("(?<=[.!?])\\s+")))
                .toList();
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
