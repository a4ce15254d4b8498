package dev.reposignal.article;

import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.Prediction;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is claimed about the next month, with the odds and the way to check it. */
final class PredictionSection {
    private static final double EVEN = 0.5;

    private PredictionSection() {}

    static Section written(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("prediction");
        List<Part> heading =
                scribe.sentence().say("my prediction for next month").parts();
        List<Article.Block> blocks = new ArrayList<>();
        List<Prediction> predictions = inputs.madeToday();
        if (predictions.isEmpty()) {
            blocks.add(new Paragraph(scribe.sentence()
                    .say("none tonight. the ledger stays as it is. a prediction i can't put odds on is a horoscope.")
                    .parts()));
        } else {
            Prediction first = predictions.get(0);
            blocks.add(new Paragraph(claim(first, scribe).parts()));
            evidence(inputs, first, scribe).ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
            blocks.add(new Paragraph(scribe.sentence()
                    .say("the criterion, as a program will check it: ")
                    .code(first, "criterion")
                    .parts()));
            if (predictions.size() > 1) {
                blocks.add(new Paragraph(
                        scribe.sentence().say("also on the ledger tonight:").parts()));
                blocks.add(others(predictions.subList(1, predictions.size()), scribe));
            }
        }
        watch(inputs, scribe).ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
        return new Section(heading, blocks);
    }

    private static Sentence claim(Prediction prediction, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .frame(
                        "claim",
                        s -> s.claim(prediction)
                                .say(". i put that at ")
                                .percent(prediction, "probability")
                                .say("."),
                        s -> s.say("here it is, with a number on it. ")
                                .claim(prediction)
                                .say(". the odds i give: ")
                                .percent(prediction, "probability")
                                .say("."),
                        s -> s.percent(prediction, "probability")
                                .say(". that's what i give this one: ")
                                .claim(prediction)
                                .say("."),
                        s -> s.say("on the record: ")
                                .claim(prediction)
                                .say(". my odds are ")
                                .percent(prediction, "probability")
                                .say("."));
        if (prediction.probability() < EVEN) {
            sentence.frame(
                    "base-rate",
                    s -> s.say(" before you call that low: going by the windows that are over, it comes true for ")
                            .percent(prediction, "base_rate")
                            .say(" of everything eligible."),
                    s -> s.say(" the base rate, across everything eligible in the windows that are over, is ")
                            .percent(prediction, "base_rate")
                            .say("."));
        } else {
            sentence.say(" the base rate in the windows that are over is ")
                    .percent(prediction, "base_rate")
                    .say(".");
        }
        return sentence.frame(
                "due",
                s -> s.say(" graded on ").day(prediction, "due_on").say(". screenshot this."),
                s -> s.say(" it can be graded from ").day(prediction, "due_on").say(" on, and it will be, right here."),
                s -> s.say(" come back on ").day(prediction, "due_on").say(" and hold me to it."),
                s -> s.say(" due ").day(prediction, "due_on").say(". i don't get to edit it."));
    }

    private static Optional<Sentence> evidence(ArticleInputs inputs, Prediction prediction, Scribe scribe) {
        return inputs.repository(prediction.subjectKey())
                .filter(signal -> signal.velocity7d() != null && signal.velocity28d() != null)
                .map(signal -> {
                    Sentence sentence =
                            scribe.sentence().say("why: ").repository(signal).say(" runs at ");
                    Phrases.weekAgainstMonth(sentence, signal);
                    sentence.say(", with ")
                            .count(signal, "stars", "star", "stars")
                            .say(" so far.");
                    Phrases.inItsOwnWords(sentence, inputs, signal);
                    return sentence;
                });
    }

    private static Items others(List<Prediction> predictions, Scribe scribe) {
        return new Items(predictions.stream()
                .map(prediction -> scribe.sentence()
                        .claim(prediction)
                        .say(". odds ")
                        .percent(prediction, "probability")
                        .say(" against a base rate of ")
                        .percent(prediction, "base_rate")
                        .say(", due ")
                        .day(prediction, "due_on")
                        .say(".")
                        .parts())
                .toList());
    }

    private static Optional<Sentence> watch(ArticleInputs inputs, Scribe scribe) {
        return inputs.highlights("breakout_watch").stream().findFirst().flatMap(highlight -> inputs.repository(
                        highlight.subjectKey())
                .filter(signal -> signal.burst() != null && signal.velocity7d() != null)
                .map(signal -> watched(signal, scribe)));
    }

    private static Sentence watched(RepoSignal signal, Scribe scribe) {
        return scribe.sentence()
                .frame(
                        "watch",
                        s -> s.say("no odds on this one, just an eye: ")
                                .repository(signal)
                                .say(". its week stands "),
                        s -> s.say("the other break-out to watch: ")
                                .repository(signal)
                                .say(". this week stands "))
                .rate(signal, "burst")
                .say(" times its usual wobble above its own earlier weeks, at ")
                .rate(signal, "velocity_7d")
                .say(" stars a day. it is tracked and does not surface yet.");
    }
}
