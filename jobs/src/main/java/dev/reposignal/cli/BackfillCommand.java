package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.night.Night;
import dev.reposignal.night.NightResult;
import dev.reposignal.night.StaleNights;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reposignal backfill}: several nights in order of days, then one publication of the site. */
@Command(
        name = "backfill",
        description = "Runs the nights of a range of days in order, then publishes the site once.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal backfill --lake /data/lake --site /data/site --from 2026-01-01 --to 2026-03-06 --every 7",
            "  reposignal backfill --lake /data/lake --site /data/site --stale"
        })
final class BackfillCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Mixin
    private NightOptions options = new NightOptions();

    @Option(names = "--from", paramLabel = "DAY", description = "First day, as 2026-02-24; needed without --stale.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day, included; needed without --stale.")
    private @Nullable LocalDate to;

    @Option(
            names = "--stale",
            description =
                    "Runs the nights again whose snapshots changed after they ran, as reposignal status lists them.")
    private boolean isStale;

    @Mixin
    private TodayOption today = new TodayOption();

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Run every Nth day, counted from --from (default: ${DEFAULT-VALUE}).")
    private int every = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (every < 1) {
            throw Errors.invalidStep(every);
        }
        if (!isStale && (from == null || to == null)) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "Missing required options: --from and --to, or --stale.");
        }
        LocalDate first = from == null ? LocalDate.EPOCH : from;
        LocalDate last = to == null ? today.today() : to;
        if (first.isAfter(last)) {
            throw Errors.reversedRange(first.toString(), last.toString());
        }
        Settings settings = options.settings();
        Reach reach = options.reach(settings);
        return options.watched(
                lake,
                reach,
                () -> lake.writing(opened -> {
                    reach.checked(opened);
                    Night night = options.night(opened, settings);
                    List<NightResult> results = new ArrayList<>();
                    for (LocalDate day : isStale ? staleDays(opened, first, last) : days(opened, night, first, last)) {
                        if (day.isAfter(today.today())) {
                            options.err().println("skipped %s: it is in the future".formatted(day));
                            continue;
                        }
                        options.err().println("night of " + day);
                        results.add(night.run(day));
                    }
                    reach.raise(opened, options.err());
                    night.publish(options.site(), results, reach.additions(opened, options.err()));
                    reach.send(opened, options.err());
                    options.register(opened);
                    options.tell(opened, reach, results);
                    return options.report(opened, results);
                }));
    }

    private static List<LocalDate> staleDays(Lake lake, LocalDate first, LocalDate last) {
        return StaleNights.of(lake).stream()
                .map(StaleNights.StaleNight::day)
                .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .toList();
    }

    private List<LocalDate> days(Lake lake, Night night, LocalDate first, LocalDate last) {
        List<LocalDate> observed = night.observedDays(first, last);
        if (observed.isEmpty()) {
            throw Errors.emptyRange(first.toString(), last.toString(), lake.root());
        }
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(every)) {
            if (observed.contains(day)) {
                days.add(day);
            } else {
                options.err().println("skipped %s: the feed has no snapshot of that day".formatted(day));
            }
        }
        return days;
    }
}
