package dev.reposignal.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStageTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    Path folder;

    @Test
    void distortedDays_teachNothingAboutTheYoungEither() {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of(), Map.of());
        lake.replaceDays(
                Tables.SNAPSHOTS,
                List.of(day("2026-01-03"), day("2026-01-04"), day("2026-02-20")),
                TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | repo_id | full_name | stars | observed | created_at           | source
                2026-01-03    | id:1     | 1       | a/one     | 10    | true     | 2026-01-01T12:00:00Z | test
                2026-01-04    | id:2     | 2       | a/two     | 10    | true     | 2026-01-01T12:00:00Z | test
                2026-02-20    | id:1     | 1       | a/one     | 40    | true     | 2026-01-01T12:00:00Z | test
                2026-02-20    | id:2     | 2       | a/two     | 40    | true     | 2026-01-01T12:00:00Z | test
                """));

        assertThat(ModelStage.learn(lake, settings, DAY).young().repositories()).isEqualTo(2);

        lake.replaceDays(Tables.FEED_HEALTH, List.of(day("2026-01-04")), TestRows.table(Tables.FEED_HEALTH, """
                snapshot_date | repos | verdict | reason    | is_distorted
                2026-01-04    | 1     | hold    | distorted | true
                """));
        ModelStage.Learned learned = ModelStage.learn(lake, settings, DAY);
        assertThat(learned.young().repositories()).isEqualTo(1);
        assertThat(learned.model()).as("two repositories are too few").isEmpty();
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void lakeWithoutDays_teachesNothing() {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("empty").toString());

        ModelStage.Learned learned =
                ModelStage.learn(lake, SettingsLoader.load(Optional.empty(), Map.of(), Map.of()), DAY);

        assertThat(learned.young().repositories()).isZero();
        assertThat(learned.model()).isEmpty();
    }
}
