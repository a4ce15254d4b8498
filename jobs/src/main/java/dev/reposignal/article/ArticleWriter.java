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
        ArticleComposer composer = new ArticleComposer(inputs.day(), inputs.history());
        composer.enter("kicker");
        List<Part> kicker = composer.sentence()
                .say("Trends ")
                .put(inputs.summary(), "snapshot_date", ValueFormat.DAY)
                .parts();
        List<Part> title = Headline.title(inputs, composer);
        List<Part> standfirst = Headline.standfirst(inputs, composer);
        List<Part> warning = warning(inputs, composer);

        List<Section> sections = new ArrayList<>();
        sections.add(OpeningSection.written(inputs, composer));
        LedgerSection.written(inputs, composer).ifPresent(sections::add);
        LeadSection.written(inputs, composer).ifPresent(sections::add);
        TrendSection.written(inputs, composer).ifPresent(sections::add);
        // A night on which nothing moved is told in few words.
        boolean isQuiet = !Thesis.hasNews(inputs) && inputs.nearest().isPresent();
        if (!isQuiet) {
            LandscapeSection.written(inputs, composer).ifPresent(sections::add);
        }
        PicksSection.written(inputs, composer).ifPresent(sections::add);
        PredictionSection.written(inputs, composer).ifPresent(sections::add);
        Optional<Contradiction> contradiction = isQuiet ? Optional.empty() : Contradiction.of(inputs, composer);
        contradiction.map(found -> found.section(inputs, composer)).ifPresent(sections::add);
        sections.add(NextStepsSection.written(inputs, contradiction, composer));
        sections.add(SmallPrintSection.written(inputs, composer));
        return new Article(
                inputs.day(),
                kicker,
                title,
                standfirst,
                byline(site),
                inputs.summary().previousDay(),
                warning,
                sections,
                composer.frames());
    }

    private static String byline(Settings.Site site) {
        String author = site.authorRole().isBlank() ? site.author() : site.author() + " " + site.authorRole();
        return author + " · " + site.title().toUpperCase(Locale.ROOT);
    }

    private static List<Part> warning(ArticleInputs inputs, ArticleComposer composer) {
        if (Verdict.of(inputs.health().verdict()) != Verdict.HOLD
                || inputs.health().reason() == null) {
            return List.of();
        }
        composer.enter("warning");
        return composer.sentence()
                .say("The data of this day did not pass its checks, and this article was published anyway: ")
                .put(inputs.health(), "reason", ValueFormat.STATEMENT)
                .say(".")
                .parts();
    }
}
