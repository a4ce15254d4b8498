package dev.reposignal.cli;

import dev.reposignal.collect.CollectFolders;
import dev.reposignal.collect.NameSearch;
import dev.reposignal.collect.Token;
import dev.reposignal.collect.Waiting;
import dev.reposignal.error.Errors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal follow}: repositories that collect asks for from now on. */
@Command(
        name = "follow",
        description = "Names repositories that reposignal collect asks GitHub for every night from now on.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal follow --lake /data/lake apache/spark https://github.com/delta-io/delta",
            "  reposignal follow --lake /data/lake --file names.txt",
            "  reposignal follow --lake /data/lake --owner apache",
            "  reposignal follow --lake /data/lake --starred-by torvalds --token-file /etc/reposignal/token"
        })
final class FollowCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Mixin
    private RepositoryNames names = new RepositoryNames();

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description =
                    "All repositories of a user or an organisation that are no forks and not archived; asks GitHub.")
    private List<String> owners = new ArrayList<>();

    @Option(
            names = "--starred-by",
            paramLabel = "USER",
            description = "All repositories that a user starred: a star list; asks GitHub.")
    private List<String> users = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "For these two: file with the access token (default: the environment variable GITHUB_TOKEN).")
    private @Nullable Path tokenFile;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private TodayOption today = new TodayOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        names.addAll(found());
        return names.changed(lake, out, "new", (census, name) -> census.follow(name, today.today()));
    }

    private Set<String> found() {
        Set<String> found = new LinkedHashSet<>();
        if (owners.isEmpty() && users.isEmpty()) {
            return found;
        }
        for (String login : Stream.concat(owners.stream(), users.stream()).toList()) {
            if (!NameSearch.LOGIN.matcher(login).matches()) {
                throw Errors.invalidLogin(login);
            }
        }
        NameSearch search = new NameSearch(
                CollectFolders.of(lake.root()),
                settings.settings().collect(),
                Token.of(tokenFile, System.getenv()),
                Waiting.by(InstantSource.system()),
                CollectLines.to(Objects.requireNonNull(spec).commandLine().getErr()));
        owners.forEach(owner -> found.addAll(search.ofOwner(owner)));
        users.forEach(user -> found.addAll(search.starredBy(user)));
        return found;
    }
}
