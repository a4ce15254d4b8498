package dev.reposignal.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitFilesTest {
    @TempDir
    Path folder;

    @Test
    void emptyLastCommit_isSaid() throws IOException {
        Lake lake = new Lake(TestSpark.session(), folder.toString());
        LocalDate day = LocalDate.parse("2026-03-06");
        lake.replaceDay(
                Tables.FEED_HEALTH,
                day,
                TestRows.of(Tables.FEED_HEALTH, TestRows.row(Table.DAY, day, "repos", 1L, "verdict", "publish")));
        assertThat(CommitFiles.emptyLastCommits(lake)).isEmpty();

        Files.write(
                folder.resolve("feed_health/_delta_log/%020d.json"
                        .formatted(lake.version(Tables.FEED_HEALTH).orElseThrow() + 1)),
                new byte[0]);

        assertThat(CommitFiles.emptyLastCommits(lake))
                .singleElement()
                .asString()
                .startsWith("The last commit of the table feed_health (")
                .contains("is empty, as after a power cut");
    }
}
