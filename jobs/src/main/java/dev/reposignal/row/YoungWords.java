package dev.reposignal.row;

import dev.reposignal.table.Columns;
import dev.reposignal.text.NumberFormats;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a repository created in the last 28 days: the one definition for the command line and the site. */
public final class YoungWords {
    private YoungWords() {}

    /**
     * The beginning of a sentence without its full stop; empty for a repository that is older, or whose age is not known.
     *
     * @param ageDays days since its creation
     * @param probability as in {@code repo_signals.young_probability}
     */
    public static Optional<String> of(@Nullable Integer ageDays, @Nullable Double probability) {
        if (ageDays == null || ageDays < 0 || ageDays > Columns.OLDEST_YOUNG) {
            return Optional.empty();
        }
        String age = ageDays == 0
                ? "Created on this day"
                : "Created %s before this day".formatted(NumberFormats.counted(ageDays, "day", "days"));
        return Optional.of(
                probability == null
                        ? age + ", too young for a break-out probability; none of its own is given either"
                        : "%s; it gains the stars of a break-out in the next 28 days with a probability of %s"
                                .formatted(age, NumberFormats.percent(probability)));
    }
}
