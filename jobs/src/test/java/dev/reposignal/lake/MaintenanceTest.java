package dev.reposignal.lake;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.audit.FactAudit;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.OneFactArticle;
import dev.reposignal.testing.TableContents;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    private Path folder = Path.of("");

    private Lake lake = new Lake(TestSpark.session(), "unused");

    @BeforeEach
    void fill() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
    }

    private long write(LocalDate day, long repos) {
        return lake.replaceDay(
                        Tables.FEED_HEALTH,
                        day,
                        TestRows.of(Tables.FEED_HEALTH, row(Table.DAY, day, "repos", repos, "verdict", "publish")))
                .version();
    }

    private Maintenance only(List<Maintenance> tables) {
        assertThat(tables).hasSize(1);
        return tables.get(0);
    }

    @Test
    void replacedRows_stayAsLongAsTheyAreKept() {
        long first = write(DAY, 1);
        write(DAY, 2);

        Maintenance done = only(Maintenance.of(lake, Duration.ofDays(7)));

        assertThat(done.filesDeleted()).isZero();
        assertThat(lake.read(Tables.FEED_HEALTH, first).count()).isEqualTo(1);
        assertThat(lake.isDeleted(
                        Tables.FEED_HEALTH, lake.version(Tables.FEED_HEALTH).orElseThrow()))
                .isFalse();
    }

    @Test
    void replacedRows_areDeletedAfterwards_andNothingElse() {
        long first = write(DAY, 1);
        write(DAY.plusDays(1), 5);
        write(DAY, 2);
        List<String> rows = TableContents.lines(lake, Tables.FEED_HEALTH);

        Maintenance planned = only(Maintenance.planned(lake, Duration.ZERO));
        assertThat(TableContents.lines(lake, Tables.FEED_HEALTH)).isEqualTo(rows);
        Maintenance done = only(Maintenance.of(lake, Duration.ZERO));

        assertThat(done).isEqualTo(planned);
        assertThat(done.filesDeleted()).isEqualTo(1);
        assertThat(done.bytesDeleted()).isPositive();
        assertThat(TableContents.lines(lake, Tables.FEED_HEALTH)).isEqualTo(rows);
        assertThat(lake.isDeleted(Tables.FEED_HEALTH, first)).isTrue();
        assertThatThrownBy(() -> lake.readDay(Tables.FEED_HEALTH, DAY)
                        .sparkSession()
                        .read()
                        .format("delta")
                        .option("versionAsOf", first)
                        .load(lake.path(Tables.FEED_HEALTH))
                        .collectAsList())
                .hasMessageContaining("FILE_NOT_EXIST");
        // The day that was not written again is still there in the old version.
        assertThat(lake.readDays(Tables.FEED_HEALTH, first + 1, DAY.plusDays(1), DAY.plusDays(1))
                        .count())
                .isEqualTo(1);
        assertThat(write(DAY.plusDays(2), 7)).isGreaterThan(first);
    }

    @Test
    void snapshots_areKeptWhole() {
        for (long stars = 1; stars <= 2; stars++) {
            lake.replaceDay(Tables.SNAPSHOTS, DAY, TestRows.table(Tables.SNAPSHOTS, """
                    snapshot_date | repo_key | full_name | stars | observed
                    2026-03-06    | id:1     | a/a       | %d    | true
                    """.formatted(stars)));
        }
        long first = lake.version(Tables.SNAPSHOTS).orElseThrow() - 1;

        assertThat(only(Maintenance.of(lake, Duration.ZERO)).filesDeleted()).isZero();
        assertThat(lake.read(Tables.SNAPSHOTS, first).collectAsList()).hasSize(1);
    }

    /**
     * Nights that each write a day, a claim, a run, and an article with a fact of the day; every week one night is run again and the
     * lake maintained, at first keeping nothing, in the last two weeks for seven days. The property
     * {@code reposignal.maintain.nights} sets how many; jobs/bench/maintain.sh takes 400.
     */
    @Test
    void manyNights_takeLittleMoreThanTheirRows_andFactsHoldWithinThePromise() throws IOException {
        int nights = Integer.getInteger("reposignal.maintain.nights", 14);
        int promised = nights - 13;
        double mostBytes = 0;
        long mostFiles = 0;
        long replaced = 0;
        long[] millis = new long[nights];
        for (int night = 1; night <= nights; night++) {
            long begun = System.nanoTime();
            publish(DAY.plusDays(night), night);
            millis[night - 1] = (System.nanoTime() - begun) / 1_000_000;
            if (night % 7 == 0) {
                write(DAY.plusDays(night - 1L), 1_000L + night);
                boolean isPromised = night >= promised;
                Maintenance.of(lake, isPromised ? Duration.ofDays(7) : Duration.ZERO);
                replaced += isPromised ? 0 : 1;
                if (!isPromised) {
                    mostBytes = Math.max(mostBytes, (double) bytesOnDisk() / bytesOfRows());
                }
                mostFiles = Math.max(mostFiles, lake.read(Tables.REJECTED_ROWS).inputFiles().length);
            }
        }
        FactAudit.Result within = FactAudit.of(lake, DAY.plusDays(promised), DAY.plusDays(nights));
        FactAudit.Result all = FactAudit.of(lake, DAY, DAY.plusDays(nights));
        Maintenance.of(lake, Duration.ZERO);
        FactAudit.Result afterwards = FactAudit.of(lake, DAY.plusDays(promised), DAY.plusDays(nights));

        assertThat(lake.read(Tables.FEED_HEALTH).count()).isEqualTo(nights);
        assertThat(lake.read(Tables.REJECTED_ROWS).count()).isEqualTo(nights);
        assertThat(Math.max(mostBytes, (double) bytesOnDisk() / bytesOfRows())).isBetween(1.0, 1.5);
        assertThat(mostFiles).isEqualTo(1);
        assertThat(within.mismatches()).isEmpty();
        assertThat(within.facts()).isEqualTo(14);
        assertThat(within.deleted()).as("facts within the promise").isZero();
        assertThat(all.mismatches()).isEmpty();
        assertThat(all.deleted()).as("facts of replaced rows beyond it").isEqualTo(replaced);
        assertThat(afterwards.mismatches()).isEmpty();
        assertThat(afterwards.deleted()).as("once the promise is over").isEqualTo(2);
        System.err.printf(
                Locale.ROOT,
                "%d nights: at most %.2f times the bytes of the rows after a maintenance; %d facts, %d of replaced rows deleted,"
                        + " none within the promise; median night %d ms among the first hundred, %d ms among the last%n",
                nights,
                mostBytes,
                all.facts(),
                all.deleted(),
                median(Arrays.copyOfRange(millis, Math.min(10, nights / 2), Math.min(110, nights))),
                median(Arrays.copyOfRange(millis, Math.max(0, nights - 100), nights)));
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void publish(LocalDate day, int night) {
        long version = write(day, night);
        lake.appendNew(
                Tables.REJECTED_ROWS,
                TestRows.of(
                        Tables.REJECTED_ROWS,
                        row(
                                "ingest_id",
                                "i" + night,
                                "source_file",
                                "f",
                                "line_number",
                                1L,
                                "reason",
                                "a reason of night " + night)));
        OneFactArticle.publish(lake, day, night, version);
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")
                            && !file.toString().contains("_delta_log"))
                    .mapToLong(MaintenanceTest::size)
                    .sum();
        }
    }

    private long bytesOfRows() {
        return Stream.of(Tables.FEED_HEALTH, Tables.REJECTED_ROWS, Tables.ARTICLES, Tables.ARTICLE_FACTS)
                .flatMap(table -> Stream.of(lake.read(table).inputFiles()))
                .mapToLong(file -> size(Path.of(URI.create(file))))
                .sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
