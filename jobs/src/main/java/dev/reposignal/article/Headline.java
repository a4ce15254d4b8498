package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.row.Rows.Insight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Title and standfirst, from the strongest insights. */
final class Headline {
    private static final int CLAUSES = 3;

    private Headline() {}

    static List<Part> title(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("title");
        Optional<InsightStory> lead = InsightStory.strongest(inputs).stream().findFirst();
        Sentence title = scribe.sentence();
        lead.ifPresent(told -> title.frame(told.titleSlot(), told.scene()));
        if (title.isEmpty()) {
            title.frame("title-night", InsightStory.night(inputs));
        }
        return (title.isEmpty() ? title.frame("title-empty", InsightStory.night(inputs)) : title).parts();
    }

    static List<Part> standfirst(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("standfirst");
        // One clause a kind: several of one kind read like a table.
        List<InsightStory> told = InsightStory.strongest(inputs).stream()
                .collect(Collectors.toMap(
                        each -> each.insight().kind(), each -> each, (first, second) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .limit(CLAUSES)
                .toList();
        Sentence sentence = scribe.sentence();
        if (told.isEmpty()) {
            return sentence.frame("standfirst-empty", InsightStory.night(inputs))
                    .parts();
        }
        sentence.list(told, (s, each) -> s.join("clause-" + each.insight().kind(), each.scene()));
        return sentence.say(".")
                .frame("standfirst-close", InsightStory.night(inputs))
                .parts();
    }

    /** The strongest insight as a paragraph of its own; empty where nothing is notable. */
    static Optional<Paragraph> lead(ArticleInputs inputs, ArticleComposer scribe) {
        return InsightStory.strongest(inputs).stream().findFirst().map(told -> {
            Insight insight = told.insight();
            Sentence sentence = scribe.sentence();
            told.tell(sentence, scribe);
            sentence.frame("strongest", told.scene());
            if (insight.articlesRunning() > 0) {
                sentence.frame("again", told.scene());
            }
            told.repository().ifPresent(signal -> sentence.quoteNamed(inputs, signal));
            return new Paragraph(sentence.parts());
        });
    }
}
