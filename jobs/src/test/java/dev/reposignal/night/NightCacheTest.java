package dev.reposignal.night;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.night.NightCache.Selection;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;

class NightCacheTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final Selection EARLIER = selection(3, DAY.minusDays(28), DAY.minusDays(1));
    private static final Selection TODAY = selection(3, DAY, DAY);

    private final NightCache cache = new NightCache();
    private final AtomicInteger reads = new AtomicInteger();

    private static Selection selection(long version, LocalDate first, LocalDate last) {
        return new Selection(Tables.FEED_HEALTH, version, first, last, false);
    }

    private Dataset<Row> read() {
        reads.incrementAndGet();
        return TestRows.of(Tables.FEED_HEALTH, row(Table.DAY, DAY, "verdict", "publish"));
    }

    @Test
    void sameSelection_isReadOnce() {
        cache.collected(EARLIER, this::read);
        cache.collected(EARLIER, this::read);
        cache.collected(TODAY, this::read);

        assertThat(reads).hasValue(2);
    }

    @Test
    void replacedDay_isReadAgainAndOtherDaysAreNot() {
        cache.collected(EARLIER, this::read);
        cache.collected(TODAY, this::read);

        cache.dayReplaced(Tables.FEED_HEALTH, DAY, 3, 4);
        cache.collected(EARLIER.at(4), this::read);
        cache.collected(TODAY.at(4), this::read);

        assertThat(reads).hasValue(3);
    }

    @Test
    void versionWrittenByAnother_isReadAgain() {
        cache.collected(EARLIER, this::read);

        cache.dayReplaced(Tables.FEED_HEALTH, DAY, 4, 5);
        cache.collected(EARLIER.at(5), this::read);

        assertThat(reads).hasValue(2);
    }

    @Test
    void closed_leavesNothingInSparksMemory() {
        Dataset<Row> cached = cache.cached(TestSpark.session(), TODAY, this::read);
        assertThat(cached.storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());

        cache.close();

        assertThat(cached.storageLevel()).isEqualTo(StorageLevel.NONE());
    }
}
