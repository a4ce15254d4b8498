package dev.reposignal.article;

import dev.reposignal.article.Article.Block;
import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.table.Shortfall;
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
        PhraseContext night = Thesis.night(inputs);
        composer.enter("what moved");
        Optional<Lead> lead = Lead.of(inputs);
        if (lead.isPresent()) {
            return Optional.of(
                    lead.get().is(Lead.Kind.HELD)
                            ? held(inputs, lead.get(), lead.get().context(night), composer)
                            : moved(inputs, lead.get(), lead.get().context(night), composer));
        }
        return Thesis.leadingFall(inputs)
                .map(trend -> fell(inputs, trend, night.with("field", trend).with("trend", trend), composer));
    }

    private static Section moved(ArticleInputs inputs, Lead lead, PhraseContext context, ArticleComposer composer) {
        Trend field = lead.field();
        List<Part> heading = composer.sentence().frame("heading-lead", context).parts();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(figures(field, context, composer).parts()));
        blocks.addAll(within(inputs, field, context, composer));
        blocks.addAll(CarrierList.blocks(inputs, field, false, context, composer));
        Sentence last = composer.sentence();
        CarrierList.cause(inputs, field, context, last);
        String view =
                switch (lead.kind()) {
                    case BROAD_UP -> 2 * field.risingOwners() < field.owners() ? "view-broad" : "";
                    case ONE_UP -> "view-one";
                    case DOWN -> "view-down";
                    case HELD -> "held-view";
                };
        if (field.growthOr0() > 0) {
            field.shortfall()
                    // That one repository made it was said.
                    .filter(shortfall -> shortfall != Shortfall.LARGEST && Thesis.isBroad(field))
                    .ifPresent(shortfall ->
                            last.frame("no-trend", context).frame(Thesis.whyNot(field, shortfall), context));
            TrendSection.past(field, context, last);
        }
        if (field.isTrend()) {
            TrendSection.claimed(inputs, field, context, last);
        }
        blocks.add(new Paragraph(last.parts()));
        if (!view.isEmpty()) {
            blocks.add(new Paragraph(composer.sentence().frame(view, context).parts()));
        }
        return new Section(heading, blocks);
    }

    /** The field that kept its share while its largest repository slowed down. */
    private static Section held(ArticleInputs inputs, Lead lead, PhraseContext context, ArticleComposer composer) {
        List<Part> heading = composer.sentence().frame("heading-lead", context).parts();
        boolean isDescribed = lead.leader().filter(row -> row.summary() != null).isPresent();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(composer.sentence()
                .frame(isDescribed ? "field-held" : "field-held-bare", context)
                .frame("field-owners-up", context)
                .parts()));
        blocks.addAll(CarrierList.blocks(inputs, lead.field(), "held-carriers", context, composer));
        Sentence last = composer.sentence();
        CarrierList.cause(inputs, lead.field(), context, last);
        blocks.add(new Paragraph(last.frame("held-view", context).parts()));
        return new Section(heading, blocks);
    }

    private static Section fell(ArticleInputs inputs, Trend trend, PhraseContext context, ArticleComposer composer) {
        List<Part> heading =
                composer.sentence().frame("heading-fading", context).parts();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(figures(trend, context, composer).parts()));
        blocks.addAll(CarrierList.blocks(inputs, trend, false, context, composer));
        blocks.add(
                new Paragraph(composer.sentence().frame("cause-fall", context).parts()));
        return new Section(heading, blocks);
    }

    private static Sentence figures(Trend field, PhraseContext context, ArticleComposer composer) {
        Sentence sentence = composer.sentence();
        if (field.growth() != null && field.restGrowth() != null) {
            sentence.frame(beside(field.growth(), field.restGrowth()), context);
        }
        sentence.frame(breadth(field), context);
        return sentence.frame(
                field.fallingOwners() > field.risingOwners() ? "field-owners-down" : "field-owners-up", context);
    }

    private static String beside(double growth, double rest) {
        if (growth < 0) {
            return rest < 0 ? "field-beside-down" : "field-beside-down-up";
        }
        return rest < 0 ? "field-beside-up-down" : "field-beside-up";
    }

    /** What is left of a change without the repository that made most of it: enough to outgrow all others, or not. */
    private static String breadth(Trend field) {
        Double without = field.growthWithoutLargest();
        boolean isUp = field.growthOr0() > 0;
        if (Thesis.isBroad(field) && without != null && without * field.growthOr0() > 0) {
            return isUp ? "field-broad-up" : "field-broad-down";
        }
        if (without == null || without * field.growthOr0() <= 0) {
            return "field-single";
        }
        if (!isUp) {
            return "field-one-down";
        }
        return field.restGrowth() != null && without <= field.restGrowth() ? "field-one-less" : "field-one-up";
    }

    /** The themes in the field that moved it most; else the one that made most of a fall. */
    private static List<Block> within(
            ArticleInputs inputs, Trend field, PhraseContext context, ArticleComposer composer) {
        if (field.growthOr0() <= 0) {
            return inputs.within(field).stream()
                    .<Block>map(theme -> new Paragraph(composer.sentence()
                            .frame("within-down", context.with("themes", List.of(theme)))
                            .parts()))
                    .toList();
        }
        List<Trend> themes = inputs.aheadOf(field);
        return themes.isEmpty()
                ? List.of()
                : List.of(
                        new Paragraph(composer.sentence()
                                .frame("within-up", context.with("themes", themes))
                                .parts()),
                        new Items(themes.stream()
                                .map(theme -> composer.sentence()
                                        .frame(
                                                Uses.of(theme.subjectName()).isPresent() ? "theme-use" : "theme",
                                                context.with("trend", theme))
                                        .parts())
                                .toList()));
    }
}
