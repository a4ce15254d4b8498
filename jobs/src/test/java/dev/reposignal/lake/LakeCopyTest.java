package dev.reposignal.lake;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TableContents;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCopyTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    private Path folder = Path.of("");

    private Lake lake = new Lake(TestSpark.session(), "unused");

    @BeforeEach
    void fill() {
        lake = lake("lake");
        write(lake, DAY, 1);
    }

    private Lake lake(String name) {
        return new Lake(TestSpark.session(), folder.resolve(name).toString());
    }

    private static void write(Lake lake, LocalDate day, long repos) {
        lake.replaceDay(
                Tables.FEED_HEALTH,
                day,
                TestRows.of(Tables.FEED_HEALTH, row(Table.DAY, day, "repos", repos, "verdict", "publish")));
    }

    @Test
    void secondCopy_takesOnlyWhatIsNewAndKeepsEveryVersion() {
        String backup = folder.resolve("backup").toString();
        LakeCopy first = LakeCopy.of(lake, backup);
        assertThat(first.files()).isPositive();
        assertThat(LakeCopy.of(lake, backup).files()).isZero();

        write(lake, DAY, 2);
        write(lake, DAY.plusDays(1), 3);
        LakeCopy second = LakeCopy.of(lake, backup);

        assertThat(second.files()).isPositive();
        Lake copy = lake("backup");
        assertThat(CommitFiles.versions(copy)).isEqualTo(CommitFiles.versions(lake));
        assertThat(TableContents.lines(copy, Tables.FEED_HEALTH))
                .isEqualTo(TableContents.lines(lake, Tables.FEED_HEALTH));
        long old = lake.version(Tables.FEED_HEALTH).orElseThrow() - 2;
        assertThat(copy.read(Tables.FEED_HEALTH, old).select("repos").head().getLong(0))
                .isEqualTo(1);
        assertThat(LakeDamage.of(copy)).isEmpty();
    }

    @Test
    void folderOfAnotherLake_isRefused() {
        Lake other = lake("other");
        write(other, DAY, 9);

        assertThatThrownBy(() -> LakeCopy.of(lake, other.root())).hasMessageContaining("is of another lake");
    }

    @Test
    void cutFileOfACopy_isCopiedAgain() throws IOException {
        String backup = folder.resolve("backup").toString();
        LakeCopy.of(lake, backup);
        try (var files = Files.walk(folder.resolve("backup"))) {
            Files.write(
                    files.filter(file -> file.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(),
                    new byte[1]);
        }
        assertThat(LakeDamage.of(lake("backup"))).hasSize(1);

        assertThat(LakeCopy.of(lake, backup).files()).isEqualTo(1);
        assertThat(LakeDamage.of(lake("backup"))).isEmpty();
    }
}
