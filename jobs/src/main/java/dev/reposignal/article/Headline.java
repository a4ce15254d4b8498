package dev.reposignal.article;

import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.Trend;
import java.util.List;
import java.util.Optional;

/** Title and standfirst: the thesis of the night in at most three sentences. */
final class Headline {
    private static final double SMALL = 0.01;

    private Headline() {}

    static List<Part> title(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("title");
        PhraseContext night = Thesis.night(inputs);
        List<Trend> told = inputs.toldTrends();
        Optional<Trend> field = Thesis.leadField(inputs);
        Sentence title = composer.sentence();
        if (field.isPresent()) {
            title.frame(
                    field.get().shareChange() > 0 ? "title-share-up" : "title-share-down",
                    night.with("field", field.get()));
        } else if (told.size() > 1) {
            title.frame("title-trends", night.with("trend", told.get(0)).with("second", told.get(1)));
        } else if (!told.isEmpty()) {
            title.frame("title-trend", night.with("trend", told.get(0)));
        } else if (Contradiction.fading(inputs).isPresent()) {
            title.frame("title-fading", night.with("trend", Contradiction.fading(inputs)));
        } else {
            title.frame(
                    "title-none", night.with("field", inputs.fields().stream().findFirst()));
        }
        return (title.isEmpty() ? title.frame("title-empty", night) : title).parts();
    }

    /** The slot for what would prove it wrong: the call in the ledger where there is one, so that one thing decides. */
    private static String wrong(ArticleInputs inputs, Trend field) {
        Optional<Prediction> call = inputs.shareClaim(field);
        if (call.isEmpty()) {
            return "stand-share-wrong";
        }
        if (call.get().madeOn().isBefore(inputs.day())) {
            return "stand-call-running";
        }
        return field.shareChange() > 0 ? "stand-call-up" : "stand-call-down";
    }

    /** Whether it is a small part of everything, which a reader must know before the growth impresses. */
    private static boolean isSmall(Trend trend) {
        return trend.weekShare() != null && trend.weekShare() < SMALL;
    }

    /** What moved, why it matters and to whom, and what would prove it wrong; or that nothing did. */
    static List<Part> standfirst(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("standfirst");
        PhraseContext night = Thesis.night(inputs);
        Optional<Trend> field = Thesis.leadField(inputs);
        if (field.isPresent()) {
            PhraseContext context = night.with("field", field.get());
            boolean isUp = field.get().shareChange() > 0;
            return composer.sentence()
                    .frame("stand-share", context)
                    .frame(isUp ? "stand-share-up" : "stand-share-down", context)
                    .frame(wrong(inputs, field.get()), context.with("prediction", inputs.shareClaim(field.get())))
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
        Optional<Trend> fading = Contradiction.fading(inputs);
        if (fading.isPresent()) {
            PhraseContext context = night.with("trend", fading.get());
            return composer.sentence()
                    .frame("stand-fading", context)
                    .frame("stand-wrong", context)
                    .parts();
        }
        Sentence sentence = composer.sentence().frame("stand-none", night);
        inputs.nearest().ifPresent(trend -> {
            sentence.frame("stand-nearest", night.with("trend", trend));
            trend.shortfall()
                    .ifPresent(
                            shortfall -> sentence.frame(Thesis.reason(trend, shortfall), night.with("trend", trend)));
        });
        if (inputs.pick().isPresent()) {
            sentence.frame("stand-pick", night);
        }
        return sentence.isEmpty() ? sentence.frame("stand-empty", night).parts() : sentence.parts();
    }
}
