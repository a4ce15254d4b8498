package dev.reposignal.audit;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.lake.Maintenance;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.OneFactArticle;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactAuditTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    private Path folder = Path.of("");

    private Lake lake = new Lake(TestSpark.session(), "unused");

    @BeforeEach
    void publish() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        long version = health(12);
        OneFactArticle.publish(lake, DAY, 12, version);
    }

    private long health(long repos) {
        return lake.replaceDay(
                        Tables.FEED_HEALTH,
                        DAY,
                        TestRows.of(Tables.FEED_HEALTH, row(Table.DAY, DAY, "repos", repos, "verdict", "publish")))
                .version();
    }

    @Test
    void factOfAReplacedVersion_isLookedUpThere() {
        health(13);

        assertThat(FactAudit.of(lake, DAY, DAY)).satisfies(result -> {
            assertThat(result.facts()).isEqualTo(1);
            assertThat(result.deleted()).isZero();
            assertThat(result.mismatches()).isEmpty();
        });
    }

    @Test
    void factOfADeletedVersion_isCountedAndIsNoMismatch() {
        health(13);
        Maintenance.of(lake, Duration.ZERO);

        assertThat(FactAudit.of(lake, DAY, DAY)).satisfies(result -> {
            assertThat(result.facts()).isEqualTo(1);
            assertThat(result.deleted()).isEqualTo(1);
            assertThat(result.mismatches()).isEmpty();
        });
    }

    @Test
    void factOfALiveVersion_outlivesMaintenance() {
        Maintenance.of(lake, Duration.ZERO);

        assertThat(FactAudit.of(lake, DAY, DAY)).satisfies(result -> {
            assertThat(result.deleted()).isZero();
            assertThat(result.mismatches()).isEmpty();
        });
    }
}
