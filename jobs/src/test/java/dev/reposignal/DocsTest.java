package dev.reposignal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.cli.CommandLines;
import dev.reposignal.error.ExitCode;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.View;
import dev.reposignal.table.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Compares what the documents say about the code with the code. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = Path.of("docs");
    private static final Path MAIN = Path.of("src/main/java/dev/reposignal");
    private static final Path TEST = Path.of("src/test/java/dev/reposignal");

    /** Names in the documents that look like classes of ours and belong to others. */
    private static final Set<String> OTHERS = Set.of("DeltaLog", "DeltaTable", "AutoCreateSharedArchive", "NaT");

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(DOCS)) {
            return Stream.concat(
                            docs.filter(path -> path.toString().endsWith(".md")),
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "SECURITY.md",
                                            "CHANGELOG.md",
                                            "data/README.md",
                                            "data/sample/README.md",
                                            "notebooks/README.md",
                                            "notebooks/pyspark.md")
                                    .map(ROOT::resolve))
                    .sorted()
                    .toList();
        }
    }

    /** Documents that people write; the others are generated. */
    static List<Path> writtenDocuments() throws IOException {
        return documents().stream()
                .filter(path -> !path.startsWith(ROOT.resolve("data")))
                .toList();
    }

    static List<View> views() {
        return Views.ALL;
    }

    @Test
    void exitCodes_areThoseOfTheEnum() {
        Map<Integer, String> documented =
                matches("(?m)^\\| (\\d+) \\| (.+) \\|$", DOCS.resolve("operations.md")).stream()
                        .collect(Collectors.toMap(match -> Integer.valueOf(match.group(1)), match -> match.group(2)));

        assertThat(documented)
                .isEqualTo(Arrays.stream(ExitCode.values())
                        .collect(Collectors.toMap(ExitCode::number, ExitCode::meaning)));
    }

    @Test
    void commandsOfTheReadme_areThoseOfTheCommandLine() {
        Set<String> documented = matches("(?m)^\\| `([a-z-]+)` \\| ", ROOT.resolve("README.md")).stream()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented)
                .isEqualTo(new TreeSet<>(
                        new CommandLine(new CommandLines()).getSubcommands().keySet()));
    }

    @Test
    void memoryOfTheLauncher_isThatOfTheScript() {
        Path launcher = Path.of("bin/reposignal");
        String standard =
                only("memory=\"\\$\\{RS_MEMORY:-(\\w+)}\"\\ncase", launcher).group(1);
        MatchResult larger = only("(?m)^ +(.+)\\) memory=\"\\$\\{RS_MEMORY:-(\\w+)}\"", launcher);
        List<String> commands = new ArrayList<>(List.of(larger.group(1).split(" \\| ")));
        commands.retainAll(new CommandLine(new CommandLines()).getSubcommands().keySet());
        String sentence = "default %s, for %s and %s %s"
                .formatted(
                        standard,
                        String.join(", ", commands.subList(0, commands.size() - 1)),
                        commands.get(commands.size() - 1),
                        larger.group(2));

        assertThat(text(DOCS.resolve("operations.md")))
                .contains("| `RS_MEMORY` | memory of the Java heap; " + sentence);
        assertThat(text(launcher)).contains("#   RS_MEMORY      memory of the Java heap; " + sentence);
    }

    @Test
    void packagesOfTheGuide_areThoseOfTheCode() throws IOException {
        Set<String> documented = matches("(?m)^\\| `([a-z]+)` \\| ", ROOT.resolve("CONTRIBUTING.md")).stream()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> folders = Files.list(MAIN)) {
            assertThat(documented)
                    .isEqualTo(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** A column that a view takes from a table keeps its unit and type. */
    @ParameterizedTest
    @MethodSource("views")
    void viewColumn_hasTheUnitOfTheTableItComesFrom(View view) {
        Map<String, List<Field>> read = new TreeMap<>();
        for (Table table : Tables.ALL) {
            if (Pattern.compile("\\b" + table.name() + "\\b")
                    .matcher(view.query())
                    .find()) {
                table.fields().forEach(field -> read.computeIfAbsent(field.name(), name -> new ArrayList<>())
                        .add(field));
            }
        }
        for (Field column : view.fields()) {
            List<Field> sources = read.getOrDefault(column.name(), List.of());
            if (!sources.isEmpty()) {
                assertThat(sources)
                        .as("%s.%s is %s [%s]", view.name(), column.name(), column.type(), column.unit())
                        .anyMatch(source -> source.unit().equals(column.unit())
                                && source.type().sameType(column.type()));
            }
        }
    }

    /** "`health.purge_share` (0.12)" names the default; every setting that is named exists. */
    @Test
    void settingsInDocuments_existWithTheNamedDefault() throws IOException {
        Map<String, String> defaults =
                matches("(?m)^\\| `([a-z]+\\.[a-z_]+)` \\| (.*?) \\|", DOCS.resolve("configuration.md")).stream()
                        .collect(Collectors.toMap(
                                match -> match.group(1), match -> match.group(2).replace("`", "")));
        String groups = defaults.keySet().stream()
                .map(key -> key.substring(0, key.indexOf('.')))
                .distinct()
                .collect(Collectors.joining("|"));
        int named = 0;
        for (Path document : documents()) {
            for (MatchResult match : matches("`((?:" + groups + ")\\.[a-z_]+)`(?:\\s+\\(([\\d.,]+)\\))?", document)) {
                assertThat(defaults).as("%s names a setting", document).containsKey(match.group(1));
                if (match.group(2) != null) {
                    named++;
                    assertThat(Double.parseDouble(match.group(2).replace(",", "")))
                            .as("%s names the default of %s", document, match.group(1))
                            .isEqualTo(Double.parseDouble(defaults.get(match.group(1))));
                }
            }
        }
        assertThat(named).isGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void link_leadsToAFile(Path document) {
        for (MatchResult match : matches("\\]\\(([^)#]+)(#[^)]*)?\\)", document)) {
            if (!match.group(1).contains(":")) {
                assertThat(document.resolveSibling(match.group(1)))
                        .as("link in %s", document)
                        .exists();
            }
        }
    }

    /** `Velocities` or `signal.Velocities` in a document is a class of ours. */
    @ParameterizedTest
    @MethodSource("documents")
    void classInADocument_exists(Path document) throws IOException {
        Set<String> classes = new TreeSet<>(OTHERS);
        for (Path sources : List.of(MAIN, TEST)) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.map(sources::relativize)
                        .map(Path::toString)
                        .filter(name -> name.endsWith(".java"))
                        .map(name -> name.replace(".java", "").replace('/', '.'))
                        .forEach(name -> {
                            classes.add(name);
                            classes.add(name.substring(name.lastIndexOf('.') + 1));
                        });
            }
        }
        if (document.endsWith("CHANGELOG.md")) {
            return;
        }
        for (MatchResult match : matches("`((?:[a-z]+\\.)*[A-Z][a-z]+(?:[A-Z][a-z]*)+)(?:\\.[A-Z_]+)?`", document)) {
            assertThat(classes)
                    .as("%s names a class", document)
                    .contains(match.group(1).replaceFirst("^dev\\.reposignal\\.", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("writtenDocuments")
    void line_fitsIn120Characters(Path document) {
        Predicate<String> mayBeLong =
                line -> line.startsWith("|") || line.startsWith("    ") || line.contains("](http");
        List<String> tooLong = new ArrayList<>();
        boolean isCode = false;
        for (String line : text(document).lines().toList()) {
            isCode ^= line.strip().startsWith("```");
            if (!isCode && line.length() > 120 && !mayBeLong.test(line) && !line.startsWith("- [`")) {
                tooLong.add(line);
            }
        }
        assertThat(tooLong).as("lines of %s", document).isEmpty();
    }

    /** Every decision has a title with its number, a status, a date, and the same headings in the same order. */
    @Test
    void decisions_haveOneFormat() throws IOException {
        List<Path> decisions = documents().stream()
                .filter(path -> path.startsWith(DOCS.resolve("adr")))
                .toList();
        assertThat(decisions).hasSizeGreaterThan(15);
        assertThat(decisions).allSatisfy(path -> {
            int number = Integer.parseInt(path.getFileName().toString().substring(0, 4));
            assertThat(text(path))
                    .matches("(?s)# " + number
                            + "\\. [^\\n]+\\n\\n- Status: \\w[^\\n]*\\n- Date: \\d{4}-\\d{2}-\\d{2}\\n\\n"
                            + "## Context\\n.+\\n## Decision\\n.+?(\\n## Alternatives\\n.+)?\\n## Consequences\\n.+");
        });
    }

    private static MatchResult only(String pattern, Path file) {
        List<MatchResult> found = matches(pattern, file);
        assertThat(found).as("%s in %s", pattern, file).hasSize(1);
        return found.get(0);
    }

    private static List<MatchResult> matches(String pattern, Path file) {
        return Pattern.compile(pattern).matcher(text(file)).results().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
