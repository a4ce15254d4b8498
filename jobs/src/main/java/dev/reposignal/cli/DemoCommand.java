package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.ingest.Ingest;
import dev.reposignal.ingest.IngestReport;
import dev.reposignal.ingest.IngestRequest;
import dev.reposignal.night.Night;
import dev.reposignal.night.NightResult;
import dev.reposignal.site.Site;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal demo}: the whole way on the embedded sample. */
@Command(
        name = "demo",
        description =
                "Runs every stage on the sample data: two nights, a week apart, so that the second article can compare itself with the first.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reposignal demo", "  reposignal demo --output /tmp/demo --embedder tfidf"})
final class DemoCommand implements Callable<Integer> {
    /** Set by the launcher to the folder of the checkout. */
    private static final String HOME_PROPERTY = "reposignal.home";

    private static final int DAYS_BETWEEN = 7;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the lake and the site (default: data/demo in the checkout).")
    private @Nullable Path folder;

    @Option(names = "--sample", paramLabel = "DIR", description = "The sample (default: data/sample in the checkout).")
    private @Nullable Path sample;

    @Spec
    private @Nullable CommandSpec spec;

    /** The folder of the checkout. */
    static Path home() {
        return Path.of(System.getProperty(HOME_PROPERTY, "."));
    }

    @Override
    public Integer call() {
        Path home = home();
        Path source = sample != null ? sample : home.resolve("data/sample");
        Path target = folder != null ? folder : home.resolve("data/demo");
        if (!Files.isDirectory(source)) {
            throw Errors.noSample(source.toString());
        }
        Settings read = settings.settings();
        Path site = target.resolve("site");
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return WritingLakeOption.writing(target.resolve("lake").toString(), "demo", Duration.ZERO, lake -> {
            err.println("ingest " + source);
            IngestReport loaded =
                    Ingest.run(lake, new IngestRequest(List.of(source.toString()), null, null, false), Instant.now());
            loaded.lines().forEach(err::println);

            Night night = NightOptions.night(lake, read, false, ConsoleProgress.to(err));
            LocalDate latest = night.latestDay();
            List<NightResult> results = new ArrayList<>();
            for (LocalDate day : List.of(latest.minusDays(DAYS_BETWEEN), latest)) {
                err.println("night of " + day);
                results.add(night.run(day));
            }
            night.publish(site, results);

            results.stream()
                    .filter(NightResult::isHeld)
                    .forEach(result -> out.println("held %s: %s".formatted(result.day(), result.reason())));
            if (results.stream()
                    .noneMatch(result -> result.isHeld() && result.day().equals(latest))) {
                BoardTable.printFirst(lake, latest, out);
                out.println();
            }
            out.println("article: " + Site.article(site, latest));
            out.println("all articles: " + site.resolve("index.html"));
            out.println("query the tables: jobs/bin/reposignal sql --lake %s \"SELECT * FROM night_summary\""
                    .formatted(lake.root()));
            return results.stream().anyMatch(NightResult::isHeld) ? ExitCode.HELD.number() : ExitCode.DONE.number();
        });
    }
}
