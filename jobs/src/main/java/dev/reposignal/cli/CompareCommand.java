package dev.reposignal.cli;

import dev.reposignal.error.ExitCode;
import dev.reposignal.query.RepositoryFacts;
import dev.reposignal.query.RepositoryReader;
import dev.reposignal.table.Columns;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal compare}: two repositories side by side. */
@Command(
        name = "compare",
        description = "Shows two repositories side by side and explains the difference between their scores.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  reposignal compare --lake data/demo/lake svelmura/murmurbox larchhaven/captionthread")
final class CompareCommand implements Callable<Integer> {
    private static final List<String> MEASURES = List.of(
            "stars",
            Columns.VELOCITY_24H,
            Columns.VELOCITY_7D,
            Columns.VELOCITY_28D,
            Columns.ACCELERATION,
            Columns.BURST,
            "history_days");

    @Mixin
    private LakeOption lake = new LakeOption();

    @Parameters(index = "0", paramLabel = "A", description = "A repository, as owner/name.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private String right = "";

    @Option(names = "--date", paramLabel = "DAY", description = "Day of the night (default: the latest in the lake).")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return lake.reading(opened -> {
            List<RepositoryFacts> both = RepositoryReader.facts(opened.interpreted(), date, null, List.of(left, right));
            print(both.get(0), both.get(1));
            return ExitCode.DONE.number();
        });
    }

    private void print(RepositoryFacts a, RepositoryFacts b) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Row> rows = rows(a, b);
        if (isJson) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("snapshot_date", a.day().toString());
            json.put("a", a.fullName());
            json.put("b", b.fullName());
            json.put("measures", new TextTable(List.of("measure", "a", "b", "difference"), rows).maps());
            out.println(Json.of(json));
        } else {
            out.print(new TextTable(
                            List.of("on " + a.day(), a.fullName(), b.fullName(), "difference"),
                            rows.stream().map(CompareCommand::printed).toList())
                    .aligned());
            out.println();
            out.println(summary(a, b));
        }
        out.flush();
    }

    private static List<Row> rows(RepositoryFacts a, RepositoryFacts b) {
        List<Row> rows = new ArrayList<>();
        rows.add(RowFactory.create("tier", a.signal().getAs("tier"), b.signal().<Object>getAs("tier"), null));
        rows.add(numbers("board place", a.number(Columns.BOARD_PLACE), b.number(Columns.BOARD_PLACE)));
        rows.add(numbers(
                "breakout probability",
                a.number(Columns.BREAKOUT_PROBABILITY),
                b.number(Columns.BREAKOUT_PROBABILITY)));
        rows.add(numbers("rank by score", a.number(Columns.SIGNAL_RANK), b.number(Columns.SIGNAL_RANK)));
        rows.add(numbers("score", a.number(Columns.SIGNAL_SCORE), b.number(Columns.SIGNAL_SCORE)));
        for (Row component : (a.isScored() ? a : b).components()) {
            String name = component.getAs("component");
            rows.add(numbers("  " + SignalWords.name(component), points(a, name), points(b, name)));
        }
        for (String measure : MEASURES) {
            rows.add(numbers(measure.replace('_', ' '), a.number(measure), b.number(measure)));
        }
        rows.add(RowFactory.create("cluster", label(a), label(b), null));
        return rows;
    }

    /** A row as it is printed; its first cell names the measure, which has the unit. */
    private static Row printed(Row row) {
        return RowFactory.create(row.getString(0), printed(row, 1), printed(row, 2), printed(row, 3));
    }

    private static String printed(Row row, int column) {
        String label = row.getString(0);
        boolean isPoints = label.equals("score") || label.startsWith("  ");
        return isPoints
                ? NumberFormats.points(row.<BigDecimal>getAs(column))
                : TextTable.printed(label.replace(' ', '_'), row.get(column));
    }

    private static Row numbers(String name, @Nullable Double a, @Nullable Double b) {
        return RowFactory.create(name, rounded(a), rounded(b), a == null || b == null ? null : rounded(a - b));
    }

    private static @Nullable BigDecimal rounded(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(4, java.math.RoundingMode.HALF_EVEN);
        return rounded.stripTrailingZeros().scale() <= 0 ? rounded.setScale(0) : rounded;
    }

    private static @Nullable Double points(RepositoryFacts facts, String component) {
        return facts.components().stream()
                .filter(row -> row.<String>getAs("component").equals(component))
                .map(row -> row.<BigDecimal>getAs("points").doubleValue())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String label(RepositoryFacts facts) {
        Row cluster = facts.cluster();
        return cluster == null ? null : cluster.getAs("label");
    }

    private static String summary(RepositoryFacts a, RepositoryFacts b) {
        Double scoreA = a.number(Columns.SIGNAL_SCORE);
        Double scoreB = b.number(Columns.SIGNAL_SCORE);
        if (scoreA == null || scoreB == null) {
            return "%s has no score to compare.".formatted((scoreA == null ? a : b).fullName());
        }
        RepositoryFacts ahead = scoreA >= scoreB ? a : b;
        RepositoryFacts behind = scoreA >= scoreB ? b : a;
        String most = ahead.components().stream()
                .map(row -> row.<String>getAs("component"))
                .max(Comparator.comparingDouble(name -> lead(ahead, behind, name)))
                .orElseThrow();
        return "%s leads by %s points; most of it is %s, %s points."
                .formatted(
                        ahead.fullName(),
                        NumberFormats.points(Math.abs(scoreA - scoreB)),
                        most.replace('_', ' '),
                        NumberFormats.points(lead(ahead, behind, most)));
    }

    private static double lead(RepositoryFacts ahead, RepositoryFacts behind, String component) {
        return Objects.requireNonNullElse(points(ahead, component), 0.0)
                - Objects.requireNonNullElse(points(behind, component), 0.0);
    }
}
