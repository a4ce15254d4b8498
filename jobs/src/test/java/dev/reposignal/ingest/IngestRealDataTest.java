package dev.reposignal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.testing.RealData;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestRealDataTest {
    @TempDir
    Path folder;

    @Test
    void rankingFile_isLoadedWithoutRejections() {
        IngestFixture fixture = new IngestFixture(folder);
        Path file = RealData.path("github-ranking/github-ranking-2026-03-06.csv.gz");

        IngestReport report = fixture.ingest(file);

        assertThat(report.rejected()).isZero();
        assertThat(report.read()).isEqualTo(report.accepted() + report.duplicate());
        assertThat(report.accepted()).isBetween(3_300L, 3_600L);
        assertThat(report.firstDay()).hasValue(LocalDate.parse("2026-03-06"));
        assertThat(fixture.snapshots("language"))
                .doesNotContain("CSharp", "CPP", "")
                .contains("C#", "C++", "null");
        assertThat(fixture.ingest(file).accepted()).isZero();
    }

    @Test
    void panelFile_isLoadedWholeAndEqualsItsSource() {
        IngestFixture fixture = new IngestFixture(folder);
        Path file = RealData.path("panel/2026-02.parquet");

        IngestReport report = fixture.ingest(file);

        assertThat(report.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("brokenValues", "reasons")
                .containsExactly(new FileCounts(
                        file.toString(),
                        InputFormat.PARQUET,
                        373_507,
                        0,
                        0,
                        LocalDate.parse("2026-02-01"),
                        LocalDate.parse("2026-02-28"),
                        0,
                        List.of(),
                        0));
        String[] sums = {
            "count(*)",
            "sum(stars)",
            "sum(forks)",
            "count(pushed_at)",
            "count(description)",
            "cast(max(pushed_at) AS string)"
        };
        Row source = fixture.lake()
                .spark()
                .read()
                .parquet(file.toString())
                .selectExpr(sums)
                .head();
        assertThat(fixture.snapshots(String.join(" | ", sums))).containsExactly(source.mkString("|"));
    }
}
