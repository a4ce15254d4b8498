package dev.reposignal.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.error.Errors;
import dev.reposignal.text.GitHubLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The repositories that a file of another program names: one a line, a column of a CSV file, or a list of stars as
 * GitHub's API and its command line give it.
 */
public final class ListedNames {
    /** Names of a column or property that holds owner/name, or the address of a repository. */
    private static final List<String> NAMES =
            List.of("full_name", "nameWithOwner", "repo_name", "repository", "repo", "html_url", "url", "name");

    private ListedNames() {}

    /**
     * The repositories of a file, each once, in the order of the file.
     *
     * @throws dev.reposignal.error.UserException where the file cannot be read, names none, or a line is no repository
     */
    public static List<String> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw Errors.unreadableNames(file.toString(), e.getClass().getSimpleName());
        }
        String begin = text.stripLeading();
        List<String> invalid = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>();
        (begin.startsWith("[") || begin.startsWith("{") ? ofJson(text, file) : ofLines(text))
                .forEach(each -> GitHubLinks.fullName(each)
                        .ifPresentOrElse(
                                name -> names.putIfAbsent(name.toLowerCase(Locale.ROOT), name),
                                () -> invalid.add(each)));
        if (!invalid.isEmpty()) {
            throw Errors.invalidNames(invalid.subList(0, Math.min(10, invalid.size())));
        }
        if (names.isEmpty()) {
            throw Errors.noNamesToImport(file.toString());
        }
        return List.copyOf(names.values());
    }

    private static Stream<String> ofLines(String text) {
        List<List<String>> rows = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(ListedNames::cells)
                .toList();
        if (rows.isEmpty()) {
            return Stream.of();
        }
        Optional<Integer> column =
                NAMES.stream().map(rows.get(0)::indexOf).filter(at -> at >= 0).findFirst();
        int at = column.orElse(0);
        return rows.stream().skip(column.isPresent() ? 1 : 0).map(row -> at < row.size() ? row.get(at) : "");
    }

    /** The cells of a line of CSV; the names in it need no line breaks. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int at = 0; at < line.length(); at++) {
            char each = line.charAt(at);
            if (each == '"') {
                isQuoted = !isQuoted;
            } else if (each == ',' && !isQuoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(each);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    /** Every repository of a tree: an object with one of the names, or a list of texts. */
    private static Stream<String> ofJson(String text, Path file) {
        try {
            List<String> names = new ArrayList<>();
            // Pages of gh api --paginate come one behind the other.
            ObjectMapper mapper = new ObjectMapper();
            try (JsonParser pages = mapper.createParser(text)) {
                while (pages.nextToken() != null) {
                    collect(mapper.readTree(pages), names);
                }
            }
            return names.stream();
        } catch (JsonProcessingException e) {
            throw Errors.unreadableNames(file.toString(), "it is no JSON");
        } catch (IOException e) {
            throw Errors.unreadableNames(file.toString(), e.getClass().getSimpleName());
        }
    }

    private static void collect(JsonNode node, List<String> names) {
        if (node.isArray()) {
            for (JsonNode each : node) {
                if (each.isTextual()) {
                    names.add(each.asText());
                } else {
                    collect(each, names);
                }
            }
            return;
        }
        for (String name : NAMES) {
            JsonNode value = node.path(name);
            if (value.isTextual() && GitHubLinks.fullName(value.asText()).isPresent()) {
                names.add(value.asText());
                return;
            }
        }
        node.properties().forEach(property -> {
            if (property.getValue().isContainerNode()) {
                collect(property.getValue(), names);
            }
        });
    }
}
