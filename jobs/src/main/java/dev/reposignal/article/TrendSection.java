package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Article.Subheading;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.table.ClaimKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The trends of the night: claim, figures, who is behind it, what speaks against it, the call; or the nearest candidate. */
final class TrendSection {
    private static final int CANDIDATES = 3;
    /** A single repository with a larger part of the growth is said first among what speaks against it. */
    private static final double LARGE_PART = 0.2;
    /** A subject with a smaller part of all new stars is small. */
    private static final double SMALL = 0.01;
    /** A week like it is no rare one if so many of the past were as strong: about one a month. */
    private static final double OFTEN = 0.2;

    private TrendSection() {}

    /** The section; empty where nothing was looked at. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer composer) {
        if (inputs.trends().isEmpty()) {
            return Optional.empty();
        }
        composer.enter("trends");
        PhraseContext night = Thesis.night(inputs);
        List<Trend> told = inputs.toldTrends();
        List<Article.Block> blocks = new ArrayList<>();
        Optional<Trend> lead = Thesis.leadField(inputs);
        if (told.isEmpty()) {
            return lead.isPresent() ? Optional.empty() : nearest(inputs, night, composer);
        }
        List<Trend> others = Thesis.shownTrends(inputs).stream()
                .filter(trend -> !lead.equals(Optional.of(trend)))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String slot = lead.isPresent() ? "heading-more" : told.size() == 1 ? "heading-trend" : "heading-trends";
        List<Part> heading = composer.sentence().frame(slot, night).parts();
        for (Trend trend : others) {
            PhraseContext context = night.with("trend", trend);
            if (others.size() > 1) {
                blocks.add(new Subheading(
                        composer.sentence().frame("heading-subject", context).parts()));
            }
            // The standfirst tells the first of them, with what would prove it wrong.
            boolean isThesis = lead.isEmpty() && trend.equals(told.get(0));
            blocks.add(new Paragraph(claim(trend, isThesis, context, composer).parts()));
            Sentence last = composer.sentence();
            if (lead.isPresent() && isSmall(trend)) {
                first(inputs, trend, context, last);
            } else {
                blocks.addAll(CarrierList.blocks(inputs, trend, others.size() > 1, context, composer));
            }
            Double part = trend.largestShare();
            if (part != null
                    && Thesis.isBroad(trend)
                    && part >= LARGE_PART
                    && trend.growthOr0() > 0
                    && trend.growthWithoutLargest() != null
                    && trend.growthWithoutLargest() > 0) {
                last.frame("against-broad", context);
            }
            if (isThesis) {
                // One night has one answer to this.
                CarrierList.cause(inputs, trend, context, last);
            }
            past(trend, context, last);
            if (!isThesis) {
                last.frame("call-wrong", context);
            }
            blocks.add(new Paragraph(claimed(inputs, trend, context, last).parts()));
        }
        return Optional.of(new Section(heading, blocks));
    }

    private static Optional<Section> nearest(ArticleInputs inputs, PhraseContext night, ArticleComposer composer) {
        Optional<Trend> nearest = inputs.nearest();
        if (nearest.isEmpty()) {
            return Optional.empty();
        }
        Trend trend = nearest.get();
        PhraseContext context = night.with("trend", trend);
        List<Part> heading =
                composer.sentence().frame("heading-no-trend", night).parts();
        List<Article.Block> blocks = new ArrayList<>();
        Sentence sentence = composer.sentence().frame("nearest", context);
        if (trend.restGrowth() != null) {
            sentence.frame(trend.restGrowth() < 0 ? "rest-down" : "rest-up", context);
        }
        blocks.add(new Paragraph(sentence.parts()));
        Sentence others = composer.sentence();
        Contradiction.single(inputs).ifPresent(single -> alone(single, night.with("trend", single), others));
        Contradiction.fading(inputs).ifPresent(fell -> others.frame("also-fell", night.with("trend", fell)));
        if (others.isEmpty()) {
            List<Trend> more =
                    inputs.candidates().stream().skip(1).limit(CANDIDATES - 1L).toList();
            if (!more.isEmpty()) {
                others.frame("candidates", night.with("others", more));
            }
        }
        if (!others.isEmpty()) {
            blocks.add(new Paragraph(others.parts()));
        }
        blocks.add(
                new Paragraph(composer.sentence().frame("nearest-view", context).parts()));
        return Optional.of(new Section(heading, blocks));
    }

    private static boolean isSmall(Trend trend) {
        return trend.weekShare() != null && trend.weekShare() < SMALL;
    }

    /** The repository that gained most, where a small subject beside the lead gets no list. */
    private static void first(ArticleInputs inputs, Trend trend, PhraseContext context, Sentence sentence) {
        CarrierList.of(inputs, trend).stream().findFirst().ifPresent(carrier -> {
            Optional<Movement> repo = inputs.movement(carrier.repoKey()).filter(row -> row.summary() != null);
            sentence.frame(
                    repo.isPresent() ? "trend-first" : "trend-first-bare",
                    context.with("carrier", carrier).with("repo", repo));
        });
    }

    /** A rise that one repository made. */
    private static void alone(Trend single, PhraseContext context, Sentence sentence) {
        double without = single.growthWithoutLargest() == null ? 0 : single.growthWithoutLargest();
        sentence.frame("also-single", context)
                .frame(
                        without >= Contradiction.NOTHING
                                ? "also-single-up"
                                : without <= -Contradiction.NOTHING ? "also-single-down" : "also-single-none",
                        context);
    }

    private static Sentence claim(Trend trend, boolean isThesis, PhraseContext context, ArticleComposer composer) {
        // The standfirst has the size of the thesis.
        Sentence sentence = composer.sentence();
        sentence.frame(!isThesis && isSmall(trend) ? "trend-small" : "trend-claim", context)
                .frame("trend-figures", context);
        if (trend.restGrowth() != null) {
            sentence.frame(trend.restGrowth() < 0 ? "rest-down" : "rest-up", context);
        }
        return sentence.frame(Thesis.owners("trend-owners", trend), context);
    }

    /** How often its past had such a week. */
    static Sentence past(Trend trend, PhraseContext context, Sentence sentence) {
        if (trend.pastWeeks() != null && trend.pastWeeksAsStrong() != null) {
            sentence.frame(
                    trend.pastWeeksAsStrong() == 0
                            ? "against-first"
                            : trend.pastWeeksAsStrong() >= OFTEN * trend.pastWeeks()
                                    ? "against-often"
                                    : "against-before",
                    context);
        }
        return sentence;
    }

    /** The claim in the ledger about it, where there is one that the article does not tell elsewhere. */
    static Sentence claimed(ArticleInputs inputs, Trend trend, PhraseContext context, Sentence sentence) {
        inputs.madeToday().stream()
                .filter(prediction -> Objects.equals(prediction.subjectType(), trend.subjectType())
                        && !prediction.kind().equals(ClaimKind.FIELD_SHARE.value())
                        && prediction.subjectKey().equals(trend.subjectKey()))
                .findFirst()
                .ifPresent(prediction -> sentence.frame("call-claimed", context.with("prediction", prediction)));
        return sentence;
    }
}
