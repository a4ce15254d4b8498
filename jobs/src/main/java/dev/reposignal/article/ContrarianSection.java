package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.Cluster;
import dev.reposignal.article.Rows.Highlight;
import dev.reposignal.article.Rows.LanguageShare;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.List;
import java.util.Optional;

/** A consensus that the data contradict, or the admission that they do not. */
final class ContrarianSection {
    private ContrarianSection() {}

    static Section written(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("contrarian");
        List<Part> heading = scribe.sentence().say("the contrarian take").parts();
        Sentence sentence = inputs.highlights("contrarian").stream()
                .flatMap(highlight -> take(inputs, highlight, scribe).stream())
                .findFirst()
                .orElseGet(() -> none(inputs, scribe));
        return new Section(heading, List.of(new Paragraph(sentence.parts())));
    }

    private static Sentence none(ArticleInputs inputs, Scribe scribe) {
        boolean isChecked = LanguageSection.largest(inputs).isPresent()
                && inputs.summary().clusters() > 0
                && inputs.summary().reposScored() > 0;
        return isChecked
                ? scribe.sentence()
                        .say("tonight i have none. i checked the biggest language, the loudest repo and the loudest")
                        .say(" cluster, and none of them falls clearly short of its reputation. being contrarian")
                        .say(" anyway would just be noise.")
                : scribe.sentence().say("tonight i have none. there is too little here to quarrel with.");
    }

    private static Optional<Sentence> take(ArticleInputs inputs, Highlight highlight, Scribe scribe) {
        return switch (highlight.rule()) {
            case "largest_language_lags" ->
                inputs.languages().stream()
                        .filter(share -> share.language().equals(highlight.subjectKey()))
                        .filter(share -> share.surfacingShare() != null)
                        .findFirst()
                        .map(share -> language(inputs, share, highlight, scribe));
            case "loudest_repository_slows" ->
                inputs.repository(highlight.subjectKey())
                        .filter(signal -> signal.starsGained28d() != null
                                && signal.daysElapsed28d() != null
                                && signal.velocity7d() != null
                                && signal.velocity28d() != null)
                        .map(signal -> repository(signal, highlight, scribe));
            case "loudest_cluster_slows" ->
                inputs.cluster(highlight.subjectKey()).map(cluster -> cluster(cluster, highlight, scribe));
            default -> throw new IllegalArgumentException("No words for the rule " + highlight.rule());
        };
    }

    private static Sentence language(ArticleInputs inputs, LanguageShare share, Highlight highlight, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .frame(
                        "contrarian-language",
                        s -> s.say("everyone believes ")
                                .name(share, "language")
                                .say(" is where it happens. the data says it's where the mass is. it holds ")
                                .percent(share, "share")
                                .say(" of the board and ")
                                .percent(share, "surfacing_share")
                                .say(" of what surfaces."),
                        s -> s.say("the comfortable story is that ")
                                .name(share, "language")
                                .say(" wins because it leads. leading is the past tense of winning. from ")
                                .percent(share, "share")
                                .say(" of the board it gets ")
                                .percent(share, "surfacing_share")
                                .say(" of the top."));
        sentence.say(" that is ").percent(highlight, "measure").say(" less than its size would give it.");
        LanguageSection.overRepresented(inputs).ifPresent(other -> sentence.say(" the difference goes elsewhere, to ")
                .name(other, "language")
                .say(" for a start: ")
                .percent(other, "share")
                .say(" of the board, ")
                .percent(other, "surfacing_share")
                .say(" of what surfaces."));
        return sentence;
    }

    private static Sentence repository(RepoSignal signal, Highlight highlight, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .frame(
                        "contrarian-repository",
                        s -> s.say("everyone is looking at ").repository(signal).say(". fair enough: "),
                        s -> s.say("you have heard of ").repository(signal).say(". so has everybody: "))
                .count(signal, "stars_gained_28d", "star", "stars")
                .say(" in ")
                .count(signal, "days_elapsed_28d", "day", "days")
                .say(", and nothing i measure gained more. but look at the line instead of the pile. ");
        Phrases.weekAgainstMonth(sentence, signal);
        return sentence.say(". that is ")
                .percent(highlight, "measure")
                .say(" off its own pace. the loudest repo of the month is past the loudest part of it.");
    }

    private static Sentence cluster(Cluster cluster, Highlight highlight, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .frame(
                        "contrarian-cluster",
                        s -> s.say("everyone believes the action is in ")
                                .name(cluster, "label")
                                .say(". "),
                        s -> s.say("the crowd is in ").name(cluster, "label").say(". "))
                .count(cluster, "repos", "repo", "repos")
                .say(" from ")
                .count(cluster, "owners", "owner", "owners")
                .say(", and over four weeks no cluster took more stars. the week tells another story: ");
        Phrases.weekAgainstMonth(sentence, cluster);
        return sentence.say(". ")
                .percent(highlight, "measure")
                .say(" slower. the crowd is still there. the pace isn't.");
    }
}
