package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.LanguageShare;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The split of the tracked repositories by language, and what it means. */
final class LanguageSection {
    private static final String NO_LANGUAGE = "none";
    private static final int LISTED = 4;
    private static final int LEADERS = 3;
    /** Shares this close are called the same. */
    private static final double SAME = 0.03;

    private LanguageSection() {}

    static Section written(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("languages");
        List<Part> heading = scribe.sentence()
                .say("the language breakdown — and what it actually means")
                .parts();
        List<LanguageShare> named = named(inputs);
        List<Article.Block> blocks = new ArrayList<>();
        if (named.isEmpty()) {
            blocks.add(new Paragraph(scribe.sentence()
                    .say("no tracked repo names a language tonight. there is no split to read.")
                    .parts()));
            return new Section(heading, blocks);
        }
        LanguageShare largest = named.get(0);
        blocks.add(new Paragraph(split(inputs, named, scribe).parts()));
        blocks.add(new Paragraph(meaning(inputs, largest, scribe).parts()));
        Optional<LanguageShare> overRepresented = overRepresented(inputs);
        if (overRepresented.isPresent()) {
            blocks.add(new Paragraph(
                    momentum(inputs, overRepresented.get(), scribe).parts()));
        } else if (named.size() > 1) {
            blocks.add(new Paragraph(second(inputs, named.get(1), scribe).parts()));
        }
        if (largest.previousDay() != null) {
            blocks.add(new Paragraph(change(named, scribe).parts()));
        }
        LanguagePicture.drawn(inputs, scribe).ifPresent(blocks::add);
        return new Section(heading, blocks);
    }

    /** The largest language of the tracked. */
    static Optional<LanguageShare> largest(ArticleInputs inputs) {
        return named(inputs).stream().findFirst();
    }

    /** The language, not the largest, whose share of the surfacing most exceeds its share of the tracked. */
    static Optional<LanguageShare> overRepresented(ArticleInputs inputs) {
        return named(inputs).stream()
                .skip(1)
                .filter(share -> share.surfacingRepos() > 1 && lead(share) > SAME)
                .max(Comparator.comparingDouble(LanguageSection::lead)
                        .thenComparing(LanguageShare::position, Comparator.reverseOrder()));
    }

    private static List<LanguageShare> named(ArticleInputs inputs) {
        return inputs.languages().stream()
                .filter(share -> !share.language().equals(NO_LANGUAGE))
                .toList();
    }

    private static double lead(LanguageShare share) {
        Double surfacing = share.surfacingShare();
        return surfacing == null ? 0 : surfacing - share.share();
    }

    private static Sentence split(ArticleInputs inputs, List<LanguageShare> named, Scribe scribe) {
        LanguageShare first = named.get(0);
        List<LanguageShare> listed = named.stream()
                .limit(LISTED)
                .filter(share -> share.repos() > 1 || share.equals(first))
                .toList();
        List<LanguageShare> rest = named.subList(listed.size(), named.size());
        Sentence sentence = scribe.sentence()
                .frame(
                        "split",
                        s -> s.count(first, "scope_repos", "repo", "repos").say(" tracked. here's the raw split: "),
                        s -> s.say("the board holds ")
                                .count(first, "scope_repos", "repo", "repos")
                                .say(". by language: "),
                        s -> s.say("sort ")
                                .count(first, "scope_repos", "tracked repo", "tracked repos")
                                .say(" by language and you get this: "),
                        s -> s.spelled(inputs.summary(), "tracked_languages", "language", "languages")
                                .say(" on a board of ")
                                .count(first, "scope_repos", "repo", "repos")
                                .say(". in order: "))
                .list(listed, (s, share) -> s.name(share, "language")
                        .say(" at ")
                        .count(share, "repos")
                        .say(" (")
                        .percent(share, "share")
                        .say(")"))
                .say(".");
        if (rest.size() == 1 && rest.get(0).repos() == 1) {
            sentence.say(" then a single ").name(rest.get(0), "language").say(" repo.");
        } else if (rest.size() > 1) {
            boolean isOnce = rest.stream().allMatch(share -> share.repos() == 1);
            boolean isSmaller =
                    rest.get(0).repos() < listed.get(listed.size() - 1).repos();
            sentence.say(
                    isOnce
                            ? " every other language shows up once."
                            : isSmaller ? " everything else is smaller." : " no other language has more.");
        }
        inputs.languages().stream()
                .filter(share -> share.language().equals(NO_LANGUAGE))
                .findFirst()
                .ifPresent(none -> sentence.say(" ")
                        .count(none, "repos", "repo names", "repos name")
                        .say(" no language at all."));
        return sentence;
    }

    private static Sentence meaning(ArticleInputs inputs, LanguageShare largest, Scribe scribe) {
        Sentence sentence = scribe.sentence();
        if (largest.surfacingShare() == null || largest.surfacingRepos() == 0) {
            sentence.name(largest, "language")
                    .say(" is the biggest name on the board and does not surface at all. size is not speed.");
        } else {
            sentence.frame(
                    "meaning",
                    s -> s.name(largest, "language")
                            .say(" is in front, but what matters is where. it has ")
                            .percent(largest, "surfacing_share")
                            .say(" of what surfaces."),
                    s -> s.say("look at what surfaces instead of what is there. ")
                            .name(largest, "language")
                            .say(" has ")
                            .percent(largest, "surfacing_share")
                            .say(" of it."),
                    s -> s.name(largest, "language")
                            .say(" leading is not news. the news is how much of it moves: ")
                            .count(largest, "surfacing_repos", "repo surfaces", "repos surface")
                            .say(", which makes ")
                            .percent(largest, "surfacing_share")
                            .say(" of the surfacing set."),
                    s -> s.say("of the ")
                            .name(largest, "language")
                            .say(" repos, ")
                            .count(largest, "surfacing_repos", "surfaces", "surface")
                            .say(". that gives it ")
                            .percent(largest, "surfacing_share")
                            .say(" of the top."));
            double lead = lead(largest);
            if (lead < -SAME) {
                sentence.frame(
                        "meaning-less",
                        s -> s.say(" less than its share of the board. big is not the same as fast."),
                        s -> s.say(" that is under its share. the mass is there, the pace is elsewhere."));
            } else if (lead > SAME) {
                sentence.frame(
                        "meaning-more",
                        s -> s.say(" more than its share of the board. it is not just big, it is moving."),
                        s -> s.say(" that is above its share. this isn't inertia."));
            } else {
                sentence.frame(
                        "meaning-same",
                        s -> s.say(" about its share of the board, no more, no less."),
                        s -> s.say(" that is just about what its size would give it."));
            }
        }
        if (largest.acceleratingRepos() == largest.repos()) {
            sentence.say(" every single ").name(largest, "language").say(" repo on the board is accelerating.");
        } else {
            sentence.say(" ")
                    .count(largest, "accelerating_repos")
                    .say(" of its ")
                    .count(largest, "repos", "repo", "repos")
                    .say(largest.acceleratingRepos() == 1 ? " accelerates." : " accelerate.");
        }
        leaders(sentence, inputs, largest);
        return sentence;
    }

    private static void leaders(Sentence sentence, ArticleInputs inputs, LanguageShare share) {
        List<RepoSignal> leaders =
                inputs.trackedIn(share).stream().limit(LEADERS).toList();
        if (leaders.isEmpty()) {
            return;
        }
        sentence.say(leaders.size() == 1 ? " the one to know: " : " the ones to know: ")
                .list(leaders, Phrases::introduced)
                .say(".");
        if (leaders.size() == 1) {
            Phrases.inItsOwnWords(sentence, inputs, leaders.get(0));
        } else {
            Phrases.firstInItsOwnWords(sentence, inputs, leaders.get(0));
        }
    }

    private static Sentence momentum(ArticleInputs inputs, LanguageShare share, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .frame(
                        "momentum",
                        s -> s.say("then there's ")
                                .name(share, "language")
                                .say(". ")
                                .percent(share, "share")
                                .say(" of the board, ")
                                .percent(share, "surfacing_share")
                                .say(" of what surfaces. that gap is the one i'm watching."),
                        s -> s.name(share, "language")
                                .say(" is the one that punches above its weight: ")
                                .percent(share, "surfacing_share")
                                .say(" of the surfacing set from ")
                                .percent(share, "share")
                                .say(" of the board."),
                        s -> s.say("but here's what i want to talk about: ")
                                .name(share, "language")
                                .say(". it is ")
                                .percent(share, "share")
                                .say(" of what i track and ")
                                .percent(share, "surfacing_share")
                                .say(" of what surfaces."),
                        s -> s.say("keep an eye on ")
                                .name(share, "language")
                                .say(". ")
                                .percent(share, "share")
                                .say(" of the board turns into ")
                                .percent(share, "surfacing_share")
                                .say(" of the top."));
        List<RepoSignal> leaders = inputs.trackedIn(share).stream()
                .filter(RepoSignal::surfaces)
                .limit(LEADERS)
                .toList();
        return leaders.isEmpty()
                ? sentence
                : sentence.say(" names: ").list(leaders, Phrases::introduced).say(".");
    }

    private static Sentence second(ArticleInputs inputs, LanguageShare share, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .name(share, "language")
                .say(" sits second at ")
                .count(share, "repos", "repo", "repos")
                .say(", ")
                .count(share, "surfacing_repos")
                .say(" of them surfacing.");
        leaders(sentence, inputs, share);
        return sentence;
    }

    private static Sentence change(List<LanguageShare> named, Scribe scribe) {
        Comparator<LanguageShare> bySize = Comparator.comparingDouble(share -> Math.abs(moved(share)));
        LanguageShare most = named.stream()
                .max(bySize.thenComparing(LanguageShare::position, Comparator.reverseOrder()))
                .orElseThrow();
        Sentence sentence = scribe.sentence();
        if (moved(most) == 0) {
            return sentence.say("no share has moved since ")
                    .day(most, "previous_day")
                    .say(". not one.");
        }
        sentence.frame(
                "share-change",
                s -> s.say("what changed since ")
                        .day(most, "previous_day")
                        .say(": ")
                        .name(most, "language")
                        .say(" most of all, ")
                        .change(most, "share_change")
                        .say(" to ")
                        .percent(most, "share")
                        .say("."),
                s -> s.say("against ")
                        .day(most, "previous_day")
                        .say(", the share that moved most is ")
                        .name(most, "language")
                        .say(": ")
                        .change(most, "share_change")
                        .say("."));
        named.stream()
                .filter(share -> !share.equals(most) && moved(share) * moved(most) < 0)
                .max(bySize.thenComparing(LanguageShare::position, Comparator.reverseOrder()))
                .ifPresent(other -> sentence.say(" the other way: ")
                        .name(other, "language")
                        .say(", ")
                        .change(other, "share_change")
                        .say("."));
        return sentence;
    }

    private static double moved(LanguageShare share) {
        Double change = share.shareChange();
        // A change that prints as nothing is none.
        return change == null || Math.abs(change) < 0.0005 ? 0 : change;
    }
}
