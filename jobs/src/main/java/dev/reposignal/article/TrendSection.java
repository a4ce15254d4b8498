package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Article.Subheading;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.row.Rows.TrendMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The trends of the night: claim, figures, who is behind it, what speaks against it, the call; or the nearest candidate. */
final class TrendSection {
    private static final int CARRIERS = 3;
    private static final int CANDIDATES = 3;
    /** An owner of so many repositories is more than the author of one. */
    private static final int SEVERAL = 3;
    /** A single repository with a larger part of the growth is said first among what speaks against it. */
    private static final double LARGE_PART = 0.2;

    private TrendSection() {}

    /** The section; empty where nothing was looked at. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        if (inputs.trends().isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("trends");
        PhraseContext night = Thesis.night(inputs);
        List<Trend> told = inputs.toldTrends();
        List<Article.Block> blocks = new ArrayList<>();
        Optional<Trend> lead = Thesis.leadField(inputs);
        if (told.isEmpty()) {
            return lead.isPresent() ? Optional.empty() : nearest(inputs, night, scribe);
        }
        List<Part> heading = scribe.sentence()
                .frame(told.size() == 1 ? "heading-trend" : "heading-trends", night.with("trends", told))
                .parts();
        for (Trend trend : told) {
            PhraseContext scene = night.with("trend", trend);
            if (told.size() > 1) {
                blocks.add(new Subheading(
                        scribe.sentence().frame("heading-subject", scene).parts()));
            }
            if (!lead.equals(Optional.of(trend))) {
                blocks.add(new Paragraph(claim(trend, scene, scribe).parts()));
            }
            Sentence who = who(inputs, trend, scene, scribe);
            if (!who.isEmpty()) {
                blocks.add(new Paragraph(who.parts()));
            }
            blocks.add(new Paragraph(against(trend, scene, scribe).parts()));
            blocks.add(new Paragraph(call(inputs, trend, scene, scribe).parts()));
        }
        return Optional.of(new Section(heading, blocks));
    }

    private static Optional<Section> nearest(ArticleInputs inputs, PhraseContext night, ArticleComposer scribe) {
        List<Part> heading = scribe.sentence().frame("heading-no-trend", night).parts();
        Sentence sentence = scribe.sentence().frame("no-trend", night);
        Optional<Trend> nearest = inputs.nearest();
        List<Article.Block> blocks = new ArrayList<>();
        if (nearest.isPresent()) {
            Trend trend = nearest.get();
            PhraseContext scene = night.with("trend", trend);
            sentence.frame("nearest", scene);
            if (trend.restGrowth() != null) {
                sentence.frame(trend.restGrowth() < 0 ? "rest-down" : "rest-up", scene);
            }
            boolean isUp = trend.risingOwners() > trend.fallingOwners();
            sentence.frame(isUp ? "nearest-owners-up" : "nearest-owners", scene);
            List<TrendMember> carriers = inputs.carriers(trend);
            if (!carriers.isEmpty()) {
                sentence.frame(
                        "nearest-carriers",
                        scene.with("carriers", carriers.stream().limit(CARRIERS).toList()));
            }
            blocks.add(new Paragraph(sentence.parts()));
            List<Trend> others =
                    inputs.candidates().stream().skip(1).limit(CANDIDATES - 1L).toList();
            Sentence mind = scribe.sentence().frame(isUp ? "nearest-mind-up" : "nearest-mind", scene);
            if (!others.isEmpty()) {
                mind.frame("candidates", night.with("others", others));
            }
            blocks.add(new Paragraph(mind.parts()));
        } else {
            blocks.add(new Paragraph(sentence.parts()));
        }
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence claim(Trend trend, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence().frame("trend-claim", scene).frame("trend-figures", scene);
        if (trend.restGrowth() != null) {
            sentence.frame(trend.restGrowth() < 0 ? "rest-down" : "rest-up", scene);
        }
        return sentence.frame("trend-owners", scene);
    }

    private static Sentence who(ArticleInputs inputs, Trend trend, PhraseContext scene, ArticleComposer scribe) {
        List<TrendMember> carriers =
                inputs.carriers(trend).stream().limit(CARRIERS).toList();
        Sentence sentence = scribe.sentence();
        if (!carriers.isEmpty()) {
            sentence.frame("trend-who", scene.with("carriers", carriers));
            for (TrendMember carrier : carriers) {
                Optional<Movement> movement = inputs.movement(carrier.repoKey());
                if (movement.isPresent() && movement.get().summary() != null) {
                    sentence.frame("what-it-is", scene.with("repo", movement.get()));
                }
            }
        }
        carriers.stream()
                .filter(member -> member.ownerRepos() >= SEVERAL)
                .findFirst()
                .ifPresentOrElse(member -> sentence.frame("owner-of-several", scene.with("carrier", member)), () -> {
                    if (carriers.size() > 1 && carriers.stream().allMatch(member -> member.ownerRepos() == 1)) {
                        sentence.frame("owners-of-one", scene);
                    }
                });
        // One night has one answer to this.
        return trend.equals(inputs.toldTrends().get(0)) ? sentence.frame("no-cause", scene) : sentence;
    }

    private static Sentence against(Trend trend, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence().frame("against", scene);
        Double part = trend.largestShare();
        if (part != null && part >= LARGE_PART && trend.growthWithoutLargest() != null) {
            sentence.frame("against-largest", scene);
        }
        if (trend.pastWeeks() != null && trend.pastWeeksAsStrong() != null) {
            sentence.frame(trend.pastWeeksAsStrong() == 0 ? "against-first" : "against-before", scene);
        }
        return sentence;
    }

    private static Sentence call(ArticleInputs inputs, Trend trend, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence().frame("call", scene);
        Optional<Prediction> claim = inputs.madeToday().stream()
                .filter(prediction -> Objects.equals(prediction.subjectType(), trend.subjectType())
                        && prediction.subjectKey().equals(trend.subjectKey()))
                .findFirst();
        claim.ifPresent(prediction -> sentence.frame("call-claimed", scene.with("prediction", prediction)));
        return sentence;
    }
}
