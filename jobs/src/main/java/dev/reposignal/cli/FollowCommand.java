package dev.reposignal.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reposignal follow}: repositories that collect asks for from now on. */
@Command(
        name = "follow",
        description = "Names repositories that reposignal collect asks GitHub for every night from now on.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal follow --lake /data/lake apache/spark https://github.com/delta-io/delta",
            "  reposignal follow --lake /data/lake --file names.txt"
        })
final class FollowCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Mixin
    private RepositoryNames names = new RepositoryNames();

    @Mixin
    private TodayOption today = new TodayOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        return names.changed(lake, out, "new", (census, name) -> census.follow(name, today.today()));
    }
}
