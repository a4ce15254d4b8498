package dev.reposignal.site.read;

import dev.reposignal.concurrent.Parallel;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The nights and table versions that a site is made of.
 *
 * @param days the days that have an article, the latest first
 * @param versions the Delta version of every table that exists, by its name
 */
record SiteVersions(List<LocalDate> days, Map<String, Long> versions) {
    /** The lake as it is now. */
    static SiteVersions of(Lake lake) {
        Map<String, Long> versions = new ConcurrentHashMap<>();
        Consumer<List<Table>> find = tables ->
                tables.forEach(table -> lake.version(table).ifPresent(version -> versions.put(table.name(), version)));
        // The log of each table is read at its first use; in parallel this takes half the time.
        Parallel.run(() -> find.accept(SiteTables.OF_NIGHTS), () -> {
            find.accept(SiteTables.WHOLE);
            find.accept(SiteTables.RECENT);
        });
        return new SiteVersions(List.copyOf(lake.days(Tables.ARTICLES).descendingSet()), versions);
    }
}
