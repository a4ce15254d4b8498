package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.FeedHealth;
import dev.reposignal.row.Rows.NightSummary;
import dev.reposignal.row.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.List;

/** The opening: the strongest insight, how much was read, what changed since the last article, what to know about the data. */
final class LeadSection {
    private static final int NAMES = 4;

    private LeadSection() {}

    static Section written(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("opening");
        List<Article.Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(opening(inputs, scribe).parts()));
        Headline.lead(inputs, scribe).ifPresent(blocks::add);
        if (inputs.summary().previousDay() != null && inputs.summary().surfacingRepos() > 0) {
            blocks.add(new Paragraph(change(inputs, scribe).parts()));
        }
        FeedHealth health = inputs.health();
        if (health.isPurgeDay() && health.shareNegative() != null) {
            blocks.add(new Paragraph(scribe.sentence()
                    .frame("purge", PhraseContext.of("health", health))
                    .parts()));
        }
        return new Section(List.of(), blocks);
    }

    private static Sentence opening(ArticleInputs inputs, ArticleComposer scribe) {
        NightSummary summary = inputs.summary();
        PhraseContext night = PhraseContext.of("night", summary);
        if (summary.surfacingRepos() == 0) {
            return scribe.sentence().frame("opening-none", night);
        }
        Sentence sentence = scribe.sentence().frame("opening", night);
        // With a model the odds are the bar, and the board says them.
        boolean goesByScore = inputs.surfacing().stream().allMatch(signal -> signal.breakoutProbability() == null);
        return goesByScore && summary.surfacingRepos() > 1 ? sentence.frame("bar", night) : sentence;
    }

    private static Sentence change(ArticleInputs inputs, ArticleComposer scribe) {
        NightSummary summary = inputs.summary();
        PhraseContext night = PhraseContext.of("night", summary);
        if (summary.newSurfacingRepos() == 0 && summary.droppedSurfacingRepos() == 0) {
            return scribe.sentence().frame("unchanged", night);
        }
        Sentence sentence = scribe.sentence();
        List<RepoSignal> newcomers = inputs.newcomers();
        if (newcomers.isEmpty()) {
            sentence.frame("none-new", night);
        } else {
            sentence.frame(newcomers.size() > NAMES ? "new-among" : "new", night.with("newcomers", first(newcomers)));
        }
        List<RepoSignal> dropped = inputs.dropped();
        if (!dropped.isEmpty()) {
            sentence.frame(dropped.size() > NAMES ? "out-among" : "out", night.with("dropped", first(dropped)));
        }
        return sentence;
    }

    private static List<RepoSignal> first(List<RepoSignal> signals) {
        return signals.size() > NAMES ? signals.subList(0, NAMES - 1) : signals;
    }
}
