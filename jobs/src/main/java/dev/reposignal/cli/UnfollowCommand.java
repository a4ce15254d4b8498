package dev.reposignal.cli;

import dev.reposignal.collect.Census;
import dev.reposignal.collect.CollectFolders;
import java.io.PrintWriter;
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

/** {@code reposignal unfollow}: repositories that collect asks for no longer. */
@Command(
        name = "unfollow",
        description = "Pauses repositories: reposignal collect asks for them no longer. Rows in the lake stay.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal unfollow --lake /data/lake apache/spark",
            "  reposignal unfollow --lake /data/lake --owner apache"
        })
final class UnfollowCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Mixin
    private RepositoryNames names = new RepositoryNames();

    @Option(names = "--owner", paramLabel = "OWNER", description = "Everything of an owner that is followed.")
    private List<String> owners = new ArrayList<>();

    @Mixin
    private TodayOption today = new TodayOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Census followed = Census.read(CollectFolders.of(lake.root()).census());
        owners.forEach(owner -> names.addAll(followed.namesOf(owner)));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        return names.changed(lake, out, "paused", (census, name) -> census.unfollow(name, today.today()));
    }
}
