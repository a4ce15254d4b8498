package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.article.ArticleInputs;
import dev.reposignal.article.PictureInputs;
import dev.reposignal.article.RecentArticles;
import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.lake.Lake;
import dev.reposignal.row.Rows;
import dev.reposignal.row.TableRow;
import dev.reposignal.row.read.RowValues;
import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the rows one article may mention, each with its key and table version; a few hundred in all. */
final class ArticleReader {
    private final NightContext night;

    private ArticleReader(NightContext night) {
        this.night = night;
    }

    static ArticleInputs read(NightContext night) {
        return new ArticleReader(night).inputs();
    }

    private ArticleInputs inputs() {
        Set<String> surfacing = keys(night.cachedDay(Tables.REPO_SIGNALS).where(Tier.SURFACING.isTier()));
        try (BackgroundTask<RecentArticles> history = BackgroundTask.begun(this::history);
                BackgroundTask<PictureInputs> pictures =
                        BackgroundTask.begun(() -> new PictureReader(night, this::rows).pictures(surfacing))) {
            return inputs(surfacing, history, pictures);
        }
    }

    private ArticleInputs inputs(
            Set<String> surfacing, BackgroundTask<RecentArticles> history, BackgroundTask<PictureInputs> pictures) {
        Column today = Lake.literal(night.day());
        List<Rows.PredictionOutcome> outcomes = rows(
                Rows.PredictionOutcome.class,
                Tables.PREDICTION_OUTCOMES,
                night.cached(Tables.PREDICTION_OUTCOMES)
                        .where(col("resolved_on").equalTo(today)));
        List<Rows.Prediction> predictions = rows(
                Rows.Prediction.class,
                Tables.PREDICTIONS,
                night.cached(Tables.PREDICTIONS)
                        .where(col("made_on")
                                .equalTo(today)
                                .or(col("kind")
                                        .equalTo(ClaimKind.FIELD_SHARE.value())
                                        .and(col("made_on").lt(today))
                                        .and(col("due_on").gt(today)))
                                .or(col("prediction_id")
                                        .isInCollection(outcomes.stream()
                                                .map(Rows.PredictionOutcome::predictionId)
                                                .toList()))));
        return new ArticleInputs(
                night.day(),
                night.settings().trend(),
                today(Rows.NightSummary.class, Tables.NIGHT_SUMMARY).get(0),
                today(Rows.TrackRecord.class, Tables.TRACK_RECORD).get(0),
                today(Rows.FeedHealth.class, Tables.FEED_HEALTH).get(0),
                rows(Rows.RepoSignal.class, Tables.REPO_SIGNALS, of(surfacing, night.cachedDay(Tables.REPO_SIGNALS))),
                today(Rows.Trend.class, Tables.TRENDS),
                today(Rows.TrendMember.class, Tables.TREND_MEMBERS),
                today(Rows.Movement.class, Tables.REPO_MOVEMENT),
                today(Rows.Highlight.class, Tables.HIGHLIGHTS),
                today(Rows.KindRecord.class, Tables.TRACK_RECORD_KINDS),
                today(Rows.Bin.class, Tables.TRACK_RECORD_BINS),
                predictions,
                outcomes,
                earlier(),
                history.answer(),
                pictures.answer());
    }

    private ArticleInputs.EarlierNight earlier() {
        return night.previousArticle()
                .map(day -> new ArticleInputs.EarlierNight(
                        rows(
                                Rows.Trend.class,
                                Tables.TRENDS,
                                night.readDays(Tables.TRENDS, day, day)
                                        .where(col("is_trend")
                                                .or(col("subject_type").equalTo("field")))),
                        rows(
                                Rows.Movement.class,
                                Tables.REPO_MOVEMENT,
                                night.readDays(Tables.REPO_MOVEMENT, day, day))))
                .orElse(ArticleInputs.EarlierNight.NONE);
    }

    /** The phrases of the articles before this one. */
    private RecentArticles history() {
        List<LocalDate> days = night.latestDays(Tables.ARTICLES, night.day().minusDays(1), RecentArticles.ARTICLES);
        if (days.isEmpty()) {
            return RecentArticles.NONE;
        }
        return new RecentArticles(night
                .readDays(Tables.ARTICLES, days.get(days.size() - 1), days.get(0))
                .where(col("frames").isNotNull())
                .select(col(Table.DAY), col("frames"))
                .collectAsList()
                .stream()
                .sorted(Comparator.comparing(row -> Lake.toLocalDate(row, 0)))
                .flatMap(row -> row.<String>getList(1).stream())
                .toList());
    }

    private static Set<String> keys(Dataset<Row> repositories) {
        return repositories.select("repo_key").collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of some repositories, selected by a list of keys, which is cheaper than a join for so few. */
    static Dataset<Row> of(Set<String> repoKeys, Dataset<Row> rows) {
        return rows.where(col("repo_key").isInCollection(repoKeys));
    }

    /** Reads rows with their key and table version. */
    interface PlacedRows {
        <R extends Record & TableRow> List<R> rows(Class<R> type, Table table, Dataset<Row> selected);
    }

    private <R extends Record & TableRow> List<R> today(Class<R> type, Table table) {
        return rows(type, table, night.collectedDay(table));
    }

    private <R extends Record & TableRow> List<R> rows(Class<R> type, Table table, Dataset<Row> selected) {
        long version = night.version(table).orElse(0L);
        Column[] columns = Stream.concat(table.keys().stream(), TableRow.columnsOf(type).stream())
                .distinct()
                .map(name -> col(name))
                .toArray(Column[]::new);
        return selected.select(columns).collectAsList().stream()
                .map(row ->
                        Rows.read(type, RowValues.reference(table, version, row), name -> RowValues.value(row, name)))
                .toList();
    }
}
