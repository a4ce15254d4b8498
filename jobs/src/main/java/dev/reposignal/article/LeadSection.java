package dev.reposignal.article;

import dev.reposignal.article.Article.Block;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The field that leads the article: how far it moved, beside all others, who carries it, what speaks against it. */
final class LeadSection {
    private LeadSection() {}

    /** The section; empty where no field leads. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        Optional<Trend> lead = Thesis.leadField(inputs);
        if (lead.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("what moved");
        Trend field = lead.get();
        PhraseContext scene = Thesis.night(inputs).with("field", field).with("trend", field);
        List<Part> heading = scribe.sentence().frame("heading-lead", scene).parts();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(figures(field, scene, scribe).parts()));
        within(inputs, field, scene, scribe).ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
        blocks.addAll(CarrierList.blocks(inputs, field, false, scene, scribe));
        Sentence last = scribe.sentence();
        CarrierList.cause(inputs, field, scene, last);
        if (field.growthOr0() > 0) {
            TrendSection.past(field, scene, last.frame("against", scene));
            if (field.isTrend()) {
                TrendSection.call(inputs, field, "call", scene, last);
            }
        }
        blocks.add(new Paragraph(last.parts()));
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence figures(Trend field, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence();
        if (field.growth() != null && field.restGrowth() != null) {
            sentence.frame(beside(field.growth(), field.restGrowth()), scene);
        }
        boolean isUp = field.growthOr0() > 0;
        sentence.frame(field.fallingOwners() > field.risingOwners() ? "field-owners-down" : "field-owners-up", scene);
        Double without = field.growthWithoutLargest();
        if (without == null) {
            return sentence;
        }
        boolean isBroad = Math.signum(without) == Math.signum(field.growthOr0());
        return sentence.frame(isBroad ? isUp ? "field-broad-up" : "field-broad-down" : "field-single", scene);
    }

    private static String beside(double growth, double rest) {
        if (growth < 0) {
            return rest < 0 ? "field-beside-down" : "field-beside-down-up";
        }
        return rest < 0 ? "field-beside-up-down" : "field-beside-up";
    }

    /** The themes in the field that moved it most; else the one that made most of a fall. */
    private static Optional<Sentence> within(
            ArticleInputs inputs, Trend field, PhraseContext scene, ArticleComposer scribe) {
        List<Trend> themes = field.growthOr0() > 0
                ? inputs.aheadOf(field)
                : inputs.within(field).stream().toList();
        return themes.isEmpty()
                ? Optional.empty()
                : Optional.of(scribe.sentence()
                        .frame(field.growthOr0() > 0 ? "within-up" : "within-down", scene.with("themes", themes)));
    }
}
