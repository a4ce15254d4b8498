package dev.reposignal.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The files of a site and how they hang together. */
final class SiteFiles {
    private final Path root;
    private final Map<Path, Document> parsed = new HashMap<>();

    SiteFiles(Path site) {
        try {
            root = site.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Files whose names end so, in order. */
    List<Path> files(String end) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> pages() {
        return files(".html");
    }

    /** Some pages of every kind: of each folder the first and the last ones, all of the root. */
    List<Path> pagesOfEveryKind(int perFolder) {
        Map<Path, List<Path>> folders = new TreeMap<>();
        pages().forEach(page -> folders.computeIfAbsent(page.getParent(), folder -> new ArrayList<>())
                .add(page));
        return folders.entrySet().stream()
                .flatMap(entry -> entry.getKey().equals(root)
                        ? entry.getValue().stream()
                        : Stream.concat(
                                        entry.getValue().stream().limit(perFolder - 1L),
                                        Stream.of(entry.getValue()
                                                .get(entry.getValue().size() - 1)))
                                .distinct())
                .toList();
    }

    /** Links and references of a page that lead nowhere in the site. */
    List<String> brokenLinks(Path page) {
        List<String> broken = new ArrayList<>();
        for (Element element : document(page).select("[href], [src]")) {
            String target = element.hasAttr("href") ? element.attr("href") : element.attr("src");
            boolean isElsewhere = target.matches("(?i)(https?|mailto|data):.*");
            if (!isElsewhere && !resolves(page, target)) {
                broken.add("%s: %s".formatted(root.relativize(page), target));
            }
        }
        return broken;
    }

    private boolean resolves(Path page, String target) {
        int hash = target.indexOf('#');
        String address = (hash < 0 ? target : target.substring(0, hash)).replaceFirst("\\?.*", "");
        Path file = address.isEmpty()
                ? page
                : page.resolveSibling(URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8))
                        .normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            return false;
        }
        String fragment = hash < 0 ? "" : target.substring(hash + 1);
        return fragment.isEmpty()
                || !file.toString().endsWith(".html")
                || document(file)
                                .getElementById(URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8))
                        != null;
    }

    Document document(Path page) {
        // A whole site does not fit in memory.
        if (parsed.size() > 64) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(page, file -> {
            try {
                return Jsoup.parse(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
