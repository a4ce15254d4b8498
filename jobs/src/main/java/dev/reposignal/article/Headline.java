package dev.reposignal.article;

import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.Trend;
import java.util.List;
import java.util.Optional;

/** Title and standfirst: the thesis of the night in at most three sentences. */
final class Headline {
    private static final double SMALL = 0.01;
    /** Shares of a field that are further apart are those of other repositories. */
    private static final double SAME_FIELD = 0.03;

    private Headline() {}

    static List<Part> title(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("title");
        PhraseContext night = Thesis.night(inputs);
        List<Trend> told = inputs.toldTrends();
        Optional<Lead> lead = Lead.of(inputs);
        Sentence title = composer.sentence();
        if (lead.isPresent()) {
            title.frame(
                    switch (lead.get().kind()) {
                        case BROAD_UP -> "title-share-up";
                        case ONE_UP -> hasLargestShare(lead.get().field()) ? "title-one-up" : "title-share-up";
                        case DOWN -> "title-share-down";
                        case HELD -> "title-held";
                    },
                    lead.get().context(night));
        } else if (told.size() > 1) {
            title.frame("title-trends", night.with("trend", told.get(0)).with("second", told.get(1)));
        } else if (!told.isEmpty()) {
            title.frame("title-trend", night.with("trend", told.get(0)));
        } else if (inputs.nearest().isPresent()) {
            title.frame("title-nearest", night.with("trend", inputs.nearest()));
        } else if (Contradiction.fading(inputs).isPresent()) {
            title.frame("title-fading", night.with("trend", Contradiction.fading(inputs)));
        } else {
            title.frame(
                    "title-none", night.with("field", inputs.fields().stream().findFirst()));
        }
        return (title.isEmpty() ? title.frame("title-empty", night) : title).parts();
    }

    private static boolean hasLargestShare(Trend field) {
        return field.largestShare() != null && field.largestShare() > 0 && field.largestShare() <= 1;
    }

    /** The slot for what would prove it wrong: the call in the ledger where there is one, so that one thing decides. */
    private static String wrong(ArticleInputs inputs, Lead lead) {
        Optional<Prediction> call = inputs.shareClaim(lead.field());
        if (call.isEmpty() || !isComparable(inputs, lead.field(), call.get())) {
            return lead.is(Lead.Kind.HELD) ? "stand-held-wrong" : "stand-share-wrong";
        }
        if (call.get().madeOn().isBefore(inputs.day())) {
            return isAhead(lead.field(), call.get()) ? "stand-call-running" : "stand-call-behind";
        }
        return lead.is(Lead.Kind.HELD) ? "stand-call-held" : lead.isUp() ? "stand-call-up" : "stand-call-down";
    }

    /**
     * Whether the share of a claim can be held against tonight's: a claim counts the repositories that the field had when it was made,
     * and where it has gained or lost large ones since, the share of its earlier weeks is another.
     */
    static boolean isComparable(ArticleInputs inputs, Trend field, Prediction call) {
        return call.madeOn().equals(inputs.day())
                || (field.beforeShare() != null
                        && call.requiredValue() != null
                        && Math.abs(field.beforeShare() - call.requiredValue()) <= SAME_FIELD);
    }

    /** Whether a field has the share that a claim asks for. */
    static boolean isAhead(Trend field, Prediction call) {
        return field.weekShare() != null && call.requiredValue() != null && field.weekShare() >= call.requiredValue();
    }

    /** What it means and for whom. */
    private static String meaning(Lead lead) {
        Trend field = lead.field();
        return switch (lead.kind()) {
            case BROAD_UP -> "stand-share-up";
            case ONE_UP ->
                !hasLargestShare(field)
                        ? "stand-share-up"
                        : field.restGrowth() != null && field.restGrowth() < 0 ? "stand-one-up-down" : "stand-one-up";
            case DOWN -> Thesis.isBroad(field) ? "stand-share-down" : "stand-share-down-one";
            case HELD -> "stand-held";
        };
    }

    /** Whether it is a small part of everything, which a reader must know before the growth impresses. */
    private static boolean isSmall(Trend trend) {
        return trend.weekShare() != null && trend.weekShare() < SMALL;
    }

    /** What moved, why it matters and to whom, and what would prove it wrong; or that nothing did. */
    static List<Part> standfirst(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("standfirst");
        PhraseContext night = Thesis.night(inputs);
        Optional<Lead> lead = Lead.of(inputs);
        if (lead.isPresent()) {
            PhraseContext context = lead.get().context(night);
            Sentence sentence = composer.sentence();
            if (!lead.get().is(Lead.Kind.HELD) && !meaning(lead.get()).startsWith("stand-one-up")) {
                sentence.frame("stand-share", context);
            }
            return sentence.frame(meaning(lead.get()), context)
                    .frame(
                            wrong(inputs, lead.get()),
                            context.with(
                                    "prediction", inputs.shareClaim(lead.get().field())))
                    .parts();
        }
        Optional<Trend> first = inputs.toldTrends().stream().findFirst();
        if (first.isPresent()) {
            PhraseContext context = night.with("trend", first.get());
            return composer.sentence()
                    .frame("stand-moved", context)
                    .frame(Thesis.owners(isSmall(first.get()) ? "stand-small" : "stand-matters", first.get()), context)
                    .frame("stand-wrong", context)
                    .parts();
        }
        Optional<Trend> nearest = inputs.nearest();
        if (nearest.isPresent()) {
            PhraseContext context = night.with("trend", nearest.get());
            Sentence sentence = composer.sentence().frame("stand-near", context);
            nearest.get()
                    .shortfall()
                    .ifPresent(shortfall -> sentence.frame(Thesis.whyNot(nearest.get(), shortfall), context));
            return (inputs.pick().isPresent() ? sentence.frame("stand-pick", night) : sentence).parts();
        }
        Optional<Trend> fading = Contradiction.fading(inputs);
        if (fading.isPresent()) {
            PhraseContext context = night.with("trend", fading.get());
            return composer.sentence()
                    .frame("stand-fading", context)
                    .frame("stand-wrong", context)
                    .parts();
        }
        Sentence sentence = composer.sentence().frame("stand-none", night);
        if (inputs.pick().isPresent()) {
            sentence.frame("stand-pick", night);
        }
        return sentence.isEmpty() ? sentence.frame("stand-empty", night).parts() : sentence.parts();
    }
}
