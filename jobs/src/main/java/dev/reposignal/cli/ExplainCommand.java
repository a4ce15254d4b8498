package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.ExitCode;
import dev.reposignal.query.RepositoryFacts;
import dev.reposignal.query.RepositoryReader;
import dev.reposignal.row.YoungWords;
import dev.reposignal.table.Columns;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal explain}: why a repository has the score it has. */
@Command(
        name = "explain",
        description =
                "Explains the score of a repository, what keeps it from the next tier, and shows its history and predictions.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal explain --lake data/demo/lake svelmura/murmurbox",
            "  reposignal explain --lake data/demo/lake --date 2026-02-27 svelmura/murmurbox",
            "  reposignal explain --lake /data/lake --since 2024-01-01 FlowiseAI/Flowise"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int HISTORY_WIDTH = 91;
    private static final int HEADING = 12;

    @Mixin
    private LakeOption lake = new LakeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "OWNER/NAME", description = "The repository, in any case; an earlier name is accepted.")
    private String fullName = "";

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Day of the night (default: the latest in the lake).")
    private @Nullable LocalDate date;

    @Option(
            names = "--since",
            paramLabel = "DAY",
            description =
                    "First day of the history to show (default: 91 days before; a longer history takes longer to read).")
    private @Nullable LocalDate since;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Settings read = settings.settings();
        return lake.reading(opened -> {
            RepositoryFacts facts = RepositoryReader.facts(opened.interpreted(), date, since, List.of(fullName))
                    .get(0);
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            if (isJson) {
                out.println(Json.of(asMap(read, facts)));
            } else {
                print(read, facts, out);
            }
            out.flush();
            return ExitCode.DONE.number();
        });
    }

    private static void print(Settings settings, RepositoryFacts facts, PrintWriter out) {
        out.printf("%s on %s: %s%n", facts.fullName(), facts.day(), verdict(facts));
        String missing = TierWords.missing(settings, facts);
        if (!missing.isEmpty()) {
            out.println(missing);
        }
        out.println();
        if (!facts.components().isEmpty()) {
            out.print(components(facts).aligned());
            out.println();
        }
        paragraph(out, "Stars", List.of(stars(facts)));
        YoungWords.of(age(facts), facts.number(Columns.YOUNG_PROBABILITY))
                .ifPresent(young -> paragraph(out, "Young", List.of(young)));
        paragraph(out, "History", history(facts));
        List<String> flags = SignalWords.flags(facts);
        paragraph(out, "Flags", flags.isEmpty() ? List.of("none") : flags);
        paragraph(out, "Cluster", List.of(cluster(facts.cluster())));
        if (!facts.neighbours().isEmpty()) {
            paragraph(
                    out,
                    "Nearest",
                    List.of(facts.neighbours().stream()
                            .map(each -> "%s (%s)"
                                    .formatted(
                                            TextTable.printed(each.fullName()), NumberFormats.ratio(each.similarity())))
                            .collect(Collectors.joining(", "))));
        }
        paragraph(
                out,
                "Predictions",
                facts.predictions().isEmpty()
                        ? List.of("none about it")
                        : facts.predictions().stream()
                                .map(ExplainCommand::prediction)
                                .toList());
        paragraph(out, "First seen", List.of(firstSeen(facts)));
    }

    private static void paragraph(PrintWriter out, String heading, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            out.printf("%-" + HEADING + "s %s%n", i == 0 ? heading : "", lines.get(i));
        }
    }

    private static String verdict(RepositoryFacts facts) {
        if (!facts.isScored()) {
            return "no score, watched";
        }
        Integer place = facts.signal().getAs(Columns.BOARD_PLACE);
        Double probability = facts.number(Columns.BREAKOUT_PROBABILITY);
        return "%s%s%s; %s of 100 points, %s by score"
                .formatted(
                        facts.signal().<String>getAs("tier"),
                        place == null ? "" : ", place %s on the board".formatted(NumberFormats.count(place)),
                        probability == null ? "" : ", break-out probability " + NumberFormats.percent(probability),
                        NumberFormats.points(facts.signal().<BigDecimal>getAs(Columns.SIGNAL_SCORE)),
                        NumberFormats.ordinal(facts.signal().<Integer>getAs(Columns.SIGNAL_RANK)));
    }

    private static TextTable components(RepositoryFacts facts) {
        List<Row> rows = facts.components().stream()
                .map(row -> RowFactory.create(
                        SignalWords.name(row),
                        row.getAs("points"),
                        row.<Object>getAs("weight"),
                        SignalWords.measured(row, facts)))
                .toList();
        return new TextTable(List.of("component", "points", "of", "measured"), rows);
    }

    private static String stars(RepositoryFacts facts) {
        return "%s; %s in %s, %s in %s, %s in %s"
                .formatted(
                        NumberFormats.count(facts.signal().<Long>getAs("stars")),
                        SignalWords.signed(facts.number(Columns.STARS_GAINED_24H)),
                        days(facts.number(Columns.DAYS_ELAPSED_24H), "1 day"),
                        SignalWords.signed(facts.number(Columns.STARS_GAINED_7D)),
                        days(facts.number(Columns.DAYS_ELAPSED_7D), "7 days"),
                        SignalWords.signed(facts.number(Columns.STARS_GAINED_28D)),
                        days(facts.number(Columns.DAYS_ELAPSED_28D), "28 days"));
    }

    private static @Nullable Integer age(RepositoryFacts facts) {
        Double days = facts.number(Columns.AGE_DAYS);
        return days == null ? null : (Integer) days.intValue();
    }

    private static String days(@Nullable Double elapsed, String otherwise) {
        return elapsed == null ? otherwise : NumberFormats.counted(elapsed, "day", "days");
    }

    private static List<String> history(RepositoryFacts facts) {
        LocalDate last = facts.day();
        NavigableMap<LocalDate, Long> shown = facts.history();
        if (shown.isEmpty()) {
            return List.of("no observation since " + facts.historyFrom());
        }
        LocalDate from = shown.firstKey();
        long missing = last.toEpochDay() - from.toEpochDay() + 1 - shown.size();
        return List.of(
                Sparkline.ofDays(shown, from, last, HISTORY_WIDTH),
                "%s on %s to %s on %s%s"
                        .formatted(
                                NumberFormats.counted(shown.firstEntry().getValue(), "star", "stars"),
                                from,
                                NumberFormats.count(shown.lastEntry().getValue()),
                                shown.lastKey(),
                                missing == 0
                                        ? ""
                                        : "; a dot is a day without an observation, there are "
                                                + NumberFormats.count(missing)));
    }

    private static String cluster(@Nullable Row cluster) {
        if (cluster == null) {
            return "none: its text says too little, or no cluster is similar to it";
        }
        return "%s (%s): %s of %s%s"
                .formatted(
                        TextTable.printed(cluster.<String>getAs("label")),
                        cluster.<String>getAs("cluster_id"),
                        NumberFormats.counted(cluster.<Long>getAs("repos"), "repository", "repositories"),
                        NumberFormats.counted(cluster.<Long>getAs("owners"), "owner", "owners"),
                        cluster.<Boolean>getAs("is_forming") ? ", forming now" : "");
    }

    private static String prediction(Row prediction) {
        String outcome = prediction.getAs("outcome");
        return "%s: probability %s, base rate %s; %s"
                .formatted(
                        TextTable.printed(prediction.<String>getAs("claim")),
                        NumberFormats.percent(prediction.<Double>getAs("probability")),
                        NumberFormats.percent(prediction.<Double>getAs("base_rate")),
                        outcome == null
                                ? "open until " + prediction.<Object>getAs("due_on")
                                : outcome + ". " + TextTable.printed(prediction.<String>getAs("evidence")));
    }

    private static String firstSeen(RepositoryFacts facts) {
        List<String> parts = new ArrayList<>();
        if (facts.firstObservedOn() != null) {
            parts.add("in the feed on %s".formatted(facts.firstObservedOn()));
        }
        first(facts, false).ifPresent(night -> parts.add("tracked on %s".formatted(night.day())));
        first(facts, true)
                .ifPresent(night -> parts.add(
                        "surfacing on %s at board rank %s".formatted(night.day(), NumberFormats.count(night.rank()))));
        long surfacing = facts.tracked().stream()
                .filter(RepositoryFacts.TrackedNight::isSurfacing)
                .count();
        if (surfacing > 1) {
            parts.add("surfacing on %s nights in all".formatted(NumberFormats.count(surfacing)));
        }
        if (facts.tracked().isEmpty()) {
            parts.add("never tracked");
        }
        return String.join("; ", parts);
    }

    private static Optional<RepositoryFacts.TrackedNight> first(RepositoryFacts facts, boolean isSurfacing) {
        return facts.tracked().stream()
                .filter(night -> !isSurfacing || night.isSurfacing())
                .findFirst();
    }

    private static Map<String, @Nullable Object> asMap(Settings settings, RepositoryFacts facts) {
        Map<String, @Nullable Object> all =
                new LinkedHashMap<>(TextTable.of(List.of(facts.signal())).maps().get(0));
        all.put("missing", TierWords.missing(settings, facts));
        all.put("flags", SignalWords.flags(facts));
        all.put("components", TextTable.of(facts.components()).maps());
        all.put(
                "cluster",
                facts.cluster() == null
                        ? null
                        : TextTable.of(List.of(facts.cluster())).maps().get(0));
        all.put(
                "neighbours",
                facts.neighbours().stream()
                        .map(each -> Map.of("full_name", each.fullName(), "similarity", each.similarity()))
                        .toList());
        Map<String, Long> history = new TreeMap<>();
        facts.history().forEach((day, stars) -> history.put(day.toString(), stars));
        all.put("history_from", facts.historyFrom().toString());
        all.put("history", history);
        all.put(
                "first_observed_on",
                facts.firstObservedOn() == null ? null : facts.firstObservedOn().toString());
        all.put("first_tracked_on", dayOf(first(facts, false)));
        all.put("first_surfaced_on", dayOf(first(facts, true)));
        all.put("predictions", TextTable.of(facts.predictions()).maps());
        return all;
    }

    private static @Nullable String dayOf(Optional<RepositoryFacts.TrackedNight> night) {
        return night.map(each -> each.day().toString()).orElse(null);
    }
}
