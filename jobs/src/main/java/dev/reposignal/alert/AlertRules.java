package dev.reposignal.alert;

import dev.reposignal.table.AlertRule;
import java.util.List;
import java.util.Set;

/**
 * Which events are told.
 *
 * @param enabled the rules in force, in their order
 * @param ofAll those of them that look at all repositories, not at the watched ones alone
 * @param probabilityAbove the least break-out probability, 0-1
 * @param burstAbove the least burst, in robust deviations
 * @param milestones star counts to pass
 * @param purgeStars the least loss on a purge day, in stars
 */
public record AlertRules(
        List<AlertRule> enabled,
        Set<AlertRule> ofAll,
        double probabilityAbove,
        double burstAbove,
        List<Long> milestones,
        long purgeStars) {
    public AlertRules {
        enabled = List.copyOf(enabled);
        ofAll = Set.copyOf(ofAll);
        milestones = List.copyOf(milestones);
    }

    /** Every rule with its default; what surfaces, trends and decided predictions are told of all. */
    public static AlertRules defaults() {
        return new AlertRules(
                List.of(AlertRule.values()),
                Set.of(AlertRule.SURFACED, AlertRule.TREND, AlertRule.FORMING, AlertRule.CLAIM_DECIDED),
                0.3,
                6,
                List.of(100L, 500L, 1_000L, 5_000L, 10_000L, 50_000L, 100_000L),
                50);
    }

    public boolean isOfAll(AlertRule rule) {
        return ofAll.contains(rule);
    }
}
