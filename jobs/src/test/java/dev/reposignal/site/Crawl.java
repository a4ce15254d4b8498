package dev.reposignal.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Follows every link of a site from its front page. */
public final class Crawl {
    private Crawl() {}

    private static boolean isElsewhere(String target) {
        return target.isEmpty() || URI.create(target).isAbsolute();
    }

    /** What is wrong: links to nowhere, addresses of a kind that runs something, ids used twice, pages nothing leads to. */
    public static List<String> problems(Path site) throws IOException {
        Path root = site.toRealPath();
        List<String> problems = new ArrayList<>();
        Set<Path> reached = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(root.resolve("index.html")));
        while (!open.isEmpty()) {
            Path page = open.remove();
            if (!reached.add(page) || !page.toString().endsWith(".html")) {
                continue;
            }
            Document document = Jsoup.parse(page);
            Set<String> ids = new HashSet<>();
            for (Element element : document.select("[id]")) {
                if (!ids.add(element.id())) {
                    problems.add("%s: the id %s stands twice".formatted(root.relativize(page), element.id()));
                }
            }
            for (Element element : document.select("[aria-labelledby], label[for], [aria-describedby]")) {
                String names = element.attr("aria-labelledby") + " " + element.attr("for") + " "
                        + element.attr("aria-describedby");
                for (String name : names.strip().split(" +", -1)) {
                    if (!ids.contains(name)) {
                        problems.add("%s: nothing has the id %s".formatted(root.relativize(page), name));
                    }
                }
            }
            for (Element element : document.select("[href], [src]")) {
                String target = element.hasAttr("href") ? element.attr("href") : element.attr("src");
                String at = "%s: %s".formatted(root.relativize(page), target);
                if (target.startsWith("#")) {
                    if (!ids.contains(target.substring(1))) {
                        problems.add(at);
                    }
                } else if (isElsewhere(target)) {
                    if (!target.startsWith("https://github.com/")
                            && !element.attr("rel").equals("canonical")) {
                        problems.add(at);
                    }
                } else {
                    Path file =
                            page.resolveSibling(URI.create(target).getPath()).normalize();
                    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                        problems.add(at);
                    } else {
                        open.add(file);
                    }
                }
            }
        }
        try (Stream<Path> files = Files.walk(root)) {
            new TreeSet<>(files.filter(file -> file.toString().endsWith(".html"))
                            .toList())
                    .stream()
                            .filter(file -> !reached.contains(file) && !file.endsWith("404.html"))
                            .forEach(file -> problems.add("nothing leads to " + root.relativize(file)));
        }
        return problems;
    }
}
