package dev.reposignal.cli;

import dev.reposignal.error.Errors;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal compare}: two to four repositories side by side. */
@Command(
        name = "compare",
        description = {
            "Shows two to four repositories side by side and explains the difference between the scores of the first two by",
            "score."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  reposignal compare --lake data/demo/lake svelmura/murmurbox larchhaven/captionthread")
final class CompareCommand implements Callable<Integer> {
    private static final int MOST = 4;

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

    @Parameters(arity = "2..*", paramLabel = "OWNER/NAME", description = "Two to four repositories.")
    private List<String> names = List.of();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Day of the night (default: the latest in the lake).")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (names.size() > MOST || distinct().size() < names.size()) {
            throw Errors.invalidComparison(names, MOST);
        }
        return lake.reading(opened -> {
            print(RepositoryReader.facts(opened.interpreted(), date, null, names));
            return ExitCode.DONE.number();
        });
    }

    private Set<String> distinct() {
        Set<String> distinct = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        distinct.addAll(names);
        return distinct;
    }

    private void print(List<RepositoryFacts> all) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Row> rows = rows(all);
        if (isJson) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("snapshot_date", all.get(0).day().toString());
            List<String> columns = new ArrayList<>(List.of("measure"));
            for (int i = 0; i < all.size(); i++) {
                String letter = String.valueOf((char) ('a' + i));
                json.put(letter, all.get(i).fullName());
                columns.add(letter);
            }
            json.put("measures", new TextTable(withDifference(columns, all), rows).maps());
            out.println(Json.of(json));
        } else {
            List<String> columns = new ArrayList<>(List.of("on " + all.get(0).day()));
            all.forEach(each -> columns.add(each.fullName()));
            out.print(new TextTable(
                            withDifference(columns, all),
                            rows.stream().map(CompareCommand::printed).toList())
                    .aligned());
            out.println();
            summary(all).forEach(out::println);
        }
        out.flush();
    }

    /** Of two a difference is told; of more there would be several. */
    private static List<String> withDifference(List<String> columns, List<RepositoryFacts> all) {
        List<String> more = new ArrayList<>(columns);
        if (all.size() == 2) {
            more.add("difference");
        }
        return more;
    }

    private static List<Row> rows(List<RepositoryFacts> all) {
        List<Row> rows = new ArrayList<>();
        rows.add(texts("tier", all, each -> each.signal().getAs("tier")));
        rows.add(numbers("board place", all, each -> each.number(Columns.BOARD_PLACE)));
        rows.add(numbers("breakout probability", all, each -> each.number(Columns.BREAKOUT_PROBABILITY)));
        rows.add(numbers("rank by score", all, each -> each.number(Columns.SIGNAL_RANK)));
        rows.add(numbers("score", all, each -> each.number(Columns.SIGNAL_SCORE)));
        RepositoryFacts scored =
                all.stream().filter(RepositoryFacts::isScored).findFirst().orElse(all.get(0));
        for (Row component : scored.components()) {
            String name = component.getAs("component");
            rows.add(numbers("  " + SignalWords.name(component), all, each -> points(each, name)));
        }
        for (String measure : MEASURES) {
            rows.add(numbers(measure.replace('_', ' '), all, each -> each.number(measure)));
        }
        rows.add(texts("cluster", all, CompareCommand::label));
        return rows;
    }

    /** A row as it is printed; its first cell names the measure, which has the unit. */
    private static Row printed(Row row) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(row.getString(0)));
        for (int i = 1; i < row.length(); i++) {
            cells.add(printed(row, i));
        }
        return RowFactory.create(cells.toArray());
    }

    private static String printed(Row row, int column) {
        String label = row.getString(0);
        boolean isPoints = label.equals("score") || label.startsWith("  ");
        return isPoints
                ? NumberFormats.points(row.<BigDecimal>getAs(column))
                : TextTable.printed(label.replace(' ', '_'), row.get(column));
    }

    private static Row texts(String name, List<RepositoryFacts> all, Function<RepositoryFacts, @Nullable Object> text) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(name));
        all.forEach(each -> cells.add(text.apply(each)));
        if (all.size() == 2) {
            cells.add(null);
        }
        return RowFactory.create(cells.toArray());
    }

    private static Row numbers(
            String name, List<RepositoryFacts> all, Function<RepositoryFacts, @Nullable Double> number) {
        List<@Nullable Double> numbers = new ArrayList<>();
        all.forEach(each -> numbers.add(number.apply(each)));
        if (all.size() == 2) {
            Double a = numbers.get(0);
            Double b = numbers.get(1);
            numbers.add(a == null || b == null ? null : (Double) (a - b));
        }
        List<@Nullable Object> cells = new ArrayList<>(List.of(name));
        numbers.forEach(value -> cells.add(rounded(value)));
        return RowFactory.create(cells.toArray());
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

    /** What has no score, and by what the first by score leads the second. */
    private static List<String> summary(List<RepositoryFacts> all) {
        List<String> lines = new ArrayList<>();
        List<RepositoryFacts> scored = new ArrayList<>();
        for (RepositoryFacts each : all) {
            if (each.number(Columns.SIGNAL_SCORE) == null) {
                lines.add("%s has no score to compare.".formatted(each.fullName()));
            } else {
                scored.add(each);
            }
        }
        if (scored.size() < 2) {
            return lines;
        }
        scored.sort(Comparator.comparingDouble(CompareCommand::score).reversed());
        RepositoryFacts ahead = scored.get(0);
        RepositoryFacts behind = scored.get(1);
        String most = ahead.components().stream()
                .map(row -> row.<String>getAs("component"))
                .max(Comparator.comparingDouble(name -> lead(ahead, behind, name)))
                .orElseThrow();
        lines.add("%s leads%s by %s points; most of it is %s, %s points."
                .formatted(
                        ahead.fullName(),
                        scored.size() == 2 ? "" : " " + behind.fullName(),
                        NumberFormats.points(score(ahead) - score(behind)),
                        most.replace('_', ' '),
                        NumberFormats.points(lead(ahead, behind, most))));
        return lines;
    }

    private static double score(RepositoryFacts facts) {
        return Objects.requireNonNull(facts.number(Columns.SIGNAL_SCORE));
    }

    private static double lead(RepositoryFacts ahead, RepositoryFacts behind, String component) {
        return Objects.requireNonNullElse(points(ahead, component), 0.0)
                - Objects.requireNonNullElse(points(behind, component), 0.0);
    }
}
