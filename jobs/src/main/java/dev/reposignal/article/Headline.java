package dev.reposignal.article;

import dev.reposignal.row.Rows.Trend;
import java.util.List;
import java.util.Optional;

/** Title and standfirst: the thesis of the night in at most three sentences. */
final class Headline {
    private Headline() {}

    static List<Part> title(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("title");
        PhraseContext night = Thesis.night(inputs);
        List<Trend> told = inputs.toldTrends();
        Sentence title = scribe.sentence();
        if (told.size() > 1) {
            title.frame("title-trends", night.with("trend", told.get(0)).with("second", told.get(1)));
        } else if (!told.isEmpty()) {
            title.frame("title-trend", night.with("trend", told.get(0)));
        } else {
            title.frame("title-none", night);
        }
        return (title.isEmpty() ? title.frame("title-empty", night) : title).parts();
    }

    /** What moved, why it matters and to whom, and what would prove it wrong; or that nothing did. */
    static List<Part> standfirst(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("standfirst");
        PhraseContext night = Thesis.night(inputs);
        Optional<Trend> first = inputs.toldTrends().stream().findFirst();
        if (first.isPresent()) {
            PhraseContext scene = night.with("trend", first.get());
            return scribe.sentence()
                    .frame("stand-moved", scene)
                    .frame("stand-matters", scene)
                    .frame("stand-wrong", scene)
                    .parts();
        }
        Sentence sentence = scribe.sentence().frame("stand-none", night);
        inputs.nearest().ifPresent(trend -> sentence.frame("stand-nearest", night.with("trend", trend))
                .frame(Thesis.reason(trend), night.with("trend", trend)));
        if (inputs.pick().isPresent()) {
            sentence.frame("stand-pick", night);
        }
        return sentence.isEmpty() ? sentence.frame("stand-empty", night).parts() : sentence.parts();
    }
}
