package dev.reposignal.site;

import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.Sha256;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The paths of the data for other programs: those of the pages, in another folder and with another ending. */
public final class PublicPaths {
    public static final String ROOT = "data/v1/";

    private static final int HASH_DIGITS = 16;

    private PublicPaths() {}

    public static String repository(String repoKey) {
        return json(Addresses.repository(repoKey));
    }

    public static String cluster(String clusterId) {
        return json(Addresses.cluster(clusterId));
    }

    public static String night(String day) {
        return ROOT + "nights/" + day + ".json";
    }

    /** Letters and digits of the field, joined by hyphens. */
    public static String field(String field) {
        String name =
                field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return ROOT + "fields/" + (name.isEmpty() ? "x-" + Sha256.hex(field, HASH_DIGITS) : name) + ".json";
    }

    /** The file of a name, which leads to that of the repository; null where GitHub allows no such name. */
    public static @Nullable String name(String fullName) {
        return GitHubLinks.page(fullName).isPresent()
                ? ROOT + "names/" + fullName.toLowerCase(Locale.ROOT) + ".json"
                : null;
    }

    /** The page of a repository. */
    public static String page(String repoKey) {
        return Addresses.repository(repoKey);
    }

    private static String json(String page) {
        return ROOT + page.replaceFirst("\\.html$", ".json");
    }
}
