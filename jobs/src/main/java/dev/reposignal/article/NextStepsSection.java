package dev.reposignal.article;

import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.Highlight;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader can do with it, and the farewell. */
final class NextStepsSection {
    private NextStepsSection() {}

    static Section written(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("what to do now");
        List<Part> heading = scribe.sentence().say("what to do now").parts();
        List<Article.Block> blocks = new ArrayList<>();
        List<List<Part>> items = inputs.highlights("to_star").stream()
                .flatMap(highlight -> item(inputs, highlight, scribe).stream())
                .map(Sentence::parts)
                .toList();
        if (items.isEmpty()) {
            blocks.add(new Paragraph(scribe.sentence()
                    .say("nothing. there is no repo i'd send you to tonight. close the tab, build something.")
                    .parts()));
        } else {
            blocks.add(new Items(items));
        }
        blocks.add(new Paragraph(scribe.sentence()
                .frame(
                        "farewell",
                        s -> s.say("trust the signal, not the star count. i'll be watching."),
                        s -> s.say(
                                "the leaderboard tells you what happened. the velocity tells you what is happening."),
                        s -> s.say(
                                "trust the signal, not the star count. and check my numbers, they're all on record."),
                        s -> s.say("that's the signal. everything else is stars."))
                .parts()));
        return new Section(heading, blocks);
    }

    private static Optional<Sentence> item(ArticleInputs inputs, Highlight highlight, Scribe scribe) {
        return inputs.repository(highlight.subjectKey()).map(signal -> {
            Sentence sentence = advice(inputs, highlight, signal, scribe);
            Phrases.inItsOwnWords(sentence, inputs, signal);
            return sentence;
        });
    }

    private static Sentence advice(ArticleInputs inputs, Highlight highlight, RepoSignal signal, Scribe scribe) {
        return switch (highlight.rule()) {
            case "best_score" ->
                scribe.sentence()
                        .frame(
                                "advice-best",
                                s -> s.say("read ").repository(signal).say(" first. "),
                                s -> s.say("open ").repository(signal).say(". "))
                        .say("of what i haven't sent you to lately, nothing has a better score: ")
                        .score(highlight, "measure")
                        .say(".");
            case "forming_cluster" -> {
                Sentence sentence = scribe.sentence()
                        .frame(
                                "advice-cluster",
                                s -> s.say("if you only follow a single trend here, start at ")
                                        .repository(signal)
                                        .say(". "),
                                s -> s.say("keep a tab open on ")
                                        .repository(signal)
                                        .say(". "));
                inputs.forming().stream().findFirst().ifPresent(cluster -> sentence.say("it accelerates inside the ")
                        .name(cluster, "label")
                        .say(" cluster, with a score of ")
                        .score(highlight, "measure")
                        .say("."));
                yield sentence;
            }
            case "small_and_fast" ->
                scribe.sentence()
                        .frame(
                                "advice-small",
                                s -> s.say("star ").repository(signal).say(" while it's small: "),
                                s -> s.say("be early for once, at ")
                                        .repository(signal)
                                        .say(": "))
                        .count(highlight, "measure", "star", "stars")
                        .say(", and faster this week than over four weeks.");
            default -> throw new IllegalArgumentException("No words for the rule " + highlight.rule());
        };
    }
}
