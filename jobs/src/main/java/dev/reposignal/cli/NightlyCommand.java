package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.night.Night;
import dev.reposignal.night.NightResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reposignal nightly}: every stage for one day. */
@Command(
        name = "nightly",
        description = "Runs every stage for one day: signals, clusters, predictions, insights, article, site.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal nightly --lake /data/lake --site /data/site",
            "  reposignal nightly --lake /data/lake --site /data/site --date 2026-03-06 --allow-stale"
        })
final class NightlyCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Mixin
    private NightOptions options = new NightOptions();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "The day, as 2026-03-06 (default: the latest snapshot day in the lake up to today).")
    private @Nullable LocalDate date;

    @Option(
            names = "--force",
            description = "Runs a day in the future (without the ledger) or one before the last published night.")
    private boolean force;

    @Mixin
    private TodayOption today = new TodayOption();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Reach reach = options.reach(settings);
        return options.watched(
                lake,
                reach,
                () -> lake.writing(opened -> {
                    reach.checked(opened);
                    Night night = options.night(opened, settings);
                    LocalDate present = today.today();
                    LocalDate day = date != null ? date : night.latestDay(present);
                    if (!force) {
                        night.checkOrder(day, present);
                    }
                    List<NightResult> results = new ArrayList<>();
                    for (LocalDate interrupted : night.interruptedBefore(day)) {
                        options.err()
                                .println("The night of %s was interrupted: it is run again first."
                                        .formatted(interrupted));
                        results.add(night.run(interrupted, present));
                    }
                    results.add(night.run(day, present));
                    reach.raise(opened, options.err());
                    night.publish(options.site(), results, reach.additions(opened, options.err()));
                    reach.send(opened, options.err());
                    options.register(opened);
                    options.tell(opened, reach, results);
                    return options.report(opened, results);
                }));
    }
}
