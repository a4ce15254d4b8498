package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal open}: the site in the browser. */
@Command(
        name = "open",
        description = "Opens the site, or the article of a day, in the browser, and prints its address.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reposignal open --site data/demo/site", "  reposignal open --site data/demo/site --date 2026-02-27"
        })
final class OpenCommand implements Callable<Integer> {
    @Option(
            names = "--site",
            paramLabel = "DIR",
            defaultValue = "${env:RS_SITE}",
            description = "Folder of the site (default: RS_SITE, otherwise that of the demo).")
    private @Nullable Path site;

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "The article of this day (default: the first page).")
    private @Nullable LocalDate date;

    @Option(names = "--no-browser", description = "Only prints the address.")
    private boolean isPrintedOnly;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = site != null ? site : DemoCommand.home().resolve("data/demo/site");
        Path page = date == null ? folder.resolve("index.html") : Site.article(folder, date);
        if (!Files.isRegularFile(page)) {
            throw Errors.noPage(page.toString());
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String address = page.toAbsolutePath().normalize().toUri().toString();
        out.println(address);
        out.flush();
        if (!isPrintedOnly && !isOpened(address)) {
            spec.commandLine().getErr().println("No browser was found here; open the address above.");
        }
        return ExitCode.DONE.number();
    }

    /** Whether the system's own opener took the address; it goes on after this process has ended. */
    private static boolean isOpened(String address) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String opener = system.contains("mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(List.of(opener, address))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            // There is no such program, as on a server.
            return false;
        }
    }
}
