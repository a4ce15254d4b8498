package dev.reposignal.signal;

import static dev.reposignal.testing.TestRows.columns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AliasTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    @Test
    void oneRepositoryUnderTwoNames_takesOnePlace() {
        repository("asker/new-name", "TypeScript", 31_324, 2_595);
        repository("asker/old-name", "TypeScript", 31_287, 2_561);

        assertThat(aliases()).containsExactly("asker/old-name");
    }

    @Test
    void nearCounts_areNoAlias_whenOwnerLanguageOrPaceDiffer() {
        repository("asker/one", "TypeScript", 31_324, 2_595);
        repository("other/one", "TypeScript", 31_287, 2_561);
        repository("asker/in-rust", "Rust", 31_320, 2_590);
        repository("big/first", "Go", 20_000, 400);
        repository("big/second", "Go", 19_990, 100);
        repository("calm/first", "Go", 5_000, 10);
        repository("calm/second", "Go", 5_000, 10);
        repository("small/first", "Go", 900, 40);
        repository("small/second", "Go", 900, 40);
        repository("far/first", "Go", 9_000, 40);
        repository("far/second", "Go", 8_900, 40);

        assertThat(aliases()).isEmpty();
    }

    @Test
    void transferredRepository_underBothOwners_takesOnePlace() {
        repository("new-home/agent", "Python", 4_484, 2_000, "queue worker for map renderer");
        repository("old-labs/agent", "Python", 4_480, 1_990, "queue worker for map renderer");
        repository("other/agent", "Python", 4_482, 1_995, "something else");
        repository("no/text", "Python", 4_484, 2_000, null);

        assertThat(aliases()).containsExactly("old-labs/agent");
    }

    private void repository(String name, String language, long stars, long gained) {
        repository(name, language, stars, gained, null);
    }

    private void repository(String name, String language, long stars, long gained, @Nullable String description) {
        for (int daysBefore : new int[] {28, 7, 0}) {
            rows.add(columns("snapshot_date | repo_key | full_name | language | description | stars | observed")
                    .row(
                            DAY.minusDays(daysBefore),
                            "name:" + name,
                            name,
                            language,
                            description,
                            stars - gained * daysBefore / 28,
                            true));
        }
    }

    private List<String> aliases() {
        return Signals.measure(
                        new Settings.Signal(50, 15, 20_000, 1.25, 30_000, 1.5),
                        DAY,
                        TestRows.of(Tables.SNAPSHOTS, rows))
                .where("is_alias")
                .select("full_name")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
