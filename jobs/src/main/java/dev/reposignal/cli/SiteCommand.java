package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal site}: the site once more, from the tables alone. */
@Command(
        name = "site",
        description =
                "Publishes the site again from the tables, for example after a change of the site settings or to another folder. "
                        + "Runs no night and writes no table.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  reposignal site --lake /data/lake --site /data/site --set site.base_url=https://example.org")
final class SiteCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--site",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the site; readers see the old or the new site, never a mixture.")
    private @Nullable Path site;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Settings read = settings.settings();
        Reach reach = Reach.of(settings, read);
        Path target = Objects.requireNonNull(site);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return lake.reading(opened -> {
            // A wrong --lake must not replace the present site by an empty one.
            if (!opened.exists(Tables.ARTICLES)) {
                throw Errors.missingTable(Tables.ARTICLES.name(), opened.root());
            }
            NightOptions.night(opened, read, false, ConsoleProgress.to(err))
                    .publish(target, List.of(), reach.checked(opened).additions(opened, err));
            out.println("site: " + target.resolve("index.html"));
            return ExitCode.DONE.number();
        });
    }
}
