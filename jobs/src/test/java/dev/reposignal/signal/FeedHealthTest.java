package dev.reposignal.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.TestRows;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which days of a feed are published and which are held. */
class FeedHealthTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);
    private static final Settings.Health SETTINGS =
            new Settings.Health(0.75, 0.97, 0.12, SampleLake.settings().health().distribution());

    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    /** Repositories of one day that gained stars since all had the same, each another number. */
    private void grown(int daysBefore, int from, int to, long stars) {
        for (int repository = from; repository <= to; repository++) {
            seen(daysBefore, repository, repository, stars + 1 + repository % 5);
        }
    }

    /** Repositories of one day, from one number to another, all with the same stars. */
    private void seen(int daysBefore, int from, int to, long stars) {
        seen(daysBefore, from, to, stars, true);
    }

    private void seen(int daysBefore, int from, int to, long stars, boolean observed) {
        for (int repository = from; repository <= to; repository++) {
            rows.add(TestRows.row(
                    Table.DAY,
                    DAY.minusDays(daysBefore),
                    "repo_key",
                    "id:" + repository,
                    "full_name",
                    "o/r" + repository,
                    "stars",
                    stars,
                    "observed",
                    observed));
        }
    }

    private Row health() {
        List<Row> found = FeedHealth.assess(SETTINGS, DAY, TestRows.of(Tables.SNAPSHOTS, rows))
                .to(Tables.FEED_HEALTH.schema())
                .collectAsList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).<Date>getAs(Table.DAY)).isEqualTo(Date.valueOf(DAY));
        return found.get(0);
    }

    @Test
    void firstDayOfALake_isPublishedWithoutComparison() {
        seen(0, 1, 30, 100);
        Row health = health();
        assertThat(health.<Long>getAs("repos")).isEqualTo(30);
        assertThat(health.<Long>getAs("compared_repos")).isZero();
        for (String column :
                List.of("trailing_median_repos", "coverage", "previous_day", "share_unchanged", "share_negative")) {
            assertThat(health.isNullAt(health.fieldIndex(column))).as(column).isTrue();
        }
        assertThat(health.<String>getAs("verdict")).isEqualTo("publish");
    }

    @Test
    void ordinaryDay_isPublishedWithItsFigures() {
        seen(29, 1, 1, 1);
        seen(5, 1, 50, 90);
        seen(2, 1, 40, 90);
        seen(1, 1, 30, 100);
        seen(0, 1, 20, 100);
        seen(0, 21, 29, 101);
        seen(0, 30, 30, 99);
        seen(0, 31, 33, 7);
        Row health = health();
        assertThat(health.<Double>getAs("trailing_median_repos")).isEqualTo(40.0);
        assertThat(health.<Double>getAs("coverage")).isEqualTo(33 / 40.0);
        assertThat(health.<Date>getAs("previous_day")).isEqualTo(Date.valueOf(DAY.minusDays(1)));
        assertThat(health.<Long>getAs("compared_repos")).isEqualTo(30);
        assertThat(health.<Double>getAs("share_unchanged")).isEqualTo(20 / 30.0);
        assertThat(health.<Double>getAs("share_negative")).isEqualTo(1 / 30.0);
        assertThat(health.<Boolean>getAs("is_purge_day")).isFalse();
        assertThat(health.<String>getAs("verdict")).isEqualTo("publish");
        assertThat(health.<@Nullable String>getAs("reason")).isNull();
    }

    @Test
    void missingRows_holdTheDay() {
        seen(1, 1, 40, 1_000);
        grown(0, 1, 29, 1_000);
        Row health = health();
        assertThat(health.<Boolean>getAs("is_thin")).isTrue();
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
        assertThat(health.<String>getAs("reason"))
                .isEqualTo("Only 29 repositories were observed where 40 are usual: a coverage of 0.725, and 0.750 is"
                        + " needed.");
    }

    @Test
    void coverageAtTheLimit_isPublished() {
        seen(1, 1, 40, 1_000);
        grown(0, 1, 30, 1_000);
        assertThat(health().<String>getAs("verdict")).isEqualTo("publish");
    }

    @Test
    void repeatedCountsBehindNewRows_areFrozenAndHeld() {
        seen(3, 1, 100, 100);
        seen(0, 1, 97, 100);
        seen(0, 98, 100, 101);
        seen(0, 101, 180, 5);
        Row health = health();
        assertThat(health.<Date>getAs("previous_day")).isEqualTo(Date.valueOf(DAY.minusDays(3)));
        assertThat(health.<Boolean>getAs("is_frozen")).isTrue();
        assertThat(health.<Boolean>getAs("is_thin")).isFalse();
        assertThat(health.<String>getAs("reason"))
                .isEqualTo("97.0 % of the 100 repositories also observed on 2026-03-03 have the same stars as then: the"
                        + " feed repeats itself (the limit is 97.0 %).");
    }

    @Test
    void fewerThanTwentyCompared_sayNothing() {
        seen(1, 1, 19, 100);
        seen(0, 1, 19, 100);
        Row health = health();
        assertThat(health.<Double>getAs("share_unchanged")).isEqualTo(1.0);
        assertThat(health.<Boolean>getAs("is_frozen")).isFalse();
        assertThat(health.<String>getAs("verdict")).isEqualTo("publish");
    }

    @Test
    void previousDayOutOfReach_isNotCompared() {
        seen(8, 1, 30, 100);
        seen(0, 1, 30, 100);
        Row health = health();
        assertThat(health.<@Nullable Date>getAs("previous_day")).isNull();
        assertThat(health.<Double>getAs("coverage")).isEqualTo(1.0);
        assertThat(health.<Boolean>getAs("is_frozen")).isFalse();
    }

    @Test
    void manyLosses_areAPurgeDayAndPublished() {
        seen(1, 1, 100, 1_000);
        seen(0, 1, 12, 997);
        grown(0, 13, 100, 1_000);
        Row health = health();
        assertThat(health.<Double>getAs("share_negative")).isEqualTo(0.12);
        assertThat(health.<Boolean>getAs("is_purge_day")).isTrue();
        assertThat(health.<String>getAs("verdict")).isEqualTo("publish");
    }

    @Test
    void dayWithFilledInRowsOnly_isEmptyAndHeld() {
        seen(1, 1, 30, 100);
        seen(0, 1, 30, 101, false);
        Row health = health();
        assertThat(health.<Long>getAs("repos")).isZero();
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
        assertThat(health.<String>getAs("reason")).isEqualTo("No repository was observed on the day.");
    }

    @Test
    void emptyLake_stillHasItsRow() {
        seen(60, 1, 1, 1);
        assertThat(health().<String>getAs("verdict")).isEqualTo("hold");
    }
}
