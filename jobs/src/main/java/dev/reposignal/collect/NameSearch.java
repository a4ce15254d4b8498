package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final Path keptFile;
    private final KeptAnswers kept;
    private final LocalDate day;

    /** @param folders where the lists are kept, so that a page that has not changed costs nothing of the limit */
    public NameSearch(
            CollectFolders folders, Settings.Collect settings, Token token, Waiting waiting, CollectProgress progress) {
        this.api = settings.api();
        this.keptFile = folders.keptLists();
        this.kept = KeptAnswers.read(keptFile);
        this.day = waiting.now().atOffset(ZoneOffset.UTC).toLocalDate();
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
        kept.write(keptFile, day);
        return names;
    }

    /** What is read of a page; nothing of what is private is written to a file. */
    private static JsonNode shortened(JsonNode items) {
        ArrayNode all = JsonTexts.array();
        for (JsonNode item : items) {
            ObjectNode kept = all.addObject();
            List<String> fields = item.path("private").asBoolean(false)
                    ? List.of("private")
                    : List.of("full_name", "fork", "archived");
            fields.stream().filter(item::has).forEach(field -> kept.set(field, item.path(field)));
        }
        return all;
    }

    private JsonNode page(String what, String address) {
        try {
            Answer answer = github.get(kept.conditional(Ask.get("names", Ask.Resource.REST, address)));
            JsonNode tree =
                    switch (answer.status()) {
                        case 200 -> JsonTexts.parsed(answer.body());
                        case 304 ->
                            kept.find(address)
                                    .map(known -> JsonTexts.parsed(known.body()))
                                    .orElse(null);
                        default -> null;
                    };
            if (tree == null || !tree.isArray()) {
                throw Errors.noNamesFromGitHub(what, "status " + answer.status());
            }
            String body = answer.status() == 304 ? "" : shortened(tree).toString();
            kept.note(address, answer.status(), answer.headers().get("etag"), body, day);
            return tree;
        } catch (Unanswered e) {
            throw Errors.noNamesFromGitHub(what, String.format(Locale.ROOT, "no answer (%s)", e.getMessage()));
        }
    }
}
