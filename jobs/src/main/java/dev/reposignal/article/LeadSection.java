package dev.reposignal.article;

import dev.reposignal.article.Article.Block;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The field that leads the article: how far it moved, beside all others, who carries it, what speaks against it; or the large subject
 * that fades, where nothing else is news.
 */
final class LeadSection {
    private LeadSection() {}

    /** The section; empty where neither leads. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer composer) {
        Optional<Trend> lead = Thesis.leadField(inputs).or(() -> Thesis.leadingFall(inputs));
        if (lead.isEmpty()) {
            return Optional.empty();
        }
        composer.enter("what moved");
        Trend field = lead.get();
        PhraseContext context = Thesis.night(inputs).with("field", field).with("trend", field);
        boolean isFall = Thesis.leadField(inputs).isEmpty();
        List<Part> heading = composer.sentence()
                .frame(isFall ? "heading-fading" : "heading-lead", context)
                .parts();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(figures(field, context, composer).parts()));
        Optional.of(field)
                .filter(subject -> !isFall)
                .flatMap(subject -> within(inputs, subject, context, composer))
                .ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
        blocks.addAll(CarrierList.blocks(inputs, field, false, context, composer));
        Sentence last = composer.sentence();
        if (field.growthOr0() > 0) {
            CarrierList.cause(inputs, field, context, last);
        } else {
            last.frame("cause-fall", context);
        }
        if (field.growthOr0() > 0) {
            TrendSection.past(field, context, last.frame("against", context));
            if (field.isTrend()) {
                TrendSection.call(inputs, field, "call", context, last);
            }
        }
        blocks.add(new Paragraph(last.parts()));
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence figures(Trend field, PhraseContext context, ArticleComposer composer) {
        Sentence sentence = composer.sentence();
        if (field.growth() != null && field.restGrowth() != null) {
            sentence.frame(beside(field.growth(), field.restGrowth()), context);
        }
        boolean isUp = field.growthOr0() > 0;
        sentence.frame(field.fallingOwners() > field.risingOwners() ? "field-owners-down" : "field-owners-up", context);
        Double without = field.growthWithoutLargest();
        if (without == null) {
            return sentence;
        }
        boolean isBroad = Math.signum(without) == Math.signum(field.growthOr0());
        return sentence.frame(isBroad ? isUp ? "field-broad-up" : "field-broad-down" : "field-single", context);
    }

    private static String beside(double growth, double rest) {
        if (growth < 0) {
            return rest < 0 ? "field-beside-down" : "field-beside-down-up";
        }
        return rest < 0 ? "field-beside-up-down" : "field-beside-up";
    }

    /** The themes in the field that moved it most; else the one that made most of a fall. */
    private static Optional<Sentence> within(
            ArticleInputs inputs, Trend field, PhraseContext context, ArticleComposer composer) {
        List<Trend> themes = field.growthOr0() > 0
                ? inputs.aheadOf(field)
                : inputs.within(field).stream().toList();
        return themes.isEmpty()
                ? Optional.empty()
                : Optional.of(composer.sentence()
                        .frame(field.growthOr0() > 0 ? "within-up" : "within-down", context.with("themes", themes)));
    }
}
