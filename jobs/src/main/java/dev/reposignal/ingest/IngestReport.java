package dev.reposignal.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The result of an ingest.
 *
 * @param ingestId hash of the files and the options that change their meaning; the same for the same input
 * @param files counts of each file, in order of path
 * @param daysWritten how many days of snapshots were replaced; 0 if nothing changed
 * @param skipped the files that cannot be loaded, where they were to be skipped
 */
public record IngestReport(String ingestId, List<FileCounts> files, int daysWritten, List<SkippedFile> skipped) {
    public IngestReport {
        files = List.copyOf(files);
        skipped = List.copyOf(skipped);
    }

    public long read() {
        return total(FileCounts::read);
    }

    public long accepted() {
        return total(FileCounts::accepted);
    }

    public long duplicate() {
        return total(FileCounts::duplicate);
    }

    public long rejected() {
        return total(FileCounts::rejected);
    }

    /** Earliest accepted day, or empty if no row was accepted. */
    public Optional<LocalDate> firstDay() {
        return files.stream().map(FileCounts::firstDay).filter(Objects::nonNull).min(LocalDate::compareTo);
    }

    /** Latest accepted day, or empty if no row was accepted. */
    public Optional<LocalDate> lastDay() {
        return files.stream().map(FileCounts::lastDay).filter(Objects::nonNull).max(LocalDate::compareTo);
    }

    /** The files of which every row was rejected. */
    public List<FileCounts> nothingTaken() {
        return files.stream().filter(FileCounts::isNothingTaken).toList();
    }

    /** The report as lines for a terminal: each file, the total, what changed and where to look. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (FileCounts file : files) {
            lines.add(line(
                    "%s (%s)".formatted(file.file(), file.format().label()),
                    file.read(),
                    file.accepted(),
                    file.duplicate(),
                    file.rejected()));
            file.reasons().forEach(reason -> lines.add("  rejected: " + reason));
            if (file.conflicting() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %,d repositories were given twice for one day with star counts more than 10 %% apart; of each the row with"
                                + " more values, else more stars, was kept. If it is wrong, load the right file with --replace",
                        file.conflicting()));
            }
            if (file.brokenValues() > 0) {
                lines.add(String.format(
                        Locale.ROOT, "  %,d optional values could not be read and are null", file.brokenValues()));
            }
        }
        if (files.size() > 1) {
            lines.add(line("total of %,d files".formatted(files.size()), read(), accepted(), duplicate(), rejected()));
        }
        if (daysWritten == 0) {
            lines.add("snapshots unchanged");
        } else {
            lines.add(String.format(
                    Locale.ROOT,
                    "snapshots: %,d day%s written%s",
                    daysWritten,
                    daysWritten == 1 ? "" : "s",
                    firstDay()
                            .map(first -> ", accepted rows from %s to %s"
                                    .formatted(first, lastDay().orElse(first)))
                            .orElse("")));
        }
        if (rejected() > 0) {
            lines.add(("rejected rows with their reasons: SELECT source_file, line_number, reason, raw_text"
                            + " FROM rejected_rows WHERE ingest_id = '%s'")
                    .formatted(ingestId));
        }
        return lines;
    }

    private static String line(String what, long read, long accepted, long duplicate, long rejected) {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows read = %,d accepted + %,d duplicate + %,d rejected",
                what,
                read,
                accepted,
                duplicate,
                rejected);
    }

    private long total(ToLongFunction<FileCounts> count) {
        return files.stream().mapToLong(count).sum();
    }
}
