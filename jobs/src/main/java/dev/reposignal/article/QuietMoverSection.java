package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.List;
import java.util.Optional;

/** A small repository that climbs steadily and that nobody talks about. */
final class QuietMoverSection {
    private QuietMoverSection() {}

    static Section written(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("quiet mover");
        List<Part> heading = scribe.sentence().say("the quiet mover").parts();
        Sentence sentence = chosen(inputs)
                .map(signal -> mover(inputs, signal, scribe))
                .orElseGet(() -> scribe.sentence()
                        .say("none tonight. small, steady, climbing and not on everybody's list yet: no repo is all of")
                        .say(" that at once. i'll look again tomorrow."));
        return new Section(heading, List.of(new Paragraph(sentence.parts())));
    }

    static Optional<RepoSignal> chosen(ArticleInputs inputs) {
        return inputs.highlights("quiet_mover").stream()
                .findFirst()
                .flatMap(highlight -> inputs.repository(highlight.subjectKey()))
                .filter(signal -> signal.velocity7d() != null
                        && signal.velocity28d() != null
                        && signal.starsGained28d() != null
                        && signal.daysElapsed28d() != null);
    }

    private static Sentence mover(ArticleInputs inputs, RepoSignal signal, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .frame(
                        "quiet",
                        s -> s.say("look at ")
                                .repository(signal)
                                .say(". ")
                                .count(signal, "stars", "star", "stars")
                                .say("."),
                        s -> s.say("nobody will send you a link to ")
                                .repository(signal)
                                .say(". ")
                                .count(signal, "stars", "star", "stars")
                                .say(", no spike, no headline."),
                        s -> s.count(signal, "stars", "star", "stars")
                                .say(" is not a number that makes the rounds. ")
                                .repository(signal)
                                .say(" has them anyway."),
                        s -> s.say("boring charts are my favourite kind. this one belongs to ")
                                .repository(signal)
                                .say(", ")
                                .count(signal, "stars", "star", "stars")
                                .say(" tall."));
        Phrases.inItsOwnWords(sentence, inputs, signal);
        sentence.frame(
                "quiet-pace",
                s -> s.say(" it runs at ")
                        .rate(signal, "velocity_7d")
                        .say(" stars a day this week and ran at ")
                        .rate(signal, "velocity_28d")
                        .say(" over four weeks. that isn't a spike. that's a habit."),
                s -> {
                    Phrases.weekAgainstMonth(s.say(" the pace: "), signal);
                    return s.say(". no spike in either. that is the whole point.");
                });
        sentence.say(" it adds up to ")
                .count(signal, "stars_gained_28d", "new star", "new stars")
                .say(" in ")
                .count(signal, "days_elapsed_28d", "day", "days")
                .say(".");
        if (signal.signalRank() != null) {
            sentence.say(" rank ")
                    .count(signal, "signal_rank")
                    .say(" out of ")
                    .count(inputs.summary(), "repos_scored")
                    .say(signal.isTracked() ? ", on the board and not at the top of it." : ", not on the board yet.");
        }
        return sentence;
    }
}
