package dev.reposignal.site;

import dev.reposignal.site.SiteContent.NamedFact;
import dev.reposignal.text.NumberFormats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of an article with links into the site. The stored text links a repository to GitHub, so that it can be read alone;
 * on the site the name leads to the page here, and an arrow behind it to GitHub.
 */
final class ArticleBody {
    /** A name that the article template made a link: id, address, title, text. */
    private static final Pattern LINKED = Pattern.compile(
            "<a class=\"fact\" id=\"([^\"]*)\" href=\"([^\"]*)\" title=\"([^\"]*)\" rel=\"noopener\"><bdi>([^<]*)</bdi></a>");

    /** A name without a link: id, title, text. */
    private static final Pattern NAMED =
            Pattern.compile("<bdi class=\"fact\" id=\"([^\"]*)\" title=\"([^\"]*)\">([^<]*)</bdi>");

    /** A claim that begins with a link: what comes before the link, id, address, text. */
    private static final Pattern CLAIM = Pattern.compile(
            "(<span class=\"fact\" id=\"([^\"]*)\" title=\"[^\"]*\">)<a href=\"([^\"]*)\" rel=\"noopener\"><bdi>([^<]*)</bdi></a>");

    private static final Pattern BYLINE = Pattern.compile("<p class=\"byline\">(.*?)</p>", Pattern.DOTALL);
    private static final Pattern FOLDED = Pattern.compile("<(details|svg)\\b.*?</\\1>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    /** Words a minute of silent reading (Brysbaert 2019). */
    private static final int WORDS_A_MINUTE = 238;

    private ArticleBody() {}

    /** The text with the time that reading it takes behind the author; what is folded is not counted. */
    static String timed(String body) {
        String text = TAG.matcher(FOLDED.matcher(body).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        long minutes = Math.max(1, Math.round((double) SPACE.split(text).length / WORDS_A_MINUTE));
        return BYLINE.matcher(body)
                .replaceFirst("<p class=\"byline\">$1 · " + NumberFormats.counted(minutes, "minute", "minutes")
                        + " to read</p>");
    }

    /** The text with links; a name without a page here stays as it is. */
    static String linked(String body, List<NamedFact> named, PageLayout frame) {
        Map<String, String> pages = new HashMap<>();
        for (NamedFact fact : named) {
            String page = page(fact, frame);
            if (page != null) {
                pages.put(fact.factId(), page);
            }
        }
        String text = LINKED.matcher(body).replaceAll(link -> {
            String page = pages.get(link.group(1));
            return Matcher.quoteReplacement(
                    page == null
                            ? link.group()
                            : named(page, link.group(1), link.group(3), link.group(4))
                                    + outward(link.group(2), link.group(4)));
        });
        text = NAMED.matcher(text).replaceAll(name -> {
            String page = pages.get(name.group(1));
            return Matcher.quoteReplacement(
                    page == null ? name.group() : named(page, name.group(1), name.group(2), name.group(3)));
        });
        return CLAIM.matcher(text).replaceAll(claim -> {
            String page = pages.get(claim.group(2));
            return Matcher.quoteReplacement(
                    page == null
                            ? claim.group()
                            : claim.group(1) + "<a href=\"" + page + "\"><bdi>" + claim.group(4) + "</bdi></a>"
                                    + outward(claim.group(3), claim.group(4)));
        });
    }

    private static @Nullable String page(NamedFact fact, PageLayout frame) {
        if (fact.repoKey() != null) {
            return frame.repositoryPage(fact.repoKey());
        }
        return fact.clusterId() == null ? null : frame.cluster(fact.clusterId());
    }

    private static String named(String page, String id, String title, String text) {
        return "<a class=\"fact\" id=\"%s\" href=\"%s\" title=\"%s\"><bdi>%s</bdi></a>"
                .formatted(id, page, title, text);
    }

    /** The parts come from an escaped text, so they need no escaping. */
    private static String outward(String address, String text) {
        return "<a class=\"outward\" href=\"%s\" rel=\"noopener\" aria-label=\"%s on GitHub\">↗</a>"
                .formatted(address, text);
    }
}
