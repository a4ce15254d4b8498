package dev.reposignal.collect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of the file that ingest loads: its format snapshot-csv, one repository a line, in order of ids. */
final class SnapshotLines {
    static final String SOURCE = "github-api";

    private static final String HEADER =
            "snapshot_date,repo_id,full_name,description,language,topics,stars,forks,open_issues,pushed_at,"
                    + "created_at,archived,source,observed,observed_at";

    private SnapshotLines() {}

    static List<String> of(LocalDate day, Collection<Observed> observed) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        observed.stream()
                .sorted(Comparator.comparingLong(Observed::repoId))
                .forEach(each -> lines.add(line(day, each)));
        return lines;
    }

    private static String line(LocalDate day, Observed each) {
        List<String> fields = List.of(
                day.toString(),
                Long.toString(each.repoId()),
                each.fullName(),
                text(each.description()),
                text(each.language()),
                text(each.topics() == null ? null : String.join(";", each.topics())),
                Long.toString(each.stars()),
                number(each.forks()),
                number(each.openIssues()),
                time(each.pushedAt()),
                time(each.createdAt()),
                Boolean.toString(each.archived()),
                SOURCE,
                "true",
                each.observedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        return String.join(",", fields);
    }

    private static String number(@Nullable Long value) {
        return value == null ? "" : value.toString();
    }

    private static String time(@Nullable Instant value) {
        return value == null ? "" : value.toString();
    }

    /** Quoted as RFC 4180 says; a line break becomes a space, so that a repository is one line. */
    private static String text(@Nullable String value) {
        if (value == null) {
            return "";
        }
        String oneLine = value.replaceAll("[\\r\\n]+", " ");
        boolean isPlain = oneLine.chars().noneMatch(c -> c == ',' || c == '"');
        return isPlain ? oneLine : '"' + oneLine.replace("\"", "\"\"") + '"';
    }
}
