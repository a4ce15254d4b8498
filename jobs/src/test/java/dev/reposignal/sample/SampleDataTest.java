package dev.reposignal.sample;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SampleDataTest {
    private static final Path SAMPLE = Path.of(System.getProperty("basedir", "."))
            .resolve("../data/sample")
            .normalize();
    private static final NavigableMap<String, String> FILES = SampleData.files();
    private static final Map<LocalDate, List<SampleRow>> ROWS =
            SampleData.rows().stream().collect(groupingBy(SampleRow::day));

    @Test
    void committedFiles_areWhatTheGeneratorMakes() throws IOException {
        assertThat(committedNames()).as("files of %s", SAMPLE).containsExactlyElementsOf(new TreeSet<>(FILES.keySet()));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            assertThat(read(SAMPLE.resolve(file.getKey())).equals(file.getValue()))
                    .as(
                            "%s equals what SampleData makes; if it should have changed, write it again as data/sample/README.md says",
                            file.getKey())
                    .isTrue();
        }
    }

    @Test
    void committedFiles_staySmall() throws IOException {
        long bytes = 0;
        for (String name : FILES.keySet()) {
            bytes += Files.size(SAMPLE.resolve(name));
        }
        assertThat(bytes).isLessThanOrEqualTo(3_000_000);
    }

    @Test
    void feedGaps_holdNoRows() {
        assertThat(ROWS).doesNotContainKey(Scenarios.MISSING_DAY);
        assertThat(Scenarios.GAP_FIRST_DAY.datesUntil(Scenarios.GAP_LAST_DAY.plusDays(1)))
                .hasSize(4)
                .noneMatch(ROWS::containsKey);
        assertThat(ROWS).hasSize(70).containsKeys(SampleData.FIRST_DAY, SampleData.LAST_DAY);
    }

    @Test
    void frozenDay_repeatsEveryCount() {
        assertThat(shareChanged(Scenarios.FROZEN_DAY, change -> change != 0)).isZero();
        assertThat(shareChanged(Scenarios.FROZEN_DAY.plusDays(1), change -> change != 0))
                .isGreaterThan(0.5);
    }

    @Test
    void purgeDay_takesStarsFromAQuarter() {
        assertThat(shareChanged(Scenarios.PURGE_DAY, change -> change < 0)).isBetween(0.22, 0.32);
        assertThat(shareChanged(SampleData.LAST_DAY, change -> change < 0)).isBetween(0.02, 0.06);
    }

    @Test
    void thinDay_holdsFourRowsOfTen() {
        double coverage =
                (double) on(Scenarios.THIN_DAY).size() / on(SampleData.LAST_DAY).size();
        assertThat(coverage).isBetween(0.35, 0.45);
    }

    @Test
    void rename_keepsTheIdOrSplitsTheKey() {
        SampleRow before = row(Scenarios.RENAMED_ON.minusDays(1), Scenarios.RENAMED_FROM);
        SampleRow after = row(Scenarios.RENAMED_ON, Scenarios.RENAMED_TO);
        assertThat(after.id()).isNotNull().isEqualTo(before.id());
        assertThat(row(Scenarios.SPLIT_ON, Scenarios.SPLIT_TO).id()).isNull();
        assertThat(on(Scenarios.SPLIT_ON)).noneMatch(row -> row.name().equals(Scenarios.SPLIT_FROM));
    }

    @Test
    void swap_showsTheGiantAndReturns() {
        LocalDate swapped = LocalDate.of(2026, 2, 24);
        assertThat(row(swapped, Scenarios.SWAPPED).stars())
                .isEqualTo(row(swapped, Scenarios.SWAP_SOURCE).stars());
        assertThat(row(LocalDate.of(2026, 2, 26), Scenarios.SWAPPED).stars()).isLessThan(2_000);
        assertThat(row(SampleData.LAST_DAY, Scenarios.SWAPPED_AT_THE_END).stars())
                .isEqualTo(row(SampleData.LAST_DAY, Scenarios.SWAP_SOURCE).stars());
    }

    @Test
    void everyRepository_standsOnceADay() {
        assertThat(ROWS.values()).allSatisfy(rows -> assertThat(rows.stream().map(SampleRow::name))
                .doesNotHaveDuplicates());
        assertThat(ROWS.values())
                .allSatisfy(rows -> assertThat(rows.stream().map(SampleRow::id).filter(id -> id != null))
                        .doesNotHaveDuplicates());
    }

    private static double shareChanged(LocalDate day, LongPredicate condition) {
        Map<String, List<SampleRow>> before = on(day.minusDays(1)).stream().collect(groupingBy(SampleRow::name));
        List<Long> changes = on(day).stream()
                .filter(row -> before.containsKey(row.name()))
                .map(row -> row.stars()
                        - before.getOrDefault(row.name(), List.of()).get(0).stars())
                .toList();
        return (double) changes.stream()
                        .filter(change -> condition.test(change))
                        .count()
                / changes.size();
    }

    private static SampleRow row(LocalDate day, String name) {
        return on(day).stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<SampleRow> on(LocalDate day) {
        return ROWS.getOrDefault(day, List.of());
    }

    private static List<String> committedNames() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLE)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
