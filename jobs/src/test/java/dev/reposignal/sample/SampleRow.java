package dev.reposignal.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One repository on one day, in the columns of our own CSV format. */
record SampleRow(
        LocalDate day,
        @Nullable Long id,
        String name,
        @Nullable String description,
        @Nullable String language,
        List<String> topics,
        long stars,
        @Nullable Long forks,
        @Nullable Long openIssues,
        @Nullable Instant pushedAt,
        @Nullable Instant createdAt,
        @Nullable Boolean archived,
        String source,
        boolean observed) {

    static final String HEADER = "snapshot_date,repo_id,full_name,description,language,topics,stars,forks,open_issues,"
            + "pushed_at,created_at,archived,source,observed";

    /** The row as RFC 4180 has it, without its line end. */
    String toCsv() {
        return String.join(
                ",",
                day.toString(),
                text(id),
                quoted(name),
                quoted(text(description)),
                quoted(text(language)),
                quoted(String.join(";", topics)),
                Long.toString(stars),
                text(forks),
                text(openIssues),
                text(pushedAt),
                text(createdAt),
                text(archived),
                source,
                Boolean.toString(observed));
    }

    SampleRow named(String otherName) {
        return changed(otherName, this, this, this, stars, observed);
    }

    SampleRow withStars(long otherStars) {
        return changed(name, this, this, this, otherStars, observed);
    }

    /** This name and identity with everything else of another repository: what a feed does that asks for the wrong one. */
    SampleRow showing(SampleRow other) {
        return changed(name, other, other, other, other.stars, observed);
    }

    /** This day with the counts of another. */
    SampleRow countingAs(SampleRow other) {
        return changed(name, this, other, this, other.stars, observed);
    }

    SampleRow filledIn() {
        return changed(name, this, this, this, stars, false);
    }

    /** This identity with the texts of one row, the counts beside the stars of another and the last push of a third. */
    private SampleRow changed(
            String newName, SampleRow texts, SampleRow counts, SampleRow push, long newStars, boolean isObserved) {
        return new SampleRow(
                day,
                id,
                newName,
                texts.description,
                texts.language,
                texts.topics,
                newStars,
                counts.forks,
                counts.openIssues,
                push.pushedAt,
                createdAt,
                archived,
                source,
                isObserved);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String quoted(String text) {
        boolean needsQuotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                || !text.equals(text.strip());
        return needsQuotes ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
