package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where all new stars went: the fields and their shares, the languages. */
final class LandscapeSection {
    private static final int ROWS = 6;
    /** A change of a share that is worth a sentence. */
    private static final double SOME_SHARE = 0.005;
    /** From this part of a language's change on, it is one repository's. */
    private static final double MOSTLY_ONE = 0.5;

    private LandscapeSection() {}

    /** The section; empty where no share is known. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer composer) {
        List<Trend> fields = inputs.fields();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        composer.enter("where the stars went");
        PhraseContext night = Thesis.night(inputs);
        Optional<Lead> lead = Lead.of(inputs);
        boolean isLed = lead.isPresent();
        List<Part> heading =
                composer.sentence().frame("heading-landscape", night).parts();
        List<Article.Block> blocks = new ArrayList<>();
        if (!isLed) {
            PhraseContext context = night.with("field", fields.get(0));
            blocks.add(new Paragraph(composer.sentence()
                    .frame("field-share", context)
                    .frame("field-few", context)
                    .parts()));
        }
        blocks.add(table(fields, composer));
        Sentence rest = others(fields, night, composer);
        languages(inputs, lead, night, rest);
        if (!rest.isEmpty()) {
            blocks.add(new Paragraph(rest.parts()));
        }
        return Optional.of(new Section(heading, blocks));
    }

    private static Grid table(List<Trend> fields, ArticleComposer composer) {
        return new Grid(
                "Stars a day this week, the change from the three weeks before, and the share of all new stars.",
                List.of(
                        new Column("field", false),
                        new Column("stars a day", true),
                        new Column("change", true),
                        new Column("share of all", true)),
                fields.stream()
                        .limit(ROWS)
                        .map(field -> List.of(
                                composer.cell(field, "subject_name", ValueFormat.STARTING),
                                composer.cell(field, "week_velocity", ValueFormat.ROUNDED),
                                composer.cell(field, "growth", ValueFormat.SIGNED_PERCENT),
                                composer.cell(field, "week_share", ValueFormat.PERCENT)))
                        .toList());
    }

    /** The field that gained most and the one that lost most, the largest aside. */
    private static Sentence others(List<Trend> fields, PhraseContext night, ArticleComposer composer) {
        Sentence sentence = composer.sentence();
        if (fields.size() > ROWS) {
            sentence.frame("fields-rest", night);
        }
        Comparator<Trend> byChange =
                Comparator.comparingDouble(Trend::shareChange).thenComparing(Trend::subjectKey);
        fields.stream()
                .skip(1)
                .max(byChange)
                .filter(field -> field.shareChange() >= SOME_SHARE)
                .ifPresent(field -> sentence.frame("other-up", night.with("trend", field)));
        fields.stream()
                .skip(1)
                .min(byChange)
                .filter(field -> field.shareChange() <= -SOME_SHARE)
                .ifPresent(field -> sentence.frame("other-down", night.with("trend", field)));
        return sentence;
    }

    /** The language whose share moved most, and whether that is more than one repository. */
    private static void languages(ArticleInputs inputs, Optional<Lead> lead, PhraseContext night, Sentence sentence) {
        inputs.movedLanguage().ifPresent(language -> {
            PhraseContext context = night.with("trend", language);
            sentence.frame(language.shareChange() > 0 ? "language-up" : "language-down", context);
            Double part = language.largestShare();
            Double without = language.growthWithoutLargest();
            if (part == null || part <= 0 || part > 1 || language.growthOr0() * language.shareChange() <= 0) {
                return;
            }
            if (part >= MOSTLY_ONE) {
                boolean isNamed = lead.filter(
                                told -> told.field().largestRepoKey().equals(language.largestRepoKey())
                                        || told.leader()
                                                .filter(leader ->
                                                        leader.repoKey().equals(language.largestRepoKey()))
                                                .isPresent())
                        .isPresent();
                sentence.frame(isNamed ? "language-same" : "language-one", context);
            } else if (without != null && without * language.growthOr0() > 0) {
                sentence.frame("language-broad", context);
            }
        });
    }
}
