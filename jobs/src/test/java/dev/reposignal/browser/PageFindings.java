package dev.reposignal.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a page; nothing in any list is what we want.
 *
 * @param brokenLinks links that lead nowhere
 * @param violations what axe-core found, at a phone's width in light and, with every detail opened, at a desk's in dark
 * @param overflow where the page is wider than the screen, a table scrolls on a desk or a figure is not seen on a phone
 * @param console what was written to the console
 * @param outside what was asked for outside of the site
 */
record PageFindings(
        List<String> brokenLinks,
        List<String> violations,
        List<String> overflow,
        List<String> console,
        List<String> outside) {

    PageFindings {
        brokenLinks = List.copyOf(brokenLinks);
        violations = List.copyOf(violations);
        overflow = List.copyOf(overflow);
        console = List.copyOf(console);
        outside = List.copyOf(outside);
    }

    static PageFindings of(Browser browser, SiteFiles site, Path page) {
        List<String> violations = new ArrayList<>();
        List<String> overflow = new ArrayList<>();
        browser.show(Browser.WIDTHS.get(0), Browser.SCHEMES.get(0));
        browser.load(page.toUri());
        for (String scheme : Browser.SCHEMES) {
            if (scheme.equals("dark")) {
                browser.openDetails();
            }
            for (int width : Browser.WIDTHS) {
                browser.show(width, scheme);
                String where = "%s at %d px, %s: ".formatted(site.root().relativize(page), width, scheme);
                browser.overflow().forEach(found -> overflow.add(where + found));
                if (width >= Browser.LEAST_WIDTH_FOR_TABLES) {
                    browser.scrollingTables().forEach(found -> overflow.add(where + "a table scrolls: " + found));
                } else {
                    browser.hiddenFigures()
                            .forEach(found -> overflow.add(where + "a figure is out of sight: " + found));
                }
                boolean isPhoneByDay = width == 320 && scheme.equals("light");
                boolean isDeskByNight = width == 1440 && scheme.equals("dark");
                if (isPhoneByDay || isDeskByNight) {
                    browser.violations().forEach(found -> violations.add(where + found));
                }
            }
        }
        String home = site.root().toUri().toString();
        return new PageFindings(
                site.brokenLinks(page),
                violations,
                overflow,
                browser.console().stream()
                        .map(line -> site.root().relativize(page) + ": " + line)
                        .toList(),
                browser.requests().stream()
                        .filter(request -> !request.startsWith(home) && !request.startsWith("data:"))
                        .map(request -> site.root().relativize(page) + ": " + request)
                        .toList());
    }
}
