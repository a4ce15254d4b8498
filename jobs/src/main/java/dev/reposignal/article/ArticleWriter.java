package dev.reposignal.article;

import dev.reposignal.article.Article.Section;
import dev.reposignal.config.Settings;
import dev.reposignal.table.Verdict;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes an article from the rows of a night. */
public final class ArticleWriter {
    private ArticleWriter() {}

    /** The article of a day; the same inputs give the same article. */
    public static Article written(Settings.Site site, ArticleInputs inputs) {
        ArticleComposer scribe = new ArticleComposer(inputs.day(), inputs.history());
        scribe.enter("kicker");
        List<Part> kicker = scribe.sentence()
                .say("Trends ")
                .put(inputs.summary(), "snapshot_date", ValueFormat.DAY)
                .parts();
        List<Part> title = Headline.title(inputs, scribe);
        List<Part> standfirst = Headline.standfirst(inputs, scribe);
        List<Part> warning = warning(inputs, scribe);

        List<Section> sections = new ArrayList<>();
        sections.add(OpeningSection.written(inputs, scribe));
        LedgerSection.written(inputs, scribe).ifPresent(sections::add);
        LeadSection.written(inputs, scribe).ifPresent(sections::add);
        TrendSection.written(inputs, scribe).ifPresent(sections::add);
        LandscapeSection.written(inputs, scribe).ifPresent(sections::add);
        PicksSection.written(inputs, scribe).ifPresent(sections::add);
        PredictionSection.written(inputs, scribe).ifPresent(sections::add);
        Optional<Contradiction> contradiction = Contradiction.of(inputs, scribe);
        contradiction.map(found -> found.section(inputs, scribe)).ifPresent(sections::add);
        sections.add(NextStepsSection.written(inputs, contradiction, scribe));
        sections.add(SmallPrintSection.written(inputs, scribe));
        return new Article(
                inputs.day(),
                kicker,
                title,
                standfirst,
                byline(site),
                inputs.summary().previousDay(),
                warning,
                sections,
                scribe.frames());
    }

    private static String byline(Settings.Site site) {
        String author = site.authorRole().isBlank() ? site.author() : site.author() + " " + site.authorRole();
        return author + " · " + site.title().toUpperCase(Locale.ROOT);
    }

    private static List<Part> warning(ArticleInputs inputs, ArticleComposer scribe) {
        if (Verdict.of(inputs.health().verdict()) != Verdict.HOLD
                || inputs.health().reason() == null) {
            return List.of();
        }
        scribe.enter("warning");
        return scribe.sentence()
                .say("The data of this day did not pass its checks, and this article was published anyway: ")
                .put(inputs.health(), "reason", ValueFormat.STATEMENT)
                .say(".")
                .parts();
    }
}
