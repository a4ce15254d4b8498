package dev.reposignal.site;

import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.OutsideText;
import dev.reposignal.text.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * The path of each page, relative to the site's root. It is made from keys, so that a renamed repository with an id keeps
 * its address. A name that GitHub does not allow is replaced by its hash, so that nobody outside can choose a path.
 */
final class Addresses {
    private static final Pattern IDENTIFIED = Pattern.compile("id:(\\d{1,19})");
    private static final Pattern CLUSTER = Pattern.compile("[a-z0-9-]{1,40}");
    private static final String NAMED = "name:";
    private static final int HASH_DIGITS = 16;

    /** The list of all articles. */
    static final String ARTICLES = "articles/index.html";

    static final String GLOSSARY = "glossary.html";
    static final String NOT_FOUND = "404.html";

    private Addresses() {}

    /** The data of the chart on a page as a file, by its ending. */
    static String data(String page, String ending) {
        return page.replaceFirst("(/index)?\\.html$", "") + "." + ending;
    }

    /** The explore page with the repositories whose names contain these words. */
    static String explore(String words) {
        return "explore.html#words=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    /** The explore page with the clusters and repositories of a field. */
    static String field(String name) {
        return "explore.html?field=" + URLEncoder.encode(OutsideText.shown(name), StandardCharsets.UTF_8);
    }

    static String article(LocalDate day) {
        return "articles/" + day + ".html";
    }

    static String markdown(LocalDate day) {
        return "articles/" + day + ".md";
    }

    static String week(LocalDate day) {
        return "weeks/" + Week.name(day) + ".html";
    }

    static String ledger(YearMonth month) {
        return "ledger/" + month + ".html";
    }

    static String repository(String repoKey) {
        var identified = IDENTIFIED.matcher(repoKey);
        if (identified.matches()) {
            return "repositories/" + identified.group(1) + ".html";
        }
        String name = repoKey.startsWith(NAMED) ? repoKey.substring(NAMED.length()) : "";
        return GitHubLinks.page(name).isPresent()
                ? "repositories/" + name + ".html"
                : "repositories/x-" + Sha256.hex(repoKey, HASH_DIGITS) + ".html";
    }

    static String cluster(String clusterId) {
        return "clusters/"
                + (CLUSTER.matcher(clusterId).matches() ? clusterId : "x-" + Sha256.hex(clusterId, HASH_DIGITS))
                + ".html";
    }
}
