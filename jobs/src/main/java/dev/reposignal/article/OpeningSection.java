package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.FeedHealth;
import dev.reposignal.row.Rows.Trend;
import java.util.ArrayList;
import java.util.List;

/** The first paragraphs: what was looked at, what came of it, what to know about the data. */
final class OpeningSection {
    private OpeningSection() {}

    static Section written(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("opening");
        PhraseContext night = Thesis.night(inputs);
        List<Trend> told = inputs.toldTrends();
        List<Article.Block> blocks = new ArrayList<>();
        Sentence sentence = scribe.sentence();
        if (inputs.summary().reposObserved() == 0) {
            sentence.frame("opening-empty", night);
        } else {
            sentence.frame("opening", night);
            if (told.isEmpty()) {
                sentence.frame("opening-none", night);
            } else if (told.size() == 1) {
                sentence.frame("opening-one", night.with("trend", told.get(0)));
            } else {
                sentence.frame("opening-several", night.with("trends", told));
            }
        }
        blocks.add(new Paragraph(sentence.parts()));
        FeedHealth health = inputs.health();
        if (health.isPurgeDay() && health.shareNegative() != null) {
            blocks.add(new Paragraph(scribe.sentence().frame("purge", night).parts()));
        }
        return new Section(List.of(), blocks);
    }
}
