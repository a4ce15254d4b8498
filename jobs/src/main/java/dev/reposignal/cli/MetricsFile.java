package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.night.NightResult;
import dev.reposignal.table.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;

/**
 * What a night came to in the text format of Prometheus, for the text file collector of its node exporter. The file is
 * replaced in one step; what a failed night cannot know, as the time of the last success, is kept from the file before.
 */
final class MetricsFile {
    private static final String LAST_SUCCESS = "reposignal_last_success_timestamp_seconds";
    private static final Pattern KEPT = Pattern.compile("(?m)^" + LAST_SUCCESS + " ([0-9.eE+]+)$");

    private final Path file;
    private final StringBuilder text = new StringBuilder();

    private MetricsFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the metrics of a night that ended well or was held.
     *
     * @throws dev.reposignal.error.UserException where the file cannot be written
     */
    static void ofNight(Path file, Lake lake, NightResult night, Instant at) {
        MetricsFile metrics = new MetricsFile(file);
        metrics.gauge("reposignal_last_run_timestamp_seconds", "When the last run ended.", at.getEpochSecond());
        Optional<Double> success =
                night.isHeld() ? metrics.earlierSuccess() : Optional.of((double) at.getEpochSecond());
        success.ifPresent(seconds -> metrics.gauge(LAST_SUCCESS, "When a night was last published.", seconds));
        metrics.gauge("reposignal_failed", "1 if the last run failed.", 0);
        metrics.gauge("reposignal_held", "1 if the data checks held the last night back.", night.isHeld() ? 1 : 0);
        metrics.gauge(
                "reposignal_night_timestamp_seconds",
                "Midnight (UTC) of the day of the last night.",
                night.day().atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        metrics.ofFeed(lake, night.day());
        metrics.gauges("reposignal_rows", "Rows that the last night wrote, by table.", "table", 1, night.rowCounts());
        metrics.gauges("reposignal_stage_seconds", "Wall time of each stage.", "stage", 1_000, night.stageMillis());
        metrics.write();
    }

    /** Writes the metrics of a night that failed. */
    static void ofFailure(Path file, int exitCode, Instant at) {
        MetricsFile metrics = new MetricsFile(file);
        metrics.gauge("reposignal_last_run_timestamp_seconds", "When the last run ended.", at.getEpochSecond());
        metrics.earlierSuccess()
                .ifPresent(seconds -> metrics.gauge(LAST_SUCCESS, "When a night was last published.", seconds));
        metrics.gauge("reposignal_failed", "1 if the last run failed.", 1);
        metrics.gauge("reposignal_exit_code", "Exit code of the run that failed.", exitCode);
        metrics.write();
    }

    private void ofFeed(Lake lake, LocalDate day) {
        Row health = lake.readDay(Tables.FEED_HEALTH, day).select("repos", "coverage").limit(1).collectAsList().stream()
                .findFirst()
                .orElse(null);
        if (health != null) {
            gauge("reposignal_feed_repositories", "Repositories observed on the day.", health.getLong(0));
            if (!health.isNullAt(1)) {
                gauge(
                        "reposignal_feed_coverage",
                        "Repositories of the day / median of the days before.",
                        health.getDouble(1));
            }
        }
        gauge(
                "reposignal_claims_open",
                "Predictions that are not graded yet.",
                lake.read(Tables.PREDICTIONS)
                        .join(lake.read(Tables.PREDICTION_OUTCOMES), new String[] {"prediction_id"}, "left_anti")
                        .where(col("made_on").leq(Lake.literal(day)))
                        .count());
    }

    private void gauge(String name, String help, Number value) {
        header(name, help);
        text.append(name).append(' ').append(number(value.doubleValue())).append('\n');
    }

    private void gauges(String name, String help, String label, double divisor, Map<String, Long> values) {
        header(name, help);
        new TreeMap<>(values)
                .forEach((key, value) -> text.append("%s{%s=\"%s\"} %s%n"
                        .formatted(
                                name,
                                label,
                                key.replace("\\", "\\\\").replace("\"", "\\\""),
                                number(value.doubleValue() / divisor))
                        .replace(System.lineSeparator(), "\n")));
    }

    private void header(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }

    private Optional<Double> earlierSuccess() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Matcher kept = KEPT.matcher(Files.readString(file, StandardCharsets.UTF_8));
            return kept.find() ? Optional.of(Double.valueOf(kept.group(1))) : Optional.empty();
        } catch (IOException e) {
            throw Errors.unwritableFile(file.toString(), e);
        }
    }

    private void write() {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, text, StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Errors.unwritableFile(file.toString(), e);
        }
    }
}
