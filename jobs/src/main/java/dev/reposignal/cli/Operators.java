package dev.reposignal.cli;

import dev.reposignal.alert.AlertFile;
import dev.reposignal.alert.Channel;
import dev.reposignal.alert.Delivery;
import dev.reposignal.alert.OperatorAlert;
import dev.reposignal.alert.OperatorLog;
import dev.reposignal.alert.OperatorRule;
import dev.reposignal.config.Settings;
import dev.reposignal.error.UserException;
import dev.reposignal.lake.LakeFile;
import dev.reposignal.lake.LakeFolder;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.night.NightResult;
import dev.reposignal.text.NumberFormats;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Tells operators what went wrong, once each, over the channels of alerts.yaml that name such rules. It works without a
 * session, since a command may fail before there is one, and what fails here is said and fails no command.
 */
final class Operators {
    /** Of the lake; a folder of its own, because it has a lock of its own. */
    static final String FOLDER = "operator-alerts";

    static final String FILE = "log.json";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AlertFile file;
    private final Settings settings;
    private final String lake;
    private final InstantSource clock;
    private final PrintWriter err;

    Operators(AlertFile file, Settings settings, String lake, InstantSource clock, PrintWriter err) {
        this.file = file;
        this.settings = settings;
        this.lake = lake;
        this.clock = clock;
        this.err = err;
    }

    /** After nights that ended by themselves. */
    void nights(List<NightResult> nights, Path site) {
        List<OperatorAlert> events = new ArrayList<>();
        nights.stream()
                .filter(NightResult::isHeld)
                .forEach(night -> events.add(event(
                        OperatorRule.HELD,
                        night.day().toString(),
                        night.day().toString(),
                        "The night of %s is held: %s".formatted(night.day(), sentence(night.reason())))));
        events.addAll(fullDisks(site));
        tell(events, EnumSet.of(OperatorRule.HELD, OperatorRule.DISK));
    }

    /** After a command that failed. */
    void failed(String command, int exitCode, @Nullable String reason) {
        List<OperatorAlert> events = new ArrayList<>(fullDisks(null));
        events.add(event(
                OperatorRule.FAILED,
                command,
                "%s %d".formatted(today(), exitCode),
                "%s failed with exit code %d: %s".formatted(command, exitCode, sentence(reason))));
        tell(events, EnumSet.of(OperatorRule.FAILED, OperatorRule.DISK));
    }

    /** After the counts of a day were asked for with a token that GitHub takes. */
    void collected() {
        tell(fullDisks(null), EnumSet.of(OperatorRule.TOKEN, OperatorRule.DISK));
    }

    /** After a command found no access token, or one that GitHub refuses. */
    void tokenRefused(String reason) {
        tell(List.of(event(OperatorRule.TOKEN, "GitHub", "", sentence(reason))), EnumSet.of(OperatorRule.TOKEN));
    }

    /** When a monitor looks at the lake. */
    void looked(LakeState state) {
        List<OperatorAlert> events = new ArrayList<>(fullDisks(null));
        String late = state.fault(clock.instant(), file.operators().late());
        if (!late.isEmpty()) {
            Instant published = state.published();
            String occasion = published == null ? "no night yet" : published.toString();
            events.add(event(OperatorRule.LATE, "lake", occasion, "No fresh night: " + late));
        }
        String interrupted = state.interruptedRun();
        if (interrupted != null) {
            events.add(event(
                    OperatorRule.FAILED,
                    "nightly",
                    interrupted,
                    "The run %s was ended before it was done; run the night again".formatted(interrupted)));
        }
        tell(events, EnumSet.of(OperatorRule.LATE, OperatorRule.FAILED, OperatorRule.DISK));
    }

    private List<OperatorAlert> fullDisks(@Nullable Path site) {
        List<OperatorAlert> events = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Path> folders = new ArrayList<>();
        LakeFolder.local(lake).ifPresent(folders::add);
        if (site != null) {
            folders.add(site);
        }
        for (Path folder : folders) {
            try {
                FileStore disk = Files.getFileStore(existing(folder.toAbsolutePath()));
                long free = disk.getUsableSpace();
                if (free < file.operators().leastFreeBytes() && seen.add(disk.toString())) {
                    events.add(event(
                            OperatorRule.DISK,
                            disk.name(),
                            "",
                            "The disk of %s has %s left; at least %s are asked for"
                                    .formatted(
                                            folder,
                                            gigabytes(free),
                                            gigabytes(file.operators().leastFreeBytes()))));
                }
            } catch (IOException e) {
                err.println("warning: cannot tell the free space of %s: %s".formatted(folder, e));
            }
        }
        return events;
    }

    private static Path existing(Path folder) {
        Path path = folder;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static String gigabytes(long bytes) {
        return NumberFormats.rate(bytes / 1e9) + " GB";
    }

    /** The first line of a text without its full stop. */
    private static String sentence(@Nullable String reason) {
        String line =
                reason == null ? "" : reason.lines().findFirst().orElse("").strip();
        return line.isEmpty() ? "no reason is known" : line.replaceFirst("\\.$", "");
    }

    private OperatorAlert event(OperatorRule rule, String subject, String occasion, String title) {
        return OperatorAlert.of(today(), rule, subject, occasion, title);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Notes what is new and sends what no channel took yet. */
    private void tell(List<OperatorAlert> events, Set<OperatorRule> looked) {
        List<Channel> channels = file.channels().stream()
                .filter(channel -> !channel.operatorRules().isEmpty())
                .toList();
        if (channels.isEmpty()) {
            return;
        }
        String folder = lake + "/" + FOLDER;
        LakeLock lock = lock(folder);
        try {
            tell(events, looked, channels, folder);
        } catch (RuntimeException e) {
            err.println("warning: the alerts for operators failed and are done the next time: " + e);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
        err.flush();
    }

    private void tell(List<OperatorAlert> events, Set<OperatorRule> looked, List<Channel> channels, String folder) {
        OperatorLog before = read(folder);
        OperatorLog log = before.with(today(), events, looked);
        if (!log.equals(before)) {
            write(folder, log);
        }
        Delivery delivery =
                new Delivery(clock, Duration.ofSeconds(settings.alert().limitSeconds()));
        for (Channel channel : channels) {
            AtomicReference<OperatorLog> now = new AtomicReference<>(log);
            delivery.send(
                            channel,
                            settings.site().title(),
                            "",
                            log.pending(channel, today()),
                            (to, alerts, at) -> write(folder, now.updateAndGet(each -> each.sent(to, alerts))))
                    .forEach(what -> err.println("warning: " + what));
            log = Objects.requireNonNull(now.get());
        }
    }

    /** The lock of the log; null where the disk takes no file any more, which is the time to be told of. */
    private static @Nullable LakeLock lock(String folder) {
        try {
            return LakeLock.take(folder, PATIENCE);
        } catch (UserException e) {
            return null;
        }
    }

    private OperatorLog read(String folder) {
        try {
            Optional<byte[]> bytes = LakeFile.read(folder, FILE, new Configuration());
            return bytes.isEmpty() ? OperatorLog.EMPTY : OperatorLog.of(bytes.get());
        } catch (IOException e) {
            err.println("warning: cannot read %s/%s, it begins anew: %s".formatted(folder, FILE, e.getMessage()));
            return OperatorLog.EMPTY;
        }
    }

    /** Where the disk is full, operators are told all the same, perhaps twice. */
    private void write(String folder, OperatorLog log) {
        try {
            LakeFile.write(folder, FILE, log.bytes(), new Configuration());
        } catch (IOException | UncheckedIOException e) {
            err.println("warning: cannot write %s/%s: %s".formatted(folder, FILE, e.getMessage()));
        }
    }
}
