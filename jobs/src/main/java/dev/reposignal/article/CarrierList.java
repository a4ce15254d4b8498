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
        List<TrendMember> carriers = of(inputs, trend);
        if (carriers.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(composer.sentence()
                .frame((trend.growthOr0() < 0 ? "slowed-most" : "added-most") + (isOneOfSeveral ? "-of" : ""), context)
                .parts()));
        blocks.add(new Items(carriers.stream()
                .map(carrier -> item(inputs, trend, carrier, context, composer).parts())
                .toList()));
        return blocks;
    }

    private static Sentence item(
            ArticleInputs inputs, Trend trend, TrendMember carrier, PhraseContext night, ArticleComposer composer) {
        Optional<Movement> repo = inputs.movement(carrier.repoKey());
        PhraseContext context = night.with("carrier", carrier).with("repo", repo);
        String slot = repo.filter(row -> row.summary() != null).isPresent()
                ? "carrier"
                : repo.filter(row -> row.subject() != null
                                        // In a list of its subject that says nothing.
                                        && !row.subject().equals(trend.subjectName()))
                                .isPresent()
                        ? "carrier-kind"
                        : "carrier-bare";
        return composer.sentence().frame(slot, context);
    }

    /** Who has several of the repositories, and whether one day explains a week; the tables know no other cause. */
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
        if (oneDay.isPresent()) {
            sentence.frame("cause-day", context.with("repo", oneDay.get()));
        } else {
            sentence.frame(isSpread ? "cause-spread" : "cause-unknown", context);
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
