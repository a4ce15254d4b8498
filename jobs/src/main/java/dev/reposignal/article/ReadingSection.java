package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.NightSummary;
import dev.reposignal.text.ValueFormat;
import java.util.List;

/** Where the numbers come from. */
final class ReadingSection {
    private ReadingSection() {}

    static Section written(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("how to read this");
        NightSummary summary = inputs.summary();
        Sentence data = scribe.sentence()
                .say("the data is the state of each repo at the start of ")
                .put(summary, "snapshot_date", ValueFormat.DAY)
                .say(" (UTC). every number is a row in a table, and on the web page it tells you which: point at it.")
                .say(" a velocity is stars gained, divided by the days between the counts it compares. a repo")
                .say(" accelerates when it gains more a day this week than over four weeks. the score adds up parts")
                .say(" that are stored beside it; ")
                .put(summary, "repos_scored", ValueFormat.COUNT)
                .say(summary.reposScored() == 1 ? " repo has" : " repos have")
                .say(" one tonight. the board is the tracked set, surfacing is the top of it.");
        return new Section(scribe.sentence().say("how to read this").parts(), List.of(new Paragraph(data.parts())));
    }
}
