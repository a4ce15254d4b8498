package dev.reposignal.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Looks at every page of a site in a browser and prints what is wrong; {@code jobs/bench/pages.sh} calls it. */
public final class PagesCheck {
    private static final int SHOWN = 20;

    private PagesCheck() {}

    /** SITE [EVERY [FOLDER]]: all pages, or every so many of them, of the site or of one of its folders. Exit 1 where something is wrong. */
    public static void main(String[] arguments) {
        SiteFiles site = new SiteFiles(Path.of(arguments[0]));
        int every = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        Path folder = arguments.length > 2 ? site.root().resolve(arguments[2]) : site.root();
        List<PageFindings> findings = new ArrayList<>();
        int links = 0;
        long largest = 0;
        try (Browser browser = Browser.open()) {
            List<Path> pages = site.pages().stream()
                    .filter(page -> page.startsWith(folder))
                    .toList();
            for (int i = 0; i < pages.size(); i++) {
                largest = Math.max(largest, pages.get(i).toFile().length());
                if (i % every == 0) {
                    links += site.document(pages.get(i)).select("[href], [src]").size();
                    findings.add(PageFindings.of(browser, site, pages.get(i)));
                }
                if (i % 100 == 99) {
                    System.err.printf("%d of %d pages%n", i + 1, pages.size());
                }
            }
        }
        System.out.printf("pages %d, links %d, largest page %d bytes%n", findings.size(), links, largest);
        int wrong = print("broken links", findings, PageFindings::brokenLinks)
                + print("axe violations", findings, PageFindings::violations)
                + print("overflow", findings, PageFindings::overflow)
                + print("console messages", findings, PageFindings::console)
                + print("requests outside the site", findings, PageFindings::outside);
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static int print(String name, List<PageFindings> findings, Function<PageFindings, List<String>> kind) {
        List<String> found = findings.stream().map(kind).flatMap(List::stream).toList();
        System.out.printf("%s %d%n", name, found.size());
        found.stream().limit(SHOWN).forEach(line -> System.out.println("  " + line));
        return found.size();
    }
}
