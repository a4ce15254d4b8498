package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.text.GitHubLinks;
import dev.reposignal.watch.ListedNames;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.WatchlistFile;
import dev.reposignal.watch.Watchlists;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal watch}: the watchlists, which the collector follows and the site has pages of. */
@Command(
        name = "watch",
        description =
                "Changes and lists the watchlists: what they name is collected, and has a page and feeds on the site.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            WatchCommand.Add.class,
            WatchCommand.Remove.class,
            WatchCommand.ListNames.class,
            WatchCommand.Import.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal watch add spark apache/spark delta-io/delta 'databricks/*'",
            "  reposignal watch import starred stars.json",
            "  reposignal watch list spark",
            "  reposignal watch remove spark delta-io/delta"
        })
final class WatchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Missing required subcommand: add, remove, list or import.");
    }

    /** What the subcommands share. */
    private abstract static class OfLists implements Callable<Integer> {
        @Mixin
        SettingsOptions settings = new SettingsOptions();

        @Spec
        @Nullable
        CommandSpec spec;

        Path folder() {
            return settings.watchFolder(settings.settings());
        }

        int say(String format, Object... values) {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            out.printf(format, values);
            out.flush();
            return ExitCode.DONE.number();
        }
    }

    /** Names on a command line, {@code owner/*} included. */
    private abstract static class OfNames extends OfLists {
        @Parameters(index = "0", paramLabel = "LIST", description = "Name of the list: that of its file.")
        String list = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "OWNER/NAME",
                description = "Repositories, by name or address; owner/* for all of an owner.")
        List<String> given = new ArrayList<>();

        List<String> names() {
            List<String> names = new ArrayList<>();
            List<String> invalid = new ArrayList<>();
            for (String each : given) {
                if (each.matches("[A-Za-z0-9][A-Za-z0-9_-]*/\\*")) {
                    names.add(each);
                } else {
                    GitHubLinks.fullName(each).ifPresentOrElse(names::add, () -> invalid.add(each));
                }
            }
            if (!invalid.isEmpty()) {
                throw Errors.invalidNames(invalid);
            }
            return names;
        }
    }

    /** {@code reposignal watch add}. */
    @Command(
            name = "add",
            description = "Adds repositories to a list, which is made where it is missing.",
            mixinStandardHelpOptions = true)
    static final class Add extends OfNames {
        @Override
        public Integer call() {
            WatchlistFile file = WatchlistFile.of(folder(), list);
            int added = file.add(names());
            return say("%d new in %s%n", added, file.path());
        }
    }

    /** {@code reposignal watch remove}. */
    @Command(name = "remove", description = "Takes repositories off a list.", mixinStandardHelpOptions = true)
    static final class Remove extends OfNames {
        @Override
        public Integer call() {
            WatchlistFile file = WatchlistFile.of(folder(), list);
            List<String> names = names();
            file.remove(names);
            return say("%d removed from %s%n", names.size(), file.path());
        }
    }

    /** {@code reposignal watch import}. */
    @Command(
            name = "import",
            description = {
                "Adds the repositories that a file names: one a line, CSV with a column full_name, or JSON of GitHub's API.",
                "For your own stars: gh api --paginate user/starred > stars.json"
            },
            mixinStandardHelpOptions = true)
    static final class Import extends OfLists {
        @Parameters(index = "0", paramLabel = "LIST", description = "Name of the list.")
        private String list = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The file.")
        private Path source = Path.of("");

        @Override
        public Integer call() {
            WatchlistFile file = WatchlistFile.of(folder(), list);
            List<String> names = ListedNames.read(source);
            int added = file.add(names);
            return say("%d named, %d new in %s%n", names.size(), added, file.path());
        }
    }

    /** {@code reposignal watch list}. */
    @Command(
            name = "list",
            description = "Checks all lists and prints what they name, or one of them whole.",
            mixinStandardHelpOptions = true)
    static final class ListNames extends OfLists {
        @Parameters(index = "0", arity = "0..1", paramLabel = "LIST", description = "Name of a list.")
        private @Nullable String list;

        @Option(names = "--json", description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            Path folder = folder();
            Watchlists lists = Watchlists.read(folder);
            if (list == null) {
                TextTable table = new TextTable(
                        List.of("list", "title", "repositories", "owners", "other"),
                        lists.all().stream()
                                .map(each -> RowFactory.create(
                                        each.name(),
                                        each.title(),
                                        (long) each.repositories().size(),
                                        (long) each.owners().size(),
                                        other(each)))
                                .toList());
                return say("%s", isJson ? Json.of(table.maps()) : table.isEmpty() ? none(folder) : table.aligned());
            }
            Watchlist chosen = lists.all().stream()
                    .filter(each -> each.name().equals(list))
                    .findFirst()
                    .orElseThrow(() -> Errors.noWatchlist(
                            Objects.requireNonNull(list),
                            folder.toString(),
                            lists.all().stream().map(Watchlist::name).toList()));
            if (isJson) {
                return say("%s%n", Json.of(asMap(chosen)));
            }
            chosen.repositories().forEach(each -> say("%s%n", each));
            chosen.owners().forEach(each -> say("%s/*%n", each));
            return other(chosen).isEmpty() ? ExitCode.DONE.number() : say("%s%n", other(chosen));
        }

        private static String none(Path folder) {
            return "no list in %s; make one: reposignal watch add LIST OWNER/NAME%n".formatted(folder);
        }

        /** What selects by a property, in the words of the file. */
        private static String other(Watchlist each) {
            List<String> parts = new ArrayList<>();
            Map<String, List<String>> selections = new LinkedHashMap<>();
            selections.put("clusters", each.clusters());
            selections.put("fields", each.fields());
            selections.put("languages", each.languages());
            selections.forEach((key, values) -> {
                if (!values.isEmpty()) {
                    parts.add("%s: %s".formatted(key, String.join(", ", values)));
                }
            });
            if (!each.where().isEmpty()) {
                parts.add("where: " + each.where());
            }
            return String.join("; ", parts);
        }

        private static Map<String, Object> asMap(Watchlist each) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("list", each.name());
            map.put("title", each.title());
            map.put("repositories", each.repositories());
            map.put("owners", each.owners());
            map.put("clusters", each.clusters());
            map.put("fields", each.fields());
            map.put("languages", each.languages());
            map.put("where", each.where());
            map.put("most", each.most());
            return map;
        }
    }
}
