package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.row.Rows.TrendMember;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where all new stars went: the fields and their shares, what is behind the largest, the languages. */
final class LandscapeSection {
    private static final int ROWS = 6;
    private static final int CARRIERS = 3;
    /** From this part of a subject's stars on, its largest repository is said by name. */
    private static final double ONE_NAME = 0.2;
    /** A change of a share that is worth a sentence. */
    private static final double SOME_SHARE = 0.005;

    private LandscapeSection() {}

    /** The section; empty where no share is known. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        List<Trend> fields = inputs.fields();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("where the stars went");
        PhraseContext night = Thesis.night(inputs);
        List<Part> heading = scribe.sentence().frame("heading-landscape", night).parts();
        List<Article.Block> blocks = new ArrayList<>();
        Trend first = fields.get(0);
        blocks.add(new Paragraph(largest(inputs, first, night, scribe).parts()));
        if (Thesis.leadField(inputs).isPresent() && !inputs.toldTrends().contains(first)) {
            List<TrendMember> carriers =
                    inputs.carriers(first).stream().limit(CARRIERS).toList();
            if (!carriers.isEmpty()) {
                blocks.add(new Paragraph(scribe.sentence()
                        .frame(
                                first.shareChange() > 0 ? "field-who-up" : "field-who-down",
                                night.with("field", first).with("carriers", carriers))
                        .parts()));
            }
        }
        within(inputs, first, night, scribe).ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
        blocks.add(table(fields, scribe));
        Sentence rest = others(fields, night, scribe);
        languages(inputs, night, rest);
        if (!rest.isEmpty()) {
            blocks.add(new Paragraph(rest.parts()));
        }
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence largest(ArticleInputs inputs, Trend field, PhraseContext night, ArticleComposer scribe) {
        PhraseContext scene = night.with("field", field).with("trend", field);
        Sentence sentence = scribe.sentence().frame("field-share", scene);
        if (inputs.toldTrends().contains(field)) {
            sentence.frame("field-told", scene);
        } else {
            sentence.frame(
                    field.fallingOwners() > field.risingOwners() ? "field-owners-down" : "field-owners-up", scene);
        }
        if (field.growth() != null && field.restGrowth() != null) {
            sentence.frame(beside(field.growth(), field.restGrowth()), scene);
        }
        sentence.frame("field-few", scene);
        if (field.leaderShare() != null && field.leaderShare() >= ONE_NAME / 2) {
            sentence.frame("field-leader", scene);
        }
        return sentence.frame("field-so", scene);
    }

    private static String beside(double growth, double rest) {
        if (growth < 0) {
            return rest < 0 ? "field-beside-down" : "field-beside-down-up";
        }
        return rest < 0 ? "field-beside-up-down" : "field-beside-up";
    }

    private static Optional<Sentence> within(
            ArticleInputs inputs, Trend field, PhraseContext night, ArticleComposer scribe) {
        return inputs.within(field)
                .filter(cluster -> Math.abs(cluster.shareChange()) >= SOME_SHARE && cluster.growth() != null)
                .filter(cluster -> Math.signum(cluster.growthOr0()) == Math.signum(cluster.shareChange()))
                .map(cluster -> {
                    PhraseContext scene = night.with("trend", cluster).with("field", field);
                    boolean isUp = cluster.growthOr0() > 0;
                    Sentence sentence = scribe.sentence().frame(isUp ? "within-up" : "within-down", scene);
                    Double without = cluster.growthWithoutLargest();
                    if (without != null && Math.signum(without) == Math.signum(cluster.growthOr0())) {
                        sentence.frame(isUp ? "within-broad-up" : "within-broad-down", scene);
                    } else if (without != null) {
                        sentence.frame("within-single", scene);
                    }
                    return sentence;
                });
    }

    private static Grid table(List<Trend> fields, ArticleComposer scribe) {
        return new Grid(
                "Shares of all new stars of the repositories i follow: this week, and in the three weeks before it.",
                List.of(
                        new Column("field", false),
                        new Column("share of new stars", true),
                        new Column("weeks before", true),
                        new Column("stars a day", true),
                        new Column("owners speeding up", true),
                        new Column("slowing down", true),
                        new Column("got most", false)),
                fields.stream()
                        .limit(ROWS)
                        .map(field -> List.of(
                                scribe.cell(field, "subject_name", ValueFormat.NAME),
                                scribe.cell(field, "week_share", ValueFormat.PERCENT),
                                scribe.cell(field, "before_share", ValueFormat.PERCENT),
                                scribe.cell(field, "week_velocity", ValueFormat.ROUNDED),
                                scribe.cell(field, "rising_owners", ValueFormat.COUNT),
                                scribe.cell(field, "falling_owners", ValueFormat.COUNT),
                                scribe.cell(field, "leader_name", ValueFormat.SHORT)))
                        .toList());
    }

    /** The field that gained most and the one that lost most, the largest aside. */
    private static Sentence others(List<Trend> fields, PhraseContext night, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence();
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

    private static void languages(ArticleInputs inputs, PhraseContext night, Sentence sentence) {
        List<Trend> languages = inputs.languages();
        if (languages.size() > 1) {
            sentence.frame("languages", night.with("first", languages.get(0)).with("second", languages.get(1)));
            languages.stream()
                    .filter(language -> language.leaderShare() != null && language.leaderShare() >= ONE_NAME)
                    .findFirst()
                    .ifPresent(language -> sentence.frame("language-single", night.with("trend", language)));
        }
    }
}
