package dev.reposignal.reach;

import dev.reposignal.chart.SmallLineChart;
import dev.reposignal.render.Templates;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.Repository;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture per repository with a page, to show in a readme: what the latest night says of it, and its stars of 90 days.
 * At most 4 KB, without a script or anything from elsewhere, fit for light and dark pages.
 */
public final class Badges implements SiteAddition {
    /** Where the picture is explained. */
    private static final String INDEX = "badges.html";

    private static final int DAYS = 90;

    private static final int NAME_LENGTH = 30;
    private static final int EXAMPLES = 5;

    private final Map<String, LocalDate> trendedOn;
    private final List<Example> examples = new ArrayList<>();

    /**
     * Badges of all repositories with a page.
     *
     * @param trendedOn first day on a trending list by repo_key, where that is known
     */
    public Badges(Map<String, LocalDate> trendedOn) {
        this.trendedOn = Map.copyOf(trendedOn);
    }

    /** A badge on the page that explains them. */
    public record Example(int place, String fullName, String repoKey, String words) {}

    @Override
    public List<Map.Entry<String, String>> links() {
        return List.of(Map.entry(INDEX, "Badges"));
    }

    @Override
    public void repository(SiteFolder site, Repository repository) throws IOException {
        List<String> words = words(site, repository);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("name", OutsideText.line(repository.fullName(), NAME_LENGTH));
        parameters.put("publication", OutsideText.line(site.settings().title(), NAME_LENGTH));
        parameters.put("words", words);
        parameters.put("chart", chart(repository));
        site.text(PageLayout.badge(repository.repoKey()), Templates.rendered("reach/badge.jte", parameters));
        Integer place = repository.latest().boardPlace();
        if (place != null && place <= EXAMPLES && isLatest(site, repository)) {
            examples.add(new Example(place, repository.fullName(), repository.repoKey(), String.join(", ", words)));
        }
    }

    private static boolean isLatest(SiteFolder site, Repository repository) {
        return repository.latest().snapshotDate().equals(site.edition().day());
    }

    /** One or two lines: its rank on the latest night or what else is known, and how early it was named. */
    private List<String> words(SiteFolder site, Repository repository) {
        List<String> words = new ArrayList<>();
        Integer place = repository.latest().boardPlace();
        Repository.@Nullable BoardNight surfaced = repository.nights().stream()
                .filter(Repository.BoardNight::isSurfacing)
                .reduce((later, earlier) -> earlier)
                .orElse(null);
        String stars = NumberFormats.counted(repository.latest().stars(), "star", "stars");
        if (place != null && isLatest(site, repository)) {
            words.add("rank %d on %s".formatted(place, repository.latest().snapshotDate()));
        } else if (surfaced != null) {
            words.add("first surfaced on %s".formatted(surfaced.snapshotDate()));
        } else {
            words.add("%s on %s".formatted(stars, repository.latest().snapshotDate()));
        }
        // Only nights that were published then count.
        DaysNamedBefore.of(repository, trendedOn.get(repository.repoKey()))
                .ifPresent(days ->
                        words.add("named %s before it trended".formatted(NumberFormats.counted(days, "day", "days"))));
        if (words.size() == 1 && (place != null || surfaced != null)) {
            words.add(stars);
        }
        return words;
    }

    private static SmallLineChart chart(Repository repository) {
        List<Repository.Count> counts = repository.counts();
        LocalDate first = repository.latest().snapshotDate().minusDays(DAYS);
        return SmallLineChart.of(counts.stream()
                .filter(count -> !count.snapshotDate().isBefore(first))
                .map(count -> new SmallLineChart.Count(count.snapshotDate(), count.stars()))
                .toList());
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        PageLayout frame = site.frame(
                INDEX, "Badges", "A picture for your readme: what the latest night says of your repository.");
        examples.sort(Comparator.comparingInt(Example::place));
        site.page(INDEX, Templates.rendered("reach/badges.jte", Map.of("frame", frame, "examples", examples)));
    }
}
