package dev.reposignal.article;

import dev.reposignal.article.Article.Block;
import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.row.Rows.TrendMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The repositories that carry the movement of a subject, each with what it is, and what is known of the cause. */
final class CarrierList {
    private static final int CARRIERS = 3;
    /** An owner of so many repositories is more than the author of one. */
    private static final int SEVERAL = 3;

    private CarrierList() {}

    static List<TrendMember> of(ArticleInputs inputs, Trend trend) {
        return inputs.carriers(trend).stream().limit(CARRIERS).toList();
    }

    /**
     * A list with a line before it; empty where no carrier is known.
     *
     * @param isOneOfSeveral whether the article has such lists of other subjects too
     */
    static List<Block> blocks(
            ArticleInputs inputs,
            Trend trend,
            boolean isOneOfSeveral,
            PhraseContext context,
            ArticleComposer composer) {
        String slot = (trend.growthOr0() < 0 ? "slowed-most" : "added-most") + (isOneOfSeveral ? "-of" : "");
        return blocks(inputs, trend, slot, context, composer);
    }

    /** The same with the line of a slot before it. */
    static List<Block> blocks(
            ArticleInputs inputs, Trend trend, String slot, PhraseContext context, ArticleComposer composer) {
        List<TrendMember> carriers = of(inputs, trend);
        if (carriers.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(composer.sentence().frame(slot, context).parts()));
        blocks.add(new Items(carriers.stream()
                .map(carrier -> item(inputs, carrier, context, composer).parts())
                .toList()));
        return blocks;
    }

    private static Sentence item(
            ArticleInputs inputs, TrendMember carrier, PhraseContext night, ArticleComposer composer) {
        Optional<Movement> repo = inputs.movement(carrier.repoKey());
        PhraseContext context = night.with("carrier", carrier).with("repo", repo);
        String slot = repo.filter(row -> row.summary() != null).isPresent() ? "carrier" : "carrier-bare";
        return composer.sentence().frame(slot, context);
    }

    /**
     * What may have moved a subject, the best known first: a release of one that carries it, a day that made a week, a new description,
     * a theme that its carriers share; else that no cause is known. And who has several of the repositories.
     */
    static void cause(ArticleInputs inputs, Trend trend, PhraseContext context, Sentence sentence) {
        List<TrendMember> carriers = of(inputs, trend);
        List<Movement> movements = carriers.stream()
                .flatMap(carrier -> inputs.movement(carrier.repoKey()).stream())
                .toList();
        Optional<Movement> oneDay = movements.stream()
                .filter(row -> row.bestDayShare() != null && row.bestDayShare() >= ArticleInputs.ONE_DAY)
                .findFirst();
        boolean isSpread = !movements.isEmpty()
                && movements.size() == carriers.size()
                && movements.stream().map(Movement::bestDayShare).noneMatch(Objects::isNull);
        Optional<Movement> released =
                movements.stream().filter(row -> row.releasedOn() != null).findFirst();
        // A new description of the others would not explain the movement of all.
        Optional<Movement> described = movements.stream()
                .limit(1)
                .filter(row -> Boolean.TRUE.equals(row.isNewlyDescribed()))
                .findFirst();
        Optional<Movement> likeAll = movements.stream()
                .filter(row -> row.subject() != null && !row.subject().equals(trend.subjectName()))
                .filter(row -> movements.size() == carriers.size() && movements.size() > 1)
                .filter(row -> movements.stream().allMatch(other -> Objects.equals(other.subject(), row.subject())))
                .findFirst();
        if (released.isPresent()) {
            sentence.frame("cause-release", context.with("repo", released.get()));
        } else if (oneDay.isPresent()) {
            sentence.frame("cause-day", context.with("repo", oneDay.get()));
        } else if (likeAll.isPresent() && isSpread) {
            sentence.frame("cause-theme", context.with("repo", likeAll.get()));
        } else if (described.isPresent()) {
            sentence.frame("cause-described", context.with("repo", described.get()));
        } else {
            sentence.frame(isSpread ? "cause-spread" : "cause-unknown", context);
        }
        if (released.isEmpty() && oneDay.isEmpty()) {
            movements.stream()
                    .findFirst()
                    .filter(PicksSection::isRising)
                    .ifPresent(repo -> sentence.frame("cause-steady", context.with("repo", repo)));
        }
        carriers.stream()
                .filter(member -> member.ownerRepos() >= SEVERAL)
                .findFirst()
                .ifPresent(member -> sentence.frame("owner-of-several", context.with("carrier", member)));
    }
}
