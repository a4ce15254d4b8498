package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Highlight;
import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.InsightKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A consensus that the data contradict. */
final class ContrarianSection {
    private ContrarianSection() {}

    /** The section; empty where the data contradict nothing. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("contrarian");
        PhraseContext night = PhraseContext.of("night", inputs.summary());
        Sentence heading = scribe.sentence().frame("heading-contrarian", night);
        List<Article.Block> blocks = new ArrayList<>();
        inputs.highlights(HighlightKind.CONTRARIAN).stream()
                .flatMap(highlight -> take(inputs, highlight, scribe).stream())
                .findFirst()
                .ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
        Sentence fading = scribe.sentence();
        InsightStory.ofKind(inputs, InsightKind.CLUSTER_FADING)
                .findFirst()
                .ifPresent(told -> told.tell(fading, scribe));
        if (!fading.isEmpty()) {
            blocks.add(new Paragraph(fading.parts()));
        }
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Section(heading.parts(), blocks));
    }

    private static Optional<Sentence> take(ArticleInputs inputs, Highlight highlight, ArticleComposer scribe) {
        PhraseContext scene = PhraseContext.of("highlight", highlight);
        return switch (highlight.ruleOf()) {
            case LARGEST_LANGUAGE_LAGS ->
                inputs.languages().stream()
                        .filter(share -> share.language().equals(highlight.subjectKey()))
                        .filter(share -> share.surfacingShare() != null)
                        .findFirst()
                        .map(share -> language(inputs, scene.with("share", share), scribe));
            case LOUDEST_REPOSITORY_SLOWS ->
                inputs.repository(highlight.subjectKey())
                        .filter(signal -> signal.starsGained28d() != null
                                && signal.daysElapsed28d() != null
                                && signal.velocity7d() != null
                                && signal.velocity28d() != null)
                        .map(signal -> scribe.sentence()
                                .frame("contrarian-repository", scene.with("repo", signal))
                                .frame("contrarian-repository-pace", scene.with("repo", signal)));
            case LOUDEST_CLUSTER_SLOWS ->
                inputs.cluster(highlight.subjectKey()).map(cluster -> scribe.sentence()
                        .frame("contrarian-cluster", scene.with("cluster", cluster))
                        .frame("contrarian-cluster-pace", scene.with("cluster", cluster)));
            case STEADY_CLIMB, STRONGEST_BURST, BEST_SCORE, FORMING_CLUSTER, SMALL_AND_FAST ->
                throw new IllegalArgumentException("Nothing is contrarian about " + highlight.rule());
        };
    }

    private static Sentence language(ArticleInputs inputs, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence =
                scribe.sentence().frame("contrarian-language", scene).frame("contrarian-gap", scene);
        LanguageSection.overRepresented(inputs)
                .ifPresent(other -> sentence.frame("contrarian-elsewhere", scene.with("other", other)));
        return sentence;
    }
}
