package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.FeedHealth;
import dev.reposignal.article.Rows.NightSummary;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.List;

/** The opening: how much was read, what changed since the last article, what to know about the data. */
final class LeadSection {
    private static final int NAMES = 4;

    private LeadSection() {}

    static Section written(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("opening");
        List<Article.Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(opening(inputs, scribe).parts()));
        if (inputs.summary().previousDay() != null) {
            blocks.add(new Paragraph(change(inputs, scribe).parts()));
        }
        FeedHealth health = inputs.health();
        if (health.isPurgeDay() && health.shareNegative() != null) {
            blocks.add(new Paragraph(purge(health, scribe).parts()));
        }
        return new Section(List.of(), blocks);
    }

    private static Sentence opening(ArticleInputs inputs, Scribe scribe) {
        NightSummary summary = inputs.summary();
        Sentence sentence = scribe.sentence();
        if (summary.surfacingRepos() == 0) {
            return sentence.say("i read ")
                    .count(summary, "repos_observed", "repo", "repos")
                    .say(". none of it surfaces tonight.");
        }
        sentence.frame(
                "opening",
                s -> s.say("i read ")
                        .count(summary, "repos_observed", "repo", "repos")
                        .say(" so you don't have to. ")
                        .count(summary, "repos_gaining")
                        .say(" gained stars this week. i track ")
                        .count(summary, "tracked_repos")
                        .say(", and ")
                        .count(summary, "surfacing_repos", "is", "are")
                        .say(" surfacing."),
                s -> s.count(summary, "repos_observed", "repo", "repos")
                        .say(" came through the feed. ")
                        .count(summary, "tracked_repos")
                        .say(" made the tracker, ")
                        .count(summary, "surfacing_repos")
                        .say(" made the top of it. the pattern is there if you know where to look."),
                s -> s.say("the feed brought ")
                        .count(summary, "repos_observed", "repo", "repos")
                        .say(". ")
                        .count(summary, "repos_losing_24h")
                        .say(" lost stars since the count before, ")
                        .count(summary, "repos_gaining")
                        .say(" gained some over the week. what is worth your time fits in a table of ")
                        .count(summary, "surfacing_repos")
                        .say("."),
                s -> s.say("another night, another ")
                        .count(summary, "repos_observed", "repo", "repos")
                        .say(". i keep ")
                        .count(summary, "tracked_repos")
                        .say(" on the board and put ")
                        .count(summary, "surfacing_repos")
                        .say(" up front."));
        // With a model the odds are the bar, and the board says them.
        boolean goesByScore = inputs.surfacing().stream().allMatch(signal -> signal.breakoutProbability() == null);
        if (goesByScore && summary.lowestSurfacingScore() != null) {
            sentence.frame(
                    "bar",
                    s -> s.say(" the bar to surface tonight is a score of ")
                            .score(summary, "lowest_surfacing_score")
                            .say("."),
                    s -> s.say(" nothing below a score of ")
                            .score(summary, "lowest_surfacing_score")
                            .say(" got in."),
                    s -> s.say(" the last one in scores ")
                            .score(summary, "lowest_surfacing_score")
                            .say(", the first one ")
                            .score(summary, "highest_score")
                            .say("."),
                    s -> s.say(" you needed a score of ")
                            .score(summary, "lowest_surfacing_score")
                            .say(" to be one of them."));
        }
        return sentence;
    }

    private static Sentence change(ArticleInputs inputs, Scribe scribe) {
        NightSummary summary = inputs.summary();
        Sentence sentence = scribe.sentence();
        if (summary.newSurfacingRepos() == 0 && summary.droppedSurfacingRepos() == 0) {
            return sentence.say("the surfacing set is the same as on ")
                    .day(summary, "previous_day")
                    .say(". that happens. i won't invent news.");
        }
        if (summary.newSurfacingRepos() > 0) {
            sentence.frame(
                    "new",
                    s -> s.say("since ")
                            .day(summary, "previous_day")
                            .say(", ")
                            .spelled(summary, "new_surfacing_repos", "repo has", "repos have")
                            .say(" broken in: "),
                    s -> s.say("new at the top since ")
                            .day(summary, "previous_day")
                            .say(", ")
                            .spelled(summary, "new_surfacing_repos", "name", "names")
                            .say(" in all: "));
            names(sentence, inputs.newcomers());
        } else {
            sentence.say("nobody new has broken in since ")
                    .day(summary, "previous_day")
                    .say(".");
        }
        if (summary.droppedSurfacingRepos() > 0) {
            List<RepoSignal> dropped = inputs.dropped();
            sentence.frame("out", s -> s.say(" out: "), s -> s.say(" no longer there: "));
            names(sentence, dropped);
            dropped.stream()
                    .limit(1)
                    .flatMap(then -> inputs.repository(then.repoKey()).stream())
                    .filter(now -> now.signalRank() != null)
                    .forEach(now -> sentence.say(
                                    dropped.size() == 1
                                            ? " it now sits at rank "
                                            : " the first of them now sits at rank ")
                            .count(now, "signal_rank")
                            .say("."));
        }
        return sentence;
    }

    private static void names(Sentence sentence, List<RepoSignal> signals) {
        if (signals.size() > NAMES) {
            sentence.say("among them ");
        }
        sentence.list(signals.stream().limit(NAMES).toList(), Sentence::repository)
                .say(".");
    }

    private static Sentence purge(FeedHealth health, Scribe scribe) {
        return scribe.sentence()
                .say("a word on the data. this is a purge day: ")
                .percent(health, "share_negative")
                .say(" of the repos i could compare lost stars. that is what it looks like when github removes")
                .say(" accounts. read the daily velocities with that in mind. i don't clamp them away.");
    }
}
