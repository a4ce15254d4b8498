package dev.reposignal.testing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Assumptions;

/** The real snapshots that stand beside a developer's checkout and never inside it. */
public final class RealData {
    private RealData() {}

    /** A file or folder of the real data; skips the test with a message where it is absent. */
    public static Path path(String relative) {
        Path root = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
        Path path = root.resolve("../../shared/data").normalize().resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: no real data at " + path);
        return path;
    }

    /** The panel's rows of some months ({@code 2026-03}) as the ingest would write them, every column of the snapshots there. */
    public static Dataset<Row> snapshots(String... months) {
        String[] files = Stream.of(months)
                .map(month -> path("panel/%s.parquet".formatted(month)).toString())
                .toArray(String[]::new);
        return TestSpark.session()
                .read()
                .parquet(files)
                .select(
                        col("snapshot_date").cast("date").as(Table.DAY),
                        concat(lit("name:"), lower(col("full_name"))).as("repo_key"),
                        col("full_name"),
                        col("description"),
                        col("language"),
                        col("stars").cast("long").as("stars"),
                        col("forks").cast("long").as("forks"),
                        col("open_issues").cast("long").as("open_issues"),
                        lit(true).as("observed"))
                .to(Tables.SNAPSHOTS.nullableSchema());
    }
}
