package dev.reposignal.article;

import dev.reposignal.article.Rows.RepoSignal;

/** Phrases that several sections use. */
final class Phrases {
    private Phrases() {}

    /** Name, stars and score: "a/b (6,142 stars, score 69.3)". */
    static void introduced(Sentence sentence, RepoSignal signal) {
        sentence.repository(signal).say(" (").count(signal, "stars", "star", "stars");
        if (signal.signalScore() != null) {
            sentence.say(", score ").score(signal, "signal_score");
        }
        sentence.say(")");
    }

    /** Name and pace: "a/b (+12.4 a day)". */
    static void paced(Sentence sentence, RepoSignal signal) {
        sentence.repository(signal);
        if (signal.velocity7d() != null) {
            sentence.say(" (").signedRate(signal, "velocity_7d").say(" a day)");
        }
    }

    /** The week against the four weeks: "12.4 stars a day this week against 8.1 over four weeks". */
    static void weekAgainstMonth(Sentence sentence, TableRow row) {
        sentence.rate(row, "velocity_7d")
                .say(" stars a day this week against ")
                .rate(row, "velocity_28d")
                .say(" over four weeks");
    }

    /** What the first of several says of itself, where it says anything. */
    static void firstInItsOwnWords(Sentence sentence, ArticleInputs inputs, RepoSignal signal) {
        inputs.description(signal)
                .filter(snapshot -> sentence.describesFirst(signal))
                .ifPresent(snapshot -> sentence.turn(
                                "first-words",
                                s -> s.say(" the first of them, in its own words: "),
                                s -> s.say(" how the first of them puts it: "))
                        .quote(snapshot, "description")
                        .say("."));
    }

    /** What it says of itself, as a sentence of its own, where it says anything. */
    static void inItsOwnWords(Sentence sentence, ArticleInputs inputs, RepoSignal signal) {
        inputs.description(signal)
                .filter(snapshot -> sentence.describesFirst(signal))
                .ifPresent(snapshot -> sentence.turn(
                                "words",
                                s -> s.say(" in its own words: "),
                                s -> s.say(" its pitch: "),
                                s -> s.say(" it introduces itself as "),
                                s -> s.say(" the line on the tin: "))
                        .quote(snapshot, "description")
                        .say("."));
    }
}
