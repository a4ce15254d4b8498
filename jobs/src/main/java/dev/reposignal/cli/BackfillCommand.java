package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.night.Night;
import dev.reposignal.night.NightResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reposignal backfill}: several nights in order of days, then one publication of the site. */
@Command(
        name = "backfill",
        description = "Runs the nights of a range of days in order, then publishes the site once.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer =
                "  reposignal backfill --lake /data/lake --site /data/site --from 2026-01-01 --to 2026-03-06 --every 7")
final class BackfillCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Mixin
    private NightOptions options = new NightOptions();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day, for example 2026-02-24.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day (included).")
    private LocalDate to = LocalDate.EPOCH;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Run every Nth day, counted from --from (default: ${DEFAULT-VALUE}).")
    private int every = 1;

    @Override
    public Integer call() {
        if (every < 1) {
            throw Errors.invalidStep(every);
        }
        if (from.isAfter(to)) {
            throw Errors.reversedRange(from.toString(), to.toString());
        }
        Settings settings = options.settings();
        return lake.writing(opened -> {
            Night night = options.night(opened, settings);
            List<LocalDate> observed = night.observedDays(from, to);
            if (observed.isEmpty()) {
                throw Errors.emptyRange(from.toString(), to.toString(), opened.root());
            }
            List<NightResult> results = new ArrayList<>();
            for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(every)) {
                if (!observed.contains(day)) {
                    options.err().println("skipped %s: the lake has no snapshot of that day".formatted(day));
                    continue;
                }
                options.err().println("night of " + day);
                results.add(night.run(day));
            }
            night.publish(options.site(), results);
            options.register(opened);
            return options.report(results);
        });
    }
}
