package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.not;

import dev.reposignal.article.PictureInputs;
import dev.reposignal.article.PictureInputs.MapPlace;
import dev.reposignal.article.PictureInputs.StarCount;
import dev.reposignal.chart.PaceChart;
import dev.reposignal.lake.Lake;
import dev.reposignal.row.Rows;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;

/** Reads what the pictures of one article are drawn from: some thousand small rows, however many repositories there are. */
final class PictureReader {
    private static final int STAR_DAYS = 30;

    private final NightContext night;
    private final ArticleReader.PlacedRows placed;

    PictureReader(NightContext night, ArticleReader.PlacedRows placed) {
        this.night = night;
        this.placed = placed;
    }

    /** The rows for a night with these surfacing repositories. */
    PictureInputs pictures(Set<String> surfacing) {
        return new PictureInputs(
                stars(surfacing),
                crowd(),
                placed.rows(Rows.Theme.class, Tables.CLUSTERS, night.collectedDay(Tables.CLUSTERS)),
                places(surfacing));
    }

    private List<StarCount> stars(Set<String> surfacing) {
        return ArticleReader.of(
                        surfacing, night.readDays(Tables.SNAPSHOTS, night.day().minusDays(STAR_DAYS), night.day()))
                .where(col("observed"))
                .select(Table.DAY, "repo_key", "stars")
                .collectAsList()
                .stream()
                .map(row -> new StarCount(Lake.toLocalDate(row, 0), row.getString(1), row.getLong(2)))
                .toList();
    }

    private List<PaceChart.Square> crowd() {
        return night
                .cachedDay(Tables.REPO_SIGNALS)
                .where(col(Columns.VELOCITY_7D).gt(0).and(col("stars").gt(0)).and(not(col("is_level_shift"))))
                .groupBy(square("stars").as("size"), square(Columns.VELOCITY_7D).as("pace"))
                .agg(count(lit(1)).as("repos"))
                .collectAsList()
                .stream()
                .map(row -> new PaceChart.Square((int) row.getLong(0), (int) row.getLong(1), row.getLong(2)))
                .toList();
    }

    private static Column square(String column) {
        return floor(log10(col(column)).multiply(PaceChart.SQUARES));
    }

    private List<MapPlace> places(Set<String> surfacing) {
        return ArticleReader.of(surfacing, night.cachedDay(Tables.CLUSTER_MEMBERS))
                .where(col("x").isNotNull().and(col("y").isNotNull()))
                .select("repo_key", "x", "y")
                .collectAsList()
                .stream()
                .map(row -> new MapPlace(row.getString(0), row.getDouble(1), row.getDouble(2)))
                .toList();
    }
}
