package dev.reposignal.cli;

import dev.reposignal.collect.Census;
import dev.reposignal.collect.CollectFolders;
import dev.reposignal.collect.FollowState;
import dev.reposignal.collect.Followed;
import dev.reposignal.collect.FoundBy;
import dev.reposignal.error.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal census}: what is followed, since when, and how it was found. */
@Command(
        name = "census",
        description = "Counts what reposignal collect follows, paused or lost, by how it was found; or lists it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal census --lake /data/lake",
            "  reposignal census --lake /data/lake --state gone",
            "  reposignal census --lake /data/lake --found-by asked --json"
        })
final class CensusCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(names = "--state", paramLabel = "STATE", description = "Lists those that are followed, paused or gone.")
    private @Nullable FollowState state;

    @Option(
            names = "--found-by",
            paramLabel = "HOW",
            description = "Lists those that were found so: asked, newborn, band, hint or watchlist.")
    private @Nullable FoundBy foundBy;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Census census = Census.read(CollectFolders.of(lake.root()).census());
        TextTable table = state == null && foundBy == null ? counts(census) : list(census);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (isJson) {
            out.println(Json.of(table.maps()));
        } else {
            out.print(table.isEmpty() ? "none\n" : table.aligned());
        }
        out.flush();
        return ExitCode.DONE.number();
    }

    private static TextTable counts(Census census) {
        List<Row> rows = new ArrayList<>();
        for (FoundBy by : FoundBy.values()) {
            List<Followed> found =
                    census.all().stream().filter(each -> each.foundBy() == by).toList();
            if (!found.isEmpty()) {
                rows.add(RowFactory.create(
                        lower(by),
                        count(found, each -> each.state() == FollowState.FOLLOWED),
                        count(found, each -> each.state() == FollowState.PAUSED),
                        count(found, each -> each.state() == FollowState.GONE)));
            }
        }
        return new TextTable(List.of("found_by", "followed", "paused", "gone"), rows);
    }

    private static long count(List<Followed> all, Predicate<Followed> which) {
        return all.stream().filter(which).count();
    }

    private TextTable list(Census census) {
        List<Row> rows = census.all().stream()
                .filter(each -> state == null || each.state() == state)
                .filter(each -> foundBy == null || each.foundBy() == foundBy)
                .sorted(Comparator.comparing(each -> each.fullName().toLowerCase(Locale.ROOT)))
                .map(each -> RowFactory.create(
                        each.fullName(),
                        lower(each.state()),
                        lower(each.foundBy()),
                        each.firstSeenOn().toString(),
                        each.lastSeenOn() == null ? null : each.lastSeenOn().toString(),
                        each.stars(),
                        each.why()))
                .toList();
        return new TextTable(
                List.of("full_name", "state", "found_by", "first_seen_on", "last_seen_on", "stars", "why"), rows);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
