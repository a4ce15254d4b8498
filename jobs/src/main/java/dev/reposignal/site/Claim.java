package dev.reposignal.site;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prediction and its outcome, from the tables of the ledger.
 *
 * @param position order among those of the day
 * @param subjectType repository, cluster, field or language
 * @param starsAtClaim stars on the day it was made; null for a language
 * @param requiredGain the smallest gain in 28 days that makes it true; null for a language
 * @param outcome hit, miss or unobservable; null while it is open, as are all fields after it
 */
public record Claim(
        String predictionId,
        LocalDate madeOn,
        LocalDate dueOn,
        String kind,
        int position,
        String subjectType,
        String subjectKey,
        String subjectName,
        String claim,
        double probability,
        double baseRate,
        @Nullable Long starsAtClaim,
        @Nullable Long requiredGain,
        @Nullable String outcome,
        @Nullable LocalDate resolvedOn,
        @Nullable LocalDate observedOn,
        @Nullable Double observedValue,
        @Nullable String unit,
        @Nullable String evidence) {
    /** Claims, newest first, those of a day by their position. */
    static List<Claim> newestFirst(List<Claim> claims) {
        return claims.stream()
                .sorted(Comparator.comparing(Claim::madeOn)
                        .reversed()
                        .thenComparing(Claim::position)
                        .thenComparing(Claim::predictionId))
                .toList();
    }

    public boolean isOpen() {
        return outcome == null;
    }

    /** The claim without the name of its subject, if it begins with it. */
    public String rest() {
        return claim.startsWith(subjectName)
                ? claim.substring(subjectName.length()).strip()
                : claim;
    }
}
