package dev.reposignal.article;

import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Highlight;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.table.HighlightKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader can do with it, and the farewell. */
final class NextStepsSection {
    private NextStepsSection() {}

    static Section written(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("what to do now");
        PhraseContext night = PhraseContext.of("night", inputs.summary());
        List<Part> heading = scribe.sentence().frame("heading-next", night).parts();
        List<Article.Block> blocks = new ArrayList<>();
        List<List<Part>> items = inputs.highlights(HighlightKind.TO_STAR).stream()
                .flatMap(highlight -> item(inputs, highlight, scribe).stream())
                .map(Sentence::parts)
                .toList();
        blocks.add(
                items.isEmpty()
                        ? new Paragraph(
                                scribe.sentence().frame("advice-none", night).parts())
                        : new Items(items));
        blocks.add(new Paragraph(scribe.sentence().frame("farewell", night).parts()));
        return new Section(heading, blocks);
    }

    private static Optional<Sentence> item(ArticleInputs inputs, Highlight highlight, ArticleComposer scribe) {
        return inputs.repository(highlight.subjectKey())
                .map(signal -> advice(inputs, highlight, signal, scribe).quoteAlone(inputs, signal));
    }

    private static Sentence advice(
            ArticleInputs inputs, Highlight highlight, RepoSignal signal, ArticleComposer scribe) {
        PhraseContext scene = PhraseContext.of("highlight", highlight)
                .with("repo", signal)
                .with("cluster", inputs.forming().stream().findFirst());
        return scribe.sentence()
                .frame(
                        switch (highlight.ruleOf()) {
                            case BEST_SCORE -> "advice-best";
                            case FORMING_CLUSTER -> "advice-cluster";
                            case SMALL_AND_FAST -> "advice-small";
                            case STEADY_CLIMB,
                                    STRONGEST_BURST,
                                    LARGEST_LANGUAGE_LAGS,
                                    LOUDEST_REPOSITORY_SLOWS,
                                    LOUDEST_CLUSTER_SLOWS ->
                                throw new IllegalArgumentException("No advice follows from " + highlight.rule());
                        },
                        scene);
    }
}
