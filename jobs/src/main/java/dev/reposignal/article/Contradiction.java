package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Highlight;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.row.TableRow;
import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.HighlightRule;
import dev.reposignal.table.Shortfall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A belief that people hold, and what contradicts it.
 *
 * @param belief which belief
 * @param subject the trend or the repository it is about
 */
record Contradiction(Belief belief, TableRow subject) {
    /** The beliefs, the most useful to a reader first; {@link #slot} begins the slots of their words. */
    enum Belief {
        /** A boom lifts everyone in it. */
        EVERYONE,
        /** A language takes over. */
        LANGUAGE,
        /** The energy is in a large subject. */
        SUBJECT,
        /** A subject booms. */
        SINGLE,
        /** The loudest repository is taking off. */
        REPOSITORY;

        String slot(String part) {
            return part + "-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Growth at or below which a subject or a repository shrinks clearly. */
    private static final double SHRINKS = -0.15;
    /** Growth that is printed as none. */
    static final double NOTHING = 0.005;
    /** Growth that is as good as none. */
    private static final double LITTLE = 0.1;
    /** From this part of a language's stars on, they are one repository's. */
    private static final double ONE_NAME = 0.25;
    /** Among so many of the largest subjects a fading one is one that people look at. */
    private static final int LARGEST = 15;
    /** Fewer owners make no crowd. */
    private static final int CROWD = 50;

    /** The belief of those that the data contradict which was contradicted the longest time ago; empty where there is none. */
    static Optional<Contradiction> of(ArticleInputs inputs, ArticleComposer composer) {
        List<Contradiction> found = new ArrayList<>();
        everyone(inputs)
                // Without a name it is a phrase.
                .filter(trend -> !inputs.behindIn(trend).isEmpty()
                        || inputs.slowedIn(trend).isPresent())
                .ifPresent(trend -> found.add(new Contradiction(Belief.EVERYONE, trend)));
        borrowed(inputs).ifPresent(trend -> found.add(new Contradiction(Belief.LANGUAGE, trend)));
        fading(inputs)
                // It leads the article then.
                .filter(trend -> Thesis.hasNews(inputs))
                .ifPresent(trend -> found.add(new Contradiction(Belief.SUBJECT, trend)));
        single(inputs).ifPresent(trend -> found.add(new Contradiction(Belief.SINGLE, trend)));
        loudest(inputs).ifPresent(repo -> found.add(new Contradiction(Belief.REPOSITORY, repo)));
        return composer.leastRecent(
                        found.stream().map(each -> each.belief().slot("belief")).toList())
                .flatMap(slot -> found.stream()
                        .filter(each -> each.belief().slot("belief").equals(slot))
                        .findFirst());
    }

    /** The rows a sentence about it may speak of. */
    PhraseContext context(ArticleInputs inputs) {
        PhraseContext night = Thesis.night(inputs);
        return night.with(subject instanceof Movement ? "repo" : "trend", subject);
    }

    Section section(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("contrarian");
        PhraseContext context = context(inputs);
        List<Part> heading =
                composer.sentence().frame("heading-contrarian", context).parts();
        Sentence sentence = composer.sentence().frame(belief.slot("belief"), context);
        if (belief == Belief.SINGLE && without() < NOTHING) {
            sentence.frame(without() <= -NOTHING ? "fact-single-down" : "fact-single-none", context);
        } else {
            sentence.frame(belief.slot("fact"), context);
        }
        if (belief == Belief.EVERYONE) {
            // Fits where there are any.
            sentence.frame("fact-everyone-themes", context.with("themes", inputs.behindIn((Trend) subject)));
            inputs.slowedIn((Trend) subject)
                    .ifPresent(repo -> sentence.frame("named-everyone", context.with("repo", repo)));
        }
        if (belief == Belief.SUBJECT) {
            Double rest = ((Trend) subject).restGrowth();
            if (rest != null) {
                sentence.frame(rest < 0 ? "beside-down" : "beside-up", context);
            }
            if (without() < 0) {
                sentence.frame("fact-subject-broad", context);
            }
        }
        sentence.frame(belief.slot("so"), context);
        return new Section(heading, List.of(new Paragraph(sentence.parts())));
    }

    private double without() {
        return Objects.requireNonNullElse(((Trend) subject).growthWithoutLargest(), 0.0);
    }

    /** The field that leads by growth, else the first trend, where most of many owners do not speed up. */
    private static Optional<Trend> everyone(ArticleInputs inputs) {
        return Stream.concat(
                        Lead.of(inputs).filter(lead -> lead.is(Lead.Kind.BROAD_UP)).map(Lead::field).stream(),
                        inputs.toldTrends().stream())
                .filter(trend -> trend.growthOr0() > 0)
                .findFirst()
                .filter(trend -> trend.owners() >= CROWD && 2 * trend.risingOwners() < trend.owners());
    }

    /** The largest language that grows clearly and owes most of that to one repository. */
    private static Optional<Trend> borrowed(ArticleInputs inputs) {
        return inputs.languages().stream()
                .filter(trend -> trend.growthOr0() >= inputs.rules().minimumGrowth())
                .filter(trend -> trend.largestRepoKey().equals(trend.leaderRepoKey()))
                .filter(trend -> trend.leaderShare() != null && trend.leaderShare() >= ONE_NAME)
                .filter(trend -> trend.restGrowth() != null
                        && trend.growthWithoutLargest() != null
                        && trend.growthWithoutLargest() > 0
                        && trend.growthWithoutLargest() <= trend.restGrowth())
                .findFirst();
    }

    /** The largest cluster or field that shrinks, with more owners slowing down than speeding up. */
    static Optional<Trend> fading(ArticleInputs inputs) {
        Optional<Trend> lead = Thesis.leadField(inputs);
        return inputs.trends().stream()
                .filter(trend -> !trend.subjectType().equals("language"))
                .sorted(Comparator.comparing(Trend::beforeVelocity).reversed())
                .limit(LARGEST)
                .filter(trend -> inputs.isRelevant(trend.relevance()))
                // What the article leads with is no contradiction of it.
                .filter(trend -> lead.stream()
                        .noneMatch(field ->
                                field.equals(trend) || field.subjectKey().equals(trend.field())))
                .filter(trend -> trend.growthOr0() <= SHRINKS && trend.fallingOwners() > trend.risingOwners())
                .filter(trend -> trend.growthOverRest() != null && trend.growthOverRest() <= SHRINKS)
                .filter(trend -> trend.growthWithoutLargest() != null && trend.growthWithoutLargest() <= SHRINKS)
                .filter(trend -> !trend.fallsShortBy(Shortfall.LABEL))
                .findFirst();
    }

    /** The largest cluster that grows as a trend would and does so by one repository alone. */
    static Optional<Trend> single(ArticleInputs inputs) {
        return inputs.trends().stream()
                .filter(trend -> trend.subjectType().equals("cluster") && inputs.isRelevant(trend.relevance()))
                .filter(trend -> trend.fallsShortBy(Shortfall.LARGEST))
                .filter(trend ->
                        trend.growthWithoutLargest() != null && Math.abs(trend.growthWithoutLargest()) <= LITTLE)
                .filter(trend -> !inputs.nearest().equals(Optional.of(trend)))
                // A repository that its own words do not count to the subject says nothing about it.
                .filter(trend -> inputs.confirms(trend, trend.largestRepoKey()))
                // The article has said it of that repository.
                .filter(trend -> Lead.of(inputs).stream()
                        .noneMatch(lead -> lead.field().largestRepoKey().equals(trend.largestRepoKey())))
                .max(Comparator.comparingDouble(Trend::weekVelocity).thenComparing(Trend::subjectKey));
    }

    /** The repository that gained most in four weeks, where its week is clearly slower than the weeks before. */
    private static Optional<Movement> loudest(ArticleInputs inputs) {
        return inputs.highlights(HighlightKind.CONTRARIAN).stream()
                .filter(highlight -> highlight.ruleOf() == HighlightRule.LOUDEST_REPOSITORY_SLOWS)
                .map(Highlight::subjectKey)
                .findFirst()
                .flatMap(inputs::movement)
                .filter(repo -> repo.growth() != null && repo.growth() <= SHRINKS);
    }
}
