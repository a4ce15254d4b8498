package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Highlight;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.HighlightRule;
import dev.reposignal.table.Shortfall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A belief, stated, and what contradicts it. */
final class ContrarianSection {
    /** Growth at or below which a subject or a repository shrinks clearly. */
    private static final double SHRINKS = -0.15;
    /** Growth that is as good as none. */
    private static final double LITTLE = 0.1;
    /** From this part of a language's stars on, they are one repository's. */
    private static final double ONE_NAME = 0.25;
    /** Among so many of the largest subjects a fading one is one that people look at. */
    private static final int LARGEST = 15;

    private ContrarianSection() {}

    /** The section; empty where the data contradict nothing. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("contrarian");
        PhraseContext night = Thesis.night(inputs);
        Sentence heading = scribe.sentence().frame("heading-contrarian", night);
        Sentence sentence = scribe.sentence();
        Optional<Trend> fading = fading(inputs);
        Optional<Trend> single = single(inputs);
        Optional<Movement> loudest = loudest(inputs);
        Optional<Trend> borrowed = borrowed(inputs);
        if (borrowed.isPresent()) {
            PhraseContext scene = night.with("trend", borrowed.get());
            sentence.frame("belief-language", scene)
                    .frame("fact-language", scene)
                    .frame("so-language", scene);
        } else if (fading.isPresent()) {
            PhraseContext scene = night.with("trend", fading.get());
            sentence.frame("belief-subject", scene).frame("fact-subject", scene);
            if (fading.get().restGrowth() != null) {
                sentence.frame(fading.get().restGrowth() < 0 ? "beside-down" : "beside-up", scene);
            }
            if (fading.get().growthWithoutLargest() != null && fading.get().growthWithoutLargest() < 0) {
                sentence.frame("fact-subject-broad", scene);
            }
            sentence.frame("so-subject", scene);
        } else if (single.isPresent()) {
            PhraseContext scene = night.with("trend", single.get());
            Double without = single.get().growthWithoutLargest();
            sentence.frame("belief-single", scene)
                    .frame(without != null && without < 0 ? "fact-single-down" : "fact-single", scene)
                    .frame("so-single", scene);
        } else if (loudest.isPresent()) {
            PhraseContext scene = night.with("repo", loudest.get());
            sentence.frame("belief-repository", scene)
                    .frame("fact-repository", scene)
                    .frame("so-repository", scene);
        } else {
            inputs.toldTrends().stream()
                    .filter(trend -> trend.growthWithoutLargest() != null)
                    .findFirst()
                    .map(trend -> night.with("trend", trend))
                    .ifPresent(scene -> sentence.frame("belief-one", scene)
                            .frame("fact-one", scene)
                            .frame("so-one", scene));
        }
        return sentence.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(heading.parts(), List.of(new Paragraph(sentence.parts()))));
    }

    /** The largest language that grows clearly and owes most of that to one repository. */
    static Optional<Trend> borrowed(ArticleInputs inputs) {
        return inputs.languages().stream()
                .filter(trend -> trend.growthOr0() >= inputs.rules().minimumGrowth())
                .filter(trend -> trend.largestRepoKey().equals(trend.leaderRepoKey()))
                .filter(trend -> trend.leaderShare() != null && trend.leaderShare() >= ONE_NAME)
                .filter(trend -> trend.restGrowth() != null
                        && trend.growthWithoutLargest() != null
                        && trend.growthWithoutLargest() > 0
                        && trend.growthWithoutLargest() <= trend.restGrowth())
                .findFirst();
    }

    /** The largest cluster or field that shrinks, with more owners slowing down than speeding up. */
    static Optional<Trend> fading(ArticleInputs inputs) {
        Optional<Trend> lead = Thesis.leadField(inputs);
        return inputs.trends().stream()
                .filter(trend -> !trend.subjectType().equals("language"))
                .sorted(Comparator.comparing(Trend::beforeVelocity).reversed())
                .limit(LARGEST)
                .filter(trend -> inputs.isRelevant(trend.relevance()))
                // What the article leads with is no contradiction of it.
                .filter(trend -> lead.stream()
                        .noneMatch(field ->
                                field.equals(trend) || field.subjectKey().equals(trend.field())))
                .filter(trend -> trend.growthOr0() <= SHRINKS && trend.fallingOwners() > trend.risingOwners())
                .filter(trend -> trend.growthOverRest() != null && trend.growthOverRest() <= SHRINKS)
                .filter(trend -> trend.growthWithoutLargest() != null && trend.growthWithoutLargest() <= SHRINKS)
                .filter(trend -> !trend.fallsShortBy(Shortfall.LABEL))
                .findFirst();
    }

    /** The largest cluster that grows as a trend would and does so by one repository alone. */
    static Optional<Trend> single(ArticleInputs inputs) {
        return inputs.trends().stream()
                .filter(trend -> trend.subjectType().equals("cluster") && inputs.isRelevant(trend.relevance()))
                .filter(trend -> trend.fallsShortBy(Shortfall.LARGEST))
                .filter(trend ->
                        trend.growthWithoutLargest() != null && Math.abs(trend.growthWithoutLargest()) <= LITTLE)
                .filter(trend -> !inputs.nearest().equals(Optional.of(trend)))
                .max(Comparator.comparingDouble(Trend::weekVelocity).thenComparing(Trend::subjectKey));
    }

    /** The repository that gained most in four weeks, where its week is clearly slower than the weeks before. */
    static Optional<Movement> loudest(ArticleInputs inputs) {
        return inputs.highlights(HighlightKind.CONTRARIAN).stream()
                .filter(highlight -> highlight.ruleOf() == HighlightRule.LOUDEST_REPOSITORY_SLOWS)
                .map(Highlight::subjectKey)
                .findFirst()
                .flatMap(inputs::movement)
                .filter(repo -> repo.growth() != null && repo.growth() <= SHRINKS);
    }
}
