package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reposignal.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of repositories from elsewhere. They are only hints: GitHub is asked whether and what they are. */
final class Hints {
    static final String TRENDING = "trending";
    static final String HACKER_NEWS = "hacker_news";

    private static final Pattern ADDRESS =
            Pattern.compile("github\\.com/([A-Za-z0-9_-]{1,100}/[A-Za-z0-9._-]{1,100}?)(?:\\.git)?(?=[/?#]|$)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}/[A-Za-z0-9._-]{1,100}");

    /** Pages of GitHub that look like repositories. */
    private static final Pattern NO_OWNER = Pattern.compile(
            "(?i)(?:orgs|topics|sponsors|features|collections|marketplace|settings|about|apps|enterprise|trending)/.*");

    private final Settings.Collect settings;
    private final KeptRequests requests;
    private final CollectProgress progress;

    Hints(Settings.Collect settings, KeptRequests requests, CollectProgress progress) {
        this.settings = settings;
        this.requests = requests;
        this.progress = progress;
    }

    /** Names and where they were found; each once, in the order found. */
    Map<String, String> names(LocalDate day) {
        Map<String, String> names = new LinkedHashMap<>();
        trending(names);
        hackerNews(day, names);
        return names;
    }

    /** One name or address a line, or the first field of a CSV line that is one. */
    private void trending(Map<String, String> names) {
        if (settings.trendingFile().isEmpty()) {
            return;
        }
        try {
            for (String line : Files.readAllLines(Path.of(settings.trendingFile()))) {
                for (String field : line.split("[,\\t]", -1)) {
                    String text = field.strip().replace("\"", "");
                    Matcher address = ADDRESS.matcher(text);
                    if (address.find()) {
                        put(names, address.group(1), TRENDING);
                        break;
                    }
                    if (NAME.matcher(text).matches()) {
                        put(names, text, TRENDING);
                        break;
                    }
                }
            }
        } catch (IOException e) {
            progress.warned("the trending list %s cannot be read (%s)"
                    .formatted(settings.trendingFile(), e.getClass().getSimpleName()));
        }
    }

    /** Stories of the day before that lead to GitHub. */
    private void hackerNews(LocalDate day, Map<String, String> names) {
        if (settings.hackerNews().isEmpty()) {
            return;
        }
        Instant from = day.atStartOfDay().toInstant(ZoneOffset.UTC).minus(Duration.ofDays(1));
        Ask ask = Ask.get(
                HACKER_NEWS,
                Ask.Resource.OUTSIDE,
                settings.hackerNews()
                        + "/search_by_date?tags=story&query=github.com&restrictSearchableAttributes=url&hitsPerPage=1000"
                        + "&numericFilters=created_at_i%3E" + from.getEpochSecond());
        try {
            JsonNode tree = JsonTexts.parsed(requests.get(ask).body());
            if (tree != null) {
                for (JsonNode hit : tree.path("hits")) {
                    Matcher address = ADDRESS.matcher(hit.path("url").asText(""));
                    if (address.find()) {
                        put(names, address.group(1), HACKER_NEWS);
                    }
                }
            }
        } catch (Unanswered e) {
            progress.warned("Hacker News gave no answer: " + e.getMessage());
        }
    }

    private static void put(Map<String, String> names, String name, String source) {
        if (!NO_OWNER.matcher(name).matches()) {
            names.putIfAbsent(name, source);
        }
    }
}
