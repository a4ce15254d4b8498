package dev.reposignal.cli;

import dev.reposignal.collect.Census;
import dev.reposignal.collect.CollectFolders;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.LakeLock;
import java.io.PrintWriter;
import java.time.Duration;
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
        CollectFolders folders = CollectFolders.of(lake.root());
        LakeLock lock = LakeLock.take(folders.own().toString(), Duration.ZERO);
        try {
            Census census = Census.read(folders.census());
            int changed = 0;
            for (String name : names.read()) {
                changed += census.follow(name, today.today()) ? 1 : 0;
            }
            census.write(folders.census());
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            out.printf("%d new; %d followed%n", changed, census.followed());
            out.flush();
            return ExitCode.DONE.number();
        } finally {
            lock.close();
        }
    }
}
