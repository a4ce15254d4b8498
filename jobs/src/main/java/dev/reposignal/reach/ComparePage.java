package dev.reposignal.reach;

import dev.reposignal.render.Templates;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.Repository;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import dev.reposignal.text.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A page that draws up to four repositories on one scale; it works from a disk and sends nothing anywhere. */
public final class ComparePage implements SiteAddition {
    private static final String PAGE = "compare.html";
    private static final String SCRIPT = "compare.js";
    private static final String DATA = "compare-data.js";

    /** Every third day of 90: a line of 31 points. */
    private static final int STEP_DAYS = 3;

    private static final int POINTS = 31;

    /** What the page can hold without becoming slow to load; the fastest come first. */
    private static final int MOST = 600;

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A repository of the latest night.
     *
     * @param counts stars every third day up to the night, null where none was observed
     */
    record Entry(
            String name,
            String path,
            String language,
            long stars,
            @Nullable Double velocity,
            @Nullable Double probability,
            @Nullable Integer place,
            List<@Nullable Long> counts) {}

    @Override
    public List<Map.Entry<String, String>> links() {
        return List.of(Map.entry(PAGE, "Compare"));
    }

    @Override
    public void repository(SiteFolder site, Repository repository) {
        LocalDate day = site.edition().day();
        if (day == null || !repository.latest().snapshotDate().equals(day)) {
            return;
        }
        NavigableMap<LocalDate, Long> observed = new TreeMap<>();
        repository.counts().forEach(count -> observed.put(count.snapshotDate(), count.stars()));
        List<@Nullable Long> counts = new ArrayList<>();
        for (int i = POINTS - 1; i >= 0; i--) {
            LocalDate at = day.minusDays((long) i * STEP_DAYS);
            Map.@Nullable Entry<LocalDate, Long> nearest = observed.floorEntry(at);
            counts.add(
                    nearest == null || nearest.getKey().isBefore(at.minusDays(STEP_DAYS - 1L))
                            ? null
                            : nearest.getValue());
        }
        entries.add(new Entry(
                OutsideText.line(repository.fullName(), 140),
                PublicPaths.page(repository.repoKey()),
                OutsideText.line(
                        repository.latest().language() == null
                                ? ""
                                : repository.latest().language(),
                        40),
                repository.latest().stars(),
                repository.latest().velocity7d(),
                repository.latest().breakoutProbability(),
                repository.latest().boardPlace(),
                counts));
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        entries.sort(Comparator.comparing((Entry entry) -> entry.place() == null ? Integer.MAX_VALUE : entry.place())
                .thenComparing(entry -> entry.velocity() == null ? 0 : -entry.velocity())
                .thenComparing(Entry::name));
        LocalDate day = site.edition().day();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("day", day == null ? "" : day.toString());
        data.put("step", STEP_DAYS);
        // Lists in place of objects: a third of the size.
        data.put(
                "repositories",
                entries.stream().limit(MOST).map(ComparePage::cells).toList());
        site.script(DATA, "compareData", data);
        Files.write(site.file(SCRIPT), Resources.bytes(ComparePage.class, SCRIPT));
        PageLayout frame = site.frame(
                PAGE,
                "Compare",
                "Up to four repositories of the latest night on one scale.",
                List.of(DATA, PageLayout.VIEW_SCRIPT, SCRIPT));
        site.page(PAGE, Templates.rendered("reach/compare.jte", Map.of("frame", frame)));
    }

    private static List<@Nullable Object> cells(Entry entry) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(entry.name());
        cells.add(entry.path());
        cells.add(entry.language());
        // Figures as they are printed everywhere: the script has no number format of its own for them.
        cells.add(NumberFormats.count(entry.stars()));
        cells.add(NumberFormats.rate(entry.velocity()));
        cells.add(NumberFormats.percent(entry.probability()));
        cells.add(NumberFormats.count(entry.place()));
        cells.add(entry.counts());
        return cells;
    }
}
