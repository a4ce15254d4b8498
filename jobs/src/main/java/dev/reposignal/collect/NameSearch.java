package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks GitHub once for the names that {@code follow} takes: all of an owner or organisation, or all that a user starred. */
public final class NameSearch {
    /** What GitHub allows as the name of a user or an organisation. */
    public static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})");

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 400;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final GitHub github;
    private final String api;

    public NameSearch(Settings.Collect settings, Token token, Waiting waiting, CollectProgress progress) {
        this.api = settings.api();
        this.github = new GitHub(
                api,
                new HttpTransport(token),
                waiting,
                new Budget(waiting, settings.pointReserve(), waiting.now().plus(LONGEST), Duration.ZERO),
                FIRST_RETRY,
                progress::warned);
    }

    /**
     * The public repositories of a user or an organisation that are no forks and not archived.
     *
     * @throws dev.reposignal.error.UserException where GitHub has no such owner or does not answer
     */
    public Set<String> ofOwner(String owner) {
        return names("owner " + owner, api + "/users/" + owner + "/repos?type=owner&per_page=" + PAGE, true);
    }

    /**
     * The public repositories that a user starred.
     *
     * @throws dev.reposignal.error.UserException where GitHub has no such user or does not answer
     */
    public Set<String> starredBy(String user) {
        return names("user " + user, api + "/users/" + user + "/starred?per_page=" + PAGE, false);
    }

    private Set<String> names(String what, String address, boolean isOwn) {
        Set<String> names = new LinkedHashSet<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode items = page(what, URI.create(address + "&page=" + page).toString());
            for (JsonNode item : items) {
                boolean isLeftOut = item.path("private").asBoolean(false)
                        || (isOwn
                                && (item.path("fork").asBoolean(false)
                                        || item.path("archived").asBoolean(false)));
                if (!isLeftOut && item.path("full_name").isTextual()) {
                    names.add(item.path("full_name").asText());
                }
            }
            if (items.size() < PAGE) {
                break;
            }
        }
        return names;
    }

    private JsonNode page(String what, String address) {
        try {
            Answer answer = github.get(Ask.get("names", Ask.Resource.REST, address));
            JsonNode tree = answer.status() == 200 ? JsonTexts.parsed(answer.body()) : null;
            if (tree == null || !tree.isArray()) {
                throw Errors.noNamesFromGitHub(what, "status " + answer.status());
            }
            return tree;
        } catch (Unanswered e) {
            throw Errors.noNamesFromGitHub(what, String.format(Locale.ROOT, "no answer (%s)", e.getMessage()));
        }
    }
}
