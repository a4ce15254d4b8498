package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Views;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The view {@code repo_history} repeats in SQL the rule of {@link AnomalyFlags} for a step that is no growth. */
class LevelShiftTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int REPOSITORIES = 200;
    private static final int DAYS = 30;

    @Test
    void repoHistory_findsTheLevelShiftsOfTheFlags() {
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, randomHistories(new Random(7)));
        RepositoryMonths.of(snapshots).createOrReplaceTempView(Tables.REPO_MONTHS.name());
        String view = Views.ALL.stream()
                .filter(each -> each.name().equals("repo_history"))
                .findFirst()
                .orElseThrow()
                .definition();
        TestSpark.session().sql("CREATE OR REPLACE TEMPORARY VIEW " + view);

        Set<String> ofTheView = steps(TestSpark.session()
                .table("repo_history")
                .where("is_level_shift")
                .selectExpr("repo_key", "unix_date(snapshot_date)"));
        Set<String> ofTheFlags = steps(Velocities.withVelocities(FIRST.plusDays(DAYS), snapshots)
                .where(AnomalyFlags.isLeap())
                .select(col("repo_key"), col(Velocities.DAY_NUMBER)));

        assertThat(ofTheFlags).hasSizeGreaterThan(100);
        assertThat(ofTheView).containsExactlyInAnyOrderElementsOf(ofTheFlags);
    }

    private static Set<String> steps(Dataset<Row> rows) {
        List<Row> collected = rows.collectAsList();
        return collected.stream().map(row -> row.mkString(" ")).collect(Collectors.toSet());
    }

    /** Histories with gaps of days, noisy growth, and steps on both sides of every bound of the rule. */
    private static String randomHistories(Random random) {
        StringBuilder text = new StringBuilder("snapshot_date | repo_key | full_name | stars | observed\n");
        for (int repository = 0; repository < REPOSITORIES; repository++) {
            long stars = 20L + random.nextInt(400);
            for (int day = 0; day < DAYS; day++) {
                boolean isMissing = random.nextInt(5) == 0;
                if (random.nextInt(12) == 0) {
                    stars = Math.round(stars * (5 + 10 * random.nextDouble()));
                } else if (random.nextInt(12) == 0) {
                    stars = Math.round(stars * (0.3 + 0.4 * random.nextDouble()));
                } else {
                    stars += random.nextInt(random.nextInt(4) == 0 ? 200 : 5);
                }
                if (!isMissing) {
                    text.append("%s | id:%d | owner/name%d | %d | true%n"
                            .formatted(FIRST.plusDays(day), repository, repository, Math.min(stars, 300_000)));
                }
            }
        }
        return text.toString();
    }
}
