package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.FeedHealth;
import dev.reposignal.row.Rows.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first paragraphs: what was looked at, what came of it, what to know about the data. */
final class OpeningSection {
    /** A change of all stars that is not worth a number. */
    private static final double EVEN = 0.05;

    private OpeningSection() {}

    static Section written(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("opening");
        PhraseContext night = Thesis.night(inputs);
        List<Trend> told = Thesis.shownTrends(inputs);
        List<Article.Block> blocks = new ArrayList<>();
        Sentence sentence = composer.sentence();
        if (inputs.summary().reposObserved() == 0) {
            sentence.frame("opening-empty", night);
        } else {
            sentence.frame("opening", night);
            inputs.fields().stream()
                    .findFirst()
                    .filter(field -> field.feedGrowth() != null)
                    .ifPresent(field -> sentence.frame(feed(field.feedGrowth()), night.with("trend", field)));
            Optional<Lead> lead = Lead.of(inputs);
            boolean isBeside = !told.isEmpty()
                    && lead.filter(leads -> !told.contains(leads.field())).isPresent();
            if (told.isEmpty()) {
                sentence.frame(none(inputs), night);
            } else if (isBeside) {
                sentence.frame("opening-lead-small", night.with("trend", told.get(0)));
            } else if (told.size() == 1) {
                sentence.frame("opening-one", night.with("trend", told.get(0)));
            } else {
                sentence.frame("opening-several", night.with("trends", told));
            }
        }
        blocks.add(new Paragraph(sentence.parts()));
        Sentence before = LastTime.said(inputs, night, composer);
        if (!before.isEmpty()) {
            blocks.add(new Paragraph(before.parts()));
        }
        FeedHealth health = inputs.health();
        if (health.isPurgeDay() && health.shareNegative() != null) {
            blocks.add(new Paragraph(composer.sentence().frame("purge", night).parts()));
        }
        return new Section(List.of(), blocks);
    }

    /** The slot for a night on which no rise is a trend, beside what leads the article. */
    private static String none(ArticleInputs inputs) {
        Optional<Lead> lead = Lead.of(inputs);
        if (lead.isPresent()) {
            return lead.get().isUp()
                    ? "opening-lead"
                    : lead.get().is(Lead.Kind.HELD) ? "opening-held" : "opening-none-fading";
        }
        return Thesis.leadingFall(inputs).isPresent() ? "opening-none-fading" : "opening-none";
    }

    private static String feed(@Nullable Double growth) {
        double change = growth == null ? 0 : growth;
        return Math.abs(change) < EVEN ? "opening-feed-even" : change > 0 ? "opening-feed-up" : "opening-feed-down";
    }
}
