package dev.reposignal.cli;

import dev.reposignal.alert.Alert;
import dev.reposignal.alert.AlertFile;
import dev.reposignal.alert.AlertRound;
import dev.reposignal.alert.Channel;
import dev.reposignal.alert.Delivery;
import dev.reposignal.alert.NightRun;
import dev.reposignal.alert.read.AlertGrading;
import dev.reposignal.alert.read.AlertTables;
import dev.reposignal.config.Settings;
import dev.reposignal.lake.Lake;
import dev.reposignal.reach.Badges;
import dev.reposignal.reach.ComparePage;
import dev.reposignal.reach.NewToYou;
import dev.reposignal.reach.SocialCards;
import dev.reposignal.reach.WatchPages;
import dev.reposignal.reach.WeekDigest;
import dev.reposignal.reach.read.AlertPageReader;
import dev.reposignal.reach.read.PublicData;
import dev.reposignal.reach.read.WatchReader;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.watch.Watchlists;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a publication has beside the pages of the nights: read from files first, so that a mistake in them ends no night. */
record Reach(Watchlists lists, Optional<AlertFile> alerts, Settings settings) {
    /**
     * Reads the files.
     *
     * @throws dev.reposignal.error.UserException with all that is wrong in them
     */
    static Reach of(SettingsOptions options, Settings settings) {
        return new Reach(options.watchlists(settings), options.alerts(settings), settings);
    }

    /**
     * Checks what needs Spark, before anything is computed.
     *
     * @throws dev.reposignal.error.UserException with all that is wrong
     */
    Reach checked(Lake lake) {
        WatchReader.check(lake, lists);
        return this;
    }

    /**
     * Grades the alerts that are due and raises those of the published nights that nobody has looked at. What fails is said, and
     * done the next time: alerts hold back no night.
     */
    void raise(Lake lake, PrintWriter err) {
        alerts.ifPresent(file -> told(err, "alerts", () -> {
            AlertTables tables = new AlertTables(lake.interpreted(), lists, file.rules());
            List<NightRun> runs = tables.publishable();
            List<Alert> raised = AlertRound.run(
                    tables, runs, run -> tables.events(run.day(), runs).alerts(file.rules(), settings.predict()));
            int graded = runs.stream()
                    .map(NightRun::day)
                    .max(Comparator.naturalOrder())
                    .map(new AlertGrading(lake.interpreted())::grade)
                    .orElse(0);
            if (!raised.isEmpty() || graded > 0) {
                err.println("alerts: %d new, %d graded".formatted(raised.size(), graded));
            }
        }));
    }

    /** Sends over all channels what they did not take yet, once the site shows it. */
    void send(Lake lake, PrintWriter err) {
        alerts.filter(file -> !file.channels().isEmpty())
                .ifPresent(file -> told(err, "channels of alerts", () -> {
                    AlertTables tables = new AlertTables(lake.interpreted(), lists, file.rules());
                    Optional<LocalDate> latest =
                            tables.publishable().stream().map(NightRun::day).max(Comparator.naturalOrder());
                    if (latest.isEmpty()) {
                        return;
                    }
                    List<Alert> recent = tables.since(latest.get().minusDays(2L * Delivery.SENT_DAYS));
                    Delivery delivery = new Delivery(
                            InstantSource.system(),
                            Duration.ofSeconds(settings.alert().limitSeconds()));
                    for (Channel channel : file.channels()) {
                        delivery.send(
                                        channel,
                                        settings.site().title(),
                                        settings.site().baseUrl(),
                                        latest.get(),
                                        recent,
                                        tables.sent(channel.name()),
                                        (to, alerts, at) -> tables.noteSent(to.name(), alerts, at))
                                .forEach(what -> err.println("warning: " + what));
                    }
                }));
    }

    private static void told(PrintWriter err, String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            err.println("warning: the %s failed and are done the next time: %s".formatted(what, e));
        }
        err.flush();
    }

    /** What tells operators of a command on a lake; empty without a file of alerts. */
    Optional<Operators> operators(String lake, PrintWriter err) {
        return alerts.map(file -> new Operators(file, settings, lake, InstantSource.system(), err));
    }

    /** The additions to the site, read from the tables as they are now; one that cannot be read is said and left out. */
    List<SiteAddition> additions(Lake lake, PrintWriter err) {
        List<SiteAddition> additions = new ArrayList<>();
        Set<String> watched = new HashSet<>();
        if (!lists.isEmpty()) {
            add(additions, "the pages of watchlists", err, () -> {
                WatchPages pages = WatchReader.read(lake, lists);
                watched.addAll(pages.repositoryKeys());
                return pages;
            });
        }
        if (alerts.isPresent()) {
            add(additions, "the page of alerts", err, () -> AlertPageReader.read(lake));
        }
        if (settings.data().publish()) {
            add(additions, "public data (data/v1)", err, () -> new PublicData(lake));
            Map<String, LocalDate> trendedOn = new HashMap<>();
            add(additions, "badges", err, () -> {
                trendedOn.putAll(PublicData.trendedOn(lake));
                return new Badges(trendedOn);
            });
            // Networks ask for a picture by a whole address.
            if (!settings.site().baseUrl().isEmpty()) {
                add(additions, "cards of repositories", err, () -> SocialCards.drawn(trendedOn, watched));
            }
            add(additions, "the page that compares", err, ComparePage::new);
            add(additions, "the feeds and mails of weeks", err, WeekDigest::new);
            add(additions, "what is new to a reader", err, NewToYou::new);
        }
        return additions;
    }

    /**
     * Reads one addition. A condition of a list may fail on a value that no check could know, as a division by zero; the rest
     * of the site goes out anyway.
     */
    private static void add(
            List<SiteAddition> additions, String what, PrintWriter err, Supplier<SiteAddition> addition) {
        try {
            additions.add(addition.get());
        } catch (RuntimeException e) {
            err.println("warning: the site is published without %s: %s"
                    .formatted(
                            what,
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
            err.flush();
        }
    }
}
