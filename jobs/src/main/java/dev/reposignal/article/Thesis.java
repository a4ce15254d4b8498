package dev.reposignal.article;

import dev.reposignal.row.Rows.Trend;
import dev.reposignal.table.Shortfall;
import java.util.Objects;
import java.util.Optional;

/** What the sections of an article have in common: the rows they may speak of, and the words for a verdict of the editor. */
final class Thesis {
    /** As {@code insight.Trends} has it. */
    private static final double LEAST_BALANCE = 1.5;
    /** Part of what a subject moved more than all others that must be left without its largest repository. */
    private static final double LEFT_WITHOUT_LARGEST = 0.5;

    private Thesis() {}

    /** The rows that every phrase may speak of. */
    static PhraseContext night(ArticleInputs inputs) {
        return PhraseContext.of("night", inputs.summary())
                .with("health", inputs.health())
                .with("record", inputs.record())
                .with("pick", inputs.pick());
    }

    /** The field that leads the article, see {@link Lead}. */
    static Optional<Trend> leadField(ArticleInputs inputs) {
        return Lead.of(inputs).map(Lead::field);
    }

    /**
     * Whether a change is more than that of its largest repository: without it, at least half of what the subject moved beside all
     * others is left.
     */
    static boolean isBroad(Trend trend) {
        Double without = trend.growthWithoutLargest();
        Double rest = trend.restGrowth();
        if (without == null || trend.growth() == null) {
            return false;
        }
        double beside = rest == null ? 0 : rest;
        double ahead = trend.growth() - beside;
        return (without - beside) * Math.signum(ahead) >= Math.abs(ahead) * LEFT_WITHOUT_LARGEST;
    }

    /** The large subject that fades, where it is the news of the night. */
    static Optional<Trend> leadingFall(ArticleInputs inputs) {
        return hasNews(inputs) ? Optional.empty() : Contradiction.fading(inputs);
    }

    /** Whether a field leads or a trend is told: then the article needs no more to fill it. */
    static boolean hasNews(ArticleInputs inputs) {
        return leadField(inputs).isPresent() || !inputs.toldTrends().isEmpty();
    }

    /** Whether clearly more owners speed up than slow down. */
    static boolean isBroadlyUp(Trend trend) {
        return trend.risingOwners() >= trend.fallingOwners() * LEAST_BALANCE;
    }

    /** The slot for the owners of a subject, where none slows down another. */
    static String owners(String slot, Trend trend) {
        return trend.fallingOwners() == 0 ? slot + "-all" : slot;
    }

    /** The slot of a whole sentence that says why a subject is no trend. */
    static String whyNot(Trend trend, Shortfall shortfall) {
        String slot = "not-" + reason(trend, shortfall).substring("short-".length());
        return slot.equals("not-rest") && trend.restGrowth() != null && trend.restGrowth() < 0 ? "not-rest-down" : slot;
    }

    /** The slot that says why a subject is no trend, after a comma. */
    static String reason(Trend trend, Shortfall shortfall) {
        return switch (shortfall) {
            case PACE -> "short-pace";
            case GROWTH -> "short-growth";
            case REST -> "short-rest";
            case LARGEST ->
                Objects.requireNonNullElse(trend.growthWithoutLargest(), 0.0) < 0
                        ? "short-largest-down"
                        : "short-largest";
            case OWNERS -> "short-owners";
            case BALANCE -> "short-balance";
            case HISTORY -> "short-history";
            case LABEL -> "short-label";
            case RELEVANCE -> "short-relevance";
            case CHANCE -> trend.risingOwners() > trend.fallingOwners() ? "short-chance" : "short-balance";
        };
    }
}
