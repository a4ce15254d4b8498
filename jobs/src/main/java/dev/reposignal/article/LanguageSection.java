package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.LanguageShare;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.table.InsightKind;
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

    /** The section; empty where nothing is tracked. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        if (inputs.languages().isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("languages");
        PhraseContext night = PhraseContext.of("night", inputs.summary());
        List<Part> heading = scribe.sentence().frame("heading-languages", night).parts();
        List<LanguageShare> named = named(inputs);
        List<Article.Block> blocks = new ArrayList<>();
        if (named.isEmpty()) {
            blocks.add(new Paragraph(
                    scribe.sentence().frame("languages-none", night).parts()));
            return Optional.of(new Section(heading, blocks));
        }
        blocks.add(new Paragraph(split(inputs, named, scribe).parts()));
        blocks.add(new Paragraph(meaning(inputs, named.get(0), scribe).parts()));
        Optional<LanguageShare> overRepresented = overRepresented(inputs);
        if (overRepresented.isPresent()) {
            blocks.add(new Paragraph(
                    momentum(inputs, overRepresented.get(), scribe).parts()));
        } else if (named.size() > 1) {
            blocks.add(new Paragraph(second(inputs, named.get(1), scribe).parts()));
        }
        Sentence rest = change(inputs, named, scribe);
        InsightStory.ofKind(inputs, InsightKind.LANGUAGE_ACCELERATING)
                .findFirst()
                .ifPresent(told -> told.tell(rest, scribe));
        if (!rest.isEmpty()) {
            blocks.add(new Paragraph(rest.parts()));
        }
        LanguagePicture.drawn(inputs, scribe).ifPresent(blocks::add);
        return Optional.of(new Section(heading, blocks));
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

    private static Sentence split(ArticleInputs inputs, List<LanguageShare> named, ArticleComposer scribe) {
        LanguageShare first = named.get(0);
        List<LanguageShare> listed = named.stream()
                .limit(LISTED)
                .filter(share -> share.repos() > 1 || share.equals(first))
                .toList();
        List<LanguageShare> rest = named.subList(listed.size(), named.size());
        PhraseContext scene = PhraseContext.of("night", inputs.summary()).with("share", first);
        Sentence sentence = scribe.sentence().frame("split", scene.with("shares", listed));
        if (rest.size() == 1 && rest.get(0).repos() == 1) {
            sentence.frame("rest-single", scene.with("other", rest.get(0)));
        }
        inputs.languages().stream()
                .filter(share -> share.language().equals(NO_LANGUAGE))
                .findFirst()
                .ifPresent(none -> sentence.frame("no-language", scene.with("other", none)));
        return sentence;
    }

    private static Sentence meaning(ArticleInputs inputs, LanguageShare largest, ArticleComposer scribe) {
        PhraseContext scene = PhraseContext.of("share", largest);
        Sentence sentence = scribe.sentence();
        if (largest.surfacingShare() == null || largest.surfacingRepos() == 0) {
            sentence.frame("meaning-none", scene);
        } else {
            double lead = lead(largest);
            sentence.frame(lead < -SAME ? "meaning-less" : lead > SAME ? "meaning-more" : "meaning-same", scene);
        }
        if (largest.acceleratingRepos() == largest.repos()) {
            sentence.frame("accelerating-all", scene);
        } else if (largest.acceleratingRepos() > 0) {
            sentence.frame("accelerating", scene);
        }
        return leaders(sentence, inputs, inputs.trackedIn(largest));
    }

    private static Sentence momentum(ArticleInputs inputs, LanguageShare share, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence();
        Optional<InsightStory> told = InsightStory.ofKind(inputs, InsightKind.LANGUAGE_SURFACING)
                .filter(each -> each.insight().subjectKey().equals(share.language()))
                .findFirst();
        if (told.isPresent()) {
            told.get().tell(sentence, scribe);
        } else {
            sentence.frame("language_surfacing", PhraseContext.of("share", share));
        }
        return leaders(
                sentence,
                inputs,
                inputs.trackedIn(share).stream().filter(RepoSignal::surfaces).toList());
    }

    private static Sentence second(ArticleInputs inputs, LanguageShare share, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence().frame("second", PhraseContext.of("share", share));
        return leaders(sentence, inputs, inputs.trackedIn(share));
    }

    private static Sentence leaders(Sentence sentence, ArticleInputs inputs, List<RepoSignal> signals) {
        List<RepoSignal> leaders = signals.stream().limit(LEADERS).toList();
        if (!leaders.isEmpty()) {
            sentence.frame("leaders", PhraseContext.of("repo", leaders.get(0)).with("leaders", leaders));
            if (leaders.size() == 1) {
                sentence.quote(inputs, leaders.get(0));
            } else {
                sentence.quoteNamed(inputs, leaders.get(0));
            }
        }
        return sentence;
    }

    /** What moved since the last article; nothing without one. */
    private static Sentence change(ArticleInputs inputs, List<LanguageShare> named, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence();
        if (named.get(0).previousDay() == null) {
            return sentence;
        }
        Comparator<LanguageShare> bySize = Comparator.comparingDouble(share -> Math.abs(moved(share)));
        LanguageShare most = named.stream()
                .max(bySize.thenComparing(LanguageShare::position, Comparator.reverseOrder()))
                .orElseThrow();
        PhraseContext scene = PhraseContext.of("share", most).with("night", inputs.summary());
        if (moved(most) == 0) {
            return sentence.frame("language_still", scene);
        }
        Optional<InsightStory> told =
                InsightStory.ofKind(inputs, InsightKind.LANGUAGE_MOVE).findFirst();
        if (told.isPresent()) {
            told.get().tell(sentence, scribe);
        } else {
            sentence.frame("language_move", scene);
        }
        named.stream()
                .filter(share -> !share.equals(most) && moved(share) * moved(most) < 0)
                .max(bySize.thenComparing(LanguageShare::position, Comparator.reverseOrder()))
                .filter(share -> !sentence.isEmpty())
                .ifPresent(other -> sentence.frame("other-way", scene.with("other", other)));
        return sentence;
    }

    private static double moved(LanguageShare share) {
        Double change = share.shareChange();
        // A change that prints as nothing is none.
        return change == null || Math.abs(change) < 0.0005 ? 0 : change;
    }
}
