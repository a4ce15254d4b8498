package dev.reposignal.reach;

import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.Repository;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
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

/**
 * On the front page, what surfaced for the first time since the reader was there last. The day of the last visit stays in the
 * reader's browser; without it, or without scripts, the page is as it is.
 */
public final class NewToYou implements SiteAddition {
    private static final String SCRIPT = "visit.js";
    private static final String DATA = "visit-data.js";

    /** Who was away longer reads the weeks. */
    private static final int DAYS = 35;

    private static final int NAME_LENGTH = 140;

    private final List<First> firsts = new ArrayList<>();

    private record First(LocalDate night, int place, String name, String path) {}

    @Override
    public List<String> frontScripts() {
        return List.of(DATA, SCRIPT);
    }

    @Override
    public void repository(SiteFolder site, Repository repository) {
        LocalDate day = site.edition().day();
        repository.nights().stream()
                .filter(Repository.BoardNight::isSurfacing)
                .reduce((later, earlier) -> earlier)
                .filter(night -> day != null && night.snapshotDate().isAfter(day.minusDays(DAYS)))
                .ifPresent(night -> firsts.add(new First(
                        night.snapshotDate(),
                        night.boardPlace(),
                        OutsideText.line(repository.fullName(), NAME_LENGTH),
                        PublicPaths.page(repository.repoKey()))));
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        firsts.sort(Comparator.comparing(First::night)
                .reversed()
                .thenComparing(First::place)
                .thenComparing(First::path));
        LocalDate day = site.edition().day();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("day", day == null ? "" : day.toString());
        data.put(
                "surfaced",
                firsts.stream()
                        .map(first -> List.of(first.night().toString(), first.name(), first.path()))
                        .toList());
        site.script(DATA, "visitData", data);
        Files.write(site.file(SCRIPT), Resources.bytes(NewToYou.class, SCRIPT));
    }
}
