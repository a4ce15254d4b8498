package dev.reposignal.browser;

import static dev.reposignal.testing.SampleLake.LATEST;
import static dev.reposignal.testing.TestRows.columns;

import dev.reposignal.alert.AlertRound;
import dev.reposignal.alert.AlertRules;
import dev.reposignal.alert.NightRun;
import dev.reposignal.alert.read.AlertTables;
import dev.reposignal.ingest.Ingest;
import dev.reposignal.ingest.IngestRequest;
import dev.reposignal.lake.Lake;
import dev.reposignal.night.Night;
import dev.reposignal.reach.Badges;
import dev.reposignal.reach.ComparePage;
import dev.reposignal.reach.NewToYou;
import dev.reposignal.reach.WeekDigest;
import dev.reposignal.reach.read.AlertPageReader;
import dev.reposignal.reach.read.PublicData;
import dev.reposignal.reach.read.WatchReader;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.HostileTexts;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.SampleNights;
import dev.reposignal.testing.TestRows;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.Watchlists;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The site of two nights on the sample, the later one with repositories whose every word is an attack. */
final class HostileSite {
    static final String OWNER = "hostile";

    private static final int DAYS = 40;
    private static final long FIRST_ID = 990_000_000L;

    private HostileSite() {}

    /** Made by the real stages, from a file to the published site. */
    static Lake published(Path folder, Path site) {
        Lake lake = SampleNights.copy(folder.resolve("lake"));
        String file = folder.resolve("hostile.parquet").toString();
        TestRows.of(Tables.SNAPSHOTS, rows()).coalesce(1).write().parquet(file);
        Ingest.run(lake, new IngestRequest(List.of(file), null, null, false), Instant.parse("2026-03-06T02:30:00Z"));
        Night night = SampleLake.night(lake, false);
        night.run(LATEST);
        night.publish(site, List.of(), additions(lake));
        return lake;
    }

    /** Every page that a publication has beside those of the nights, with hostile names watched and told. */
    private static List<SiteAddition> additions(Lake lake) {
        Watchlists lists = Watchlists.of(List.of(new Watchlist(
                "hostile",
                HostileTexts.all().get(0),
                List.of("%s-00/repository-00".formatted(OWNER), "no/one"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "full_name LIKE '%s-%%' OR board_place <= 50".formatted(OWNER),
                0,
                60)));
        AlertTables tables = new AlertTables(lake.interpreted(), lists, AlertRules.defaults());
        List<NightRun> runs = tables.publishable();
        AlertRound.run(tables, runs, run -> tables.events(run.day(), runs)
                .alerts(AlertRules.defaults(), SampleLake.settings().predict()));
        return List.of(
                WatchReader.read(lake, lists),
                AlertPageReader.read(lake),
                new PublicData(lake),
                new Badges(Map.of()),
                new ComparePage(),
                new WeekDigest(),
                new NewToYou());
    }

    private static List<Map<String, @Nullable Object>> rows() {
        List<String> texts = HostileTexts.all();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            for (int day = 0; day <= DAYS; day++) {
                LocalDate date = LATEST.minusDays(DAYS - day);
                // A week of pace after a month of calm, the faster the later in the corpus: all of them reach for the
                // board.
                long stars = 1000L + 3L * day + Math.max(0, day - DAYS + 7) * (40L + i);
                rows.add(columns(
                                "snapshot_date | repo_key | repo_id | full_name | description | language | stars | source | observed")
                        .row(
                                date,
                                "id:" + (FIRST_ID + i),
                                FIRST_ID + i,
                                "%s-%02d/repository-%02d".formatted(OWNER, i, i),
                                text,
                                text.length() < 200 ? text : null,
                                stars,
                                "hostile",
                                true));
            }
        }
        return rows;
    }
}
