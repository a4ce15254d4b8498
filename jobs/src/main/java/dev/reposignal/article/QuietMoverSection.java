package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.table.HighlightKind;
import java.util.List;
import java.util.Optional;

/** A small repository that climbs steadily, without a spike. */
final class QuietMoverSection {
    private QuietMoverSection() {}

    /** The section; empty where no repository is small, steady and climbing at once. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        return chosen(inputs).map(signal -> {
            scribe.enter("quiet mover");
            PhraseContext scene = PhraseContext.of("night", inputs.summary()).with("repo", signal);
            List<Part> heading = scribe.sentence().frame("heading-quiet", scene).parts();
            Sentence sentence = scribe.sentence()
                    .frame("quiet", scene)
                    .quote(inputs, signal)
                    .frame("quiet-pace", scene)
                    .frame("quiet-sum", scene)
                    .frame(signal.isTracked() ? "quiet-board" : "quiet-rank", scene);
            return new Section(heading, List.of(new Paragraph(sentence.parts())));
        });
    }

    static Optional<RepoSignal> chosen(ArticleInputs inputs) {
        return inputs.highlights(HighlightKind.QUIET_MOVER).stream()
                .findFirst()
                .flatMap(highlight -> inputs.repository(highlight.subjectKey()))
                .filter(signal -> signal.velocity7d() != null
                        && signal.velocity28d() != null
                        && signal.starsGained28d() != null
                        && signal.daysElapsed28d() != null);
    }
}
