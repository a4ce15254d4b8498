package dev.reposignal.pipeline;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.ArticlePage;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.Later;
import dev.reposignal.publish.Claim;
import dev.reposignal.publish.Cluster;
import dev.reposignal.publish.Edition;
import dev.reposignal.publish.LedgerMonth;
import dev.reposignal.publish.Method;
import dev.reposignal.publish.Repository;
import dev.reposignal.publish.Signal;
import dev.reposignal.publish.SiteContent;
import dev.reposignal.publish.Theme;
import dev.reposignal.publish.TrackRecord;
import dev.reposignal.publish.Week;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads what the site shows from the tables alone, see {@link SiteTables}. */
final class SiteReader implements SiteContent, AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Articles read at once. */
    private static final int CHUNK = 32;

    private static final int FEED_DAYS = 28;

    private final Edition edition;
    private final SiteTables tables;
    private final Later<Large> large;

    /** The answers to the questions that go through the rows of all repositories, and the tables they are kept in. */
    private record Large(SiteTables tables, Dataset<Row> repositories, Dataset<Row> clusters) {
        static Large answered(Lake lake, SiteVersions versions) {
            SiteTables tables = new SiteTables(lake, versions);
            try {
                return new Large(tables, tables.answered("repositories"), tables.answered("clusters"));
            } catch (RuntimeException e) {
                tables.close();
                throw e;
            }
        }
    }

    /** @param lake as it is now; what is written later is not seen */
    SiteReader(Lake lake) {
        SiteVersions versions = SiteVersions.of(lake);
        // What goes through the rows of all repositories is worth compiling, what reads some dozens is not.
        Lake separate = lake.separate();
        this.large = Later.begun(() -> Large.answered(separate, versions));
        try {
            this.tables = new SiteTables(lake.interpreted(), versions);
            LocalDate latest =
                    versions.days().isEmpty() ? null : versions.days().get(0);
            this.edition = new Edition(latest, versions.versions(), headings(), repositoryKeys(), clusterLabels());
        } catch (RuntimeException e) {
            closeLarge();
            throw e;
        }
    }

    @Override
    public void close() {
        closeLarge();
        tables.close();
    }

    /** A site that failed leaves no question running behind it. */
    private void closeLarge() {
        large.ended().ifPresent(answers -> answers.tables().close());
    }

    private List<Edition.ArticleHeading> headings() {
        return tables.sql("SELECT snapshot_date, title, standfirst FROM articles").collectAsList().stream()
                .map(row -> new Edition.ArticleHeading(Lake.toLocalDate(row, 0), row.getString(1), row.getString(2)))
                .sorted(Comparator.comparing(Edition.ArticleHeading::day).reversed())
                .toList();
    }

    private Set<String> repositoryKeys() {
        return tables.sql("SELECT repo_key FROM page_keys").collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
    }

    private Map<String, String> clusterLabels() {
        return tables
                .sql("SELECT cluster_id, max_by(label, snapshot_date) FROM clusters GROUP BY cluster_id")
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
    }

    @Override
    public Edition edition() {
        return edition;
    }

    @Override
    public Iterator<ArticleNight> articles() {
        List<LocalDate> days =
                edition.articles().stream().map(Edition.ArticleHeading::day).toList();
        return new Chunks(days);
    }

    /** Articles in chunks: a table sorted by day would shuffle every text, one question per day would ask too often. */
    private final class Chunks implements Iterator<ArticleNight> {
        private final List<LocalDate> days;
        private int asked;
        private Iterator<ArticleNight> chunk = Collections.emptyIterator();

        Chunks(List<LocalDate> days) {
            this.days = days;
        }

        @Override
        public boolean hasNext() {
            return chunk.hasNext() || asked < days.size();
        }

        @Override
        public ArticleNight next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!chunk.hasNext()) {
                List<LocalDate> next = days.subList(asked, Math.min(days.size(), asked + CHUNK));
                asked += next.size();
                chunk = tables
                        .ask("articles")
                        .where(col(Table.DAY)
                                .isin(next.stream().map(java.sql.Date::valueOf).toArray()))
                        .collectAsList()
                        .stream()
                        .map(SiteReader::articleNight)
                        .sorted(Comparator.comparing(
                                        (ArticleNight night) -> night.article().day())
                                .reversed())
                        .iterator();
            }
            return chunk.next();
        }
    }

    private static ArticleNight articleNight(Row row) {
        return new ArticleNight(
                new ArticlePage(
                        day(row, Table.DAY),
                        row.getAs("title"),
                        row.getAs("standfirst"),
                        row.getAs("markdown"),
                        row.getAs("body_html")),
                list(row, "surfacing", each -> new RepositoryName(each.getAs("repo_key"), each.getAs("full_name"))));
    }

    @Override
    public Iterator<Week> weeks() {
        return each(
                tables.ask("weeks"),
                row -> new Week(
                        day(row, "week"),
                        dates(row, "days"),
                        list(row, "surfaced", each -> {
                            Row latest = each.getAs("latest");
                            return new Week.Surfaced(
                                    each.getAs("repo_key"),
                                    latest.getAs("full_name"),
                                    each.<Integer>getAs("best_place"),
                                    each.<Long>getAs("nights"),
                                    day(each, "first_surfaced_on"),
                                    each.<Boolean>getAs("is_new"),
                                    latest.getAs("language"),
                                    latest.<Long>getAs("stars"),
                                    latest.getAs("velocity_7d"),
                                    latest.getAs("signal_score"));
                        }),
                        claims(row, "resolved")));
    }

    @Override
    public Iterator<Repository> repositories() {
        return each(
                large.answer().repositories(),
                row -> new Repository(
                        row.getAs("repo_key"),
                        row.<Row>getAs("latest").getAs("full_name"),
                        row.getAs("description"),
                        strings(row, "topics"),
                        Boolean.TRUE.equals(row.<Object>getAs("archived")),
                        measured(row.getAs("latest")),
                        list(row, "components", SiteReader::component).stream()
                                .sorted(Comparator.comparing(Repository.Component::points)
                                        .thenComparing(Repository.Component::weight)
                                        .reversed()
                                        .thenComparing(Repository.Component::name))
                                .toList(),
                        list(
                                row,
                                "nights",
                                each -> new Repository.BoardNight(
                                        day(each, Table.DAY),
                                        each.getAs("tier"),
                                        each.<Integer>getAs("board_place"),
                                        each.<Long>getAs("stars"),
                                        each.getAs("signal_score"))),
                        row.getAs("cluster_id"),
                        claims(row, "claims"),
                        list(
                                row,
                                "counts",
                                each -> new Repository.Count(day(each, Table.DAY), each.<Long>getAs("stars")))));
    }

    private static Repository.Measured measured(Row row) {
        List<String> flags = new ArrayList<>();
        for (String name : row.schema().fieldNames()) {
            if (name.startsWith("is_") && Boolean.TRUE.equals(row.<Object>getAs(name))) {
                flags.add(name);
            }
        }
        return new Repository.Measured(
                day(row, Table.DAY),
                row.getAs("language"),
                row.<Long>getAs("stars"),
                row.getAs("stars_gained_24h"),
                row.getAs("stars_gained_7d"),
                row.getAs("stars_gained_28d"),
                row.getAs("velocity_24h"),
                row.getAs("velocity_7d"),
                row.getAs("velocity_28d"),
                row.getAs("acceleration"),
                row.getAs("burst"),
                row.getAs("signal_score"),
                row.getAs("signal_rank"),
                row.getAs("breakout_probability"),
                row.getAs("board_place"),
                row.getAs("tier"),
                flags);
    }

    private static Repository.Component component(Row row) {
        return new Repository.Component(
                row.getAs("component"),
                row.getAs("raw_value"),
                row.getAs("unit"),
                row.getAs("normalised"),
                row.getAs("weight"),
                row.getAs("points"));
    }

    @Override
    public Iterator<Cluster> clusters() {
        return each(large.answer().clusters(), row -> {
            Row latest = row.getAs("latest");
            return new Cluster(
                    row.getAs("cluster_id"),
                    latest.getAs("label"),
                    day(row, "last_day"),
                    strings(latest, "keywords"),
                    latest.<Long>getAs("repos"),
                    latest.<Long>getAs("owners"),
                    latest.<Long>getAs("accelerating_owners"),
                    latest.<Double>getAs("velocity_7d"),
                    latest.<Double>getAs("velocity_28d"),
                    latest.getAs("cohesion"),
                    latest.<Integer>getAs("age_days"),
                    latest.<Double>getAs("forming_score"),
                    latest.getAs("forming_rank"),
                    latest.<Boolean>getAs("is_forming"),
                    list(
                            row,
                            "nights",
                            each -> new Cluster.Night(
                                    day(each, Table.DAY),
                                    each.getAs("label"),
                                    each.<Long>getAs("repos"),
                                    each.<Long>getAs("owners"),
                                    each.<Long>getAs("accelerating_owners"),
                                    each.<Double>getAs("velocity_7d"),
                                    each.<Double>getAs("forming_score"),
                                    each.getAs("forming_rank"),
                                    each.<Boolean>getAs("is_forming"))),
                    list(
                            row,
                            "surfaced",
                            each -> new Cluster.Surfaced(
                                    each.getAs("repo_key"),
                                    each.getAs("full_name"),
                                    each.<Long>getAs("nights"),
                                    day(each, "last_on"))),
                    list(
                            row,
                            "members",
                            each -> new Cluster.Member(
                                    each.getAs("repo_key"),
                                    each.getAs("full_name"),
                                    each.getAs("language"),
                                    each.<Long>getAs("stars"),
                                    each.getAs("velocity_7d"),
                                    each.getAs("tier"))),
                    list(
                            row,
                            "events",
                            each -> new Cluster.Event(
                                    day(each, Table.DAY),
                                    each.getAs("event"),
                                    each.getAs("subject_id"),
                                    each.getAs("related_cluster_id"),
                                    each.<Long>getAs("repos"),
                                    each.<Long>getAs("previous_repos"),
                                    each.<Long>getAs("shared_repos"))),
                    claims(row, "claims"));
        });
    }

    @Override
    public List<Theme> themes() {
        return tables.ask("themes").collectAsList().stream()
                .map(row -> new Theme(
                        row.getAs("cluster_id"),
                        row.getAs("label"),
                        strings(row, "keywords"),
                        row.<Long>getAs("repos"),
                        row.<Long>getAs("owners"),
                        row.<Long>getAs("accelerating_owners"),
                        row.<Long>getAs("surfacing_repos"),
                        row.<Long>getAs("tracked_repos"),
                        row.<Double>getAs("velocity_7d"),
                        row.<Double>getAs("forming_score"),
                        row.getAs("forming_rank"),
                        row.<Boolean>getAs("is_forming"),
                        row.<Integer>getAs("age_days"),
                        row.<Double>getAs("x"),
                        row.<Double>getAs("y")))
                .toList();
    }

    @Override
    public List<Signal> signals() {
        return tables.ask("signals").collectAsList().stream()
                .map(row -> new Signal(
                        row.getAs("repo_key"),
                        row.getAs("full_name"),
                        row.getAs("language"),
                        row.<Long>getAs("stars"),
                        row.getAs("velocity_24h"),
                        row.getAs("velocity_7d"),
                        row.getAs("velocity_28d"),
                        row.getAs("signal_score"),
                        row.getAs("signal_rank"),
                        row.getAs("breakout_probability"),
                        row.getAs("board_place"),
                        row.getAs("tier"),
                        row.getAs("cluster_id"),
                        row.getAs("x"),
                        row.getAs("y")))
                .toList();
    }

    @Override
    public Iterator<LedgerMonth> ledger() {
        return each(
                tables.ask("ledger"), row -> new LedgerMonth(YearMonth.from(day(row, "month")), claims(row, "claims")));
    }

    @Override
    public Optional<TrackRecord> trackRecord() {
        LocalDate day = edition.day();
        List<Row> all = ofTheLatestNight("SELECT 'all' AS kind, * FROM track_record");
        if (day == null || all.isEmpty()) {
            return Optional.empty();
        }
        List<TrackRecord.Sum> kinds = ofTheLatestNight("SELECT * FROM track_record_kinds").stream()
                .map(SiteReader::sum)
                .sorted(Comparator.comparing(TrackRecord.Sum::kind))
                .toList();
        List<TrackRecord.Bin> bins = ofTheLatestNight("SELECT * FROM track_record_bins WHERE kind = 'all'").stream()
                .map(row -> new TrackRecord.Bin(
                        row.<Integer>getAs("bin"),
                        row.<Long>getAs("predictions"),
                        row.<Long>getAs("hits"),
                        row.<Double>getAs("mean_probability"),
                        row.<Double>getAs("hit_rate")))
                .sorted(Comparator.comparing(TrackRecord.Bin::bin))
                .toList();
        return Optional.of(new TrackRecord(day, sum(all.get(0)), kinds, bins));
    }

    private static TrackRecord.Sum sum(Row row) {
        return new TrackRecord.Sum(
                row.getAs("kind"),
                row.<Long>getAs("predictions_made"),
                row.<Long>getAs("predictions_open"),
                row.<Long>getAs("hits"),
                row.<Long>getAs("misses"),
                row.<Long>getAs("unobservable"),
                row.getAs("hit_rate"),
                row.getAs("mean_base_rate"),
                row.getAs("brier_score"),
                row.getAs("brier_skill"));
    }

    @Override
    public Optional<Method> method() {
        LocalDate day = edition.day();
        if (day == null) {
            return Optional.empty();
        }
        List<Row> runs = ofTheLatestNight(
                "SELECT snapshot_date, run_id, code_version, settings FROM runs WHERE status = 'published' ORDER BY finished_at DESC, run_id DESC");
        Row summary = ofTheLatestNight("SELECT snapshot_date, repos_observed, repos_scored FROM night_summary")
                .get(0);
        List<Method.Weight> components =
                ofTheLatestNight("SELECT DISTINCT snapshot_date, component, unit, weight FROM score_components")
                        .stream()
                        .map(row -> new Method.Weight(row.getAs("component"), row.getAs("unit"), row.getAs("weight")))
                        .sorted(Comparator.comparing(Method.Weight::weight)
                                .reversed()
                                .thenComparing(Method.Weight::component))
                        .toList();
        List<Row> models = tables.sql(
                        "SELECT model_id, trained_on, base_rate, figures FROM models WHERE model_id IN (SELECT model FROM latest_repo_signals)")
                .collectAsList();
        List<Method.FeedDay> feed = tables
                .sql("SELECT * FROM feed_health ORDER BY snapshot_date DESC LIMIT " + FEED_DAYS)
                .collectAsList()
                .stream()
                .map(row -> new Method.FeedDay(
                        day(row, Table.DAY),
                        row.<Long>getAs("repos"),
                        row.getAs("coverage"),
                        row.getAs("share_unchanged"),
                        row.getAs("share_negative"),
                        row.<Boolean>getAs("is_purge_day"),
                        row.getAs("verdict"),
                        row.getAs("reason")))
                .toList();
        // An article can stand without a run's row only while its night is still being written.
        Row run = runs.isEmpty() ? null : runs.get(0);
        return Optional.of(new Method(
                day,
                run == null ? "unknown" : run.getAs("run_id"),
                run == null ? "unknown" : run.getAs("code_version"),
                run == null ? Map.of() : settings(run.getAs("settings")),
                summary.<Long>getAs("repos_observed"),
                summary.<Long>getAs("repos_scored"),
                components,
                models.isEmpty() ? null : model(models.get(0)),
                feed));
    }

    private static Method.Model model(Row row) {
        return new Method.Model(
                row.getAs("model_id"),
                day(row, "trained_on"),
                row.<Double>getAs("base_rate"),
                row.getJavaMap(row.fieldIndex("figures")));
    }

    /** The settings of a run by dotted key, as {@code reposignal.yaml} writes them. */
    private static Map<String, String> settings(String json) {
        try {
            Map<String, String> settings = new HashMap<>();
            for (Map.Entry<String, JsonNode> section : MAPPER.readTree(json).properties()) {
                for (Map.Entry<String, JsonNode> setting : section.getValue().properties()) {
                    settings.put(
                            section.getKey() + "." + setting.getKey(),
                            setting.getValue().asText());
                }
            }
            return settings;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The settings of a run are stored as JSON", e);
        }
    }

    private List<Row> ofTheLatestNight(String query) {
        LocalDate day = edition.day();
        return day == null
                ? List.of()
                : tables.sql(query)
                        .where(col(Table.DAY).equalTo(Lake.literal(day)))
                        .collectAsList();
    }

    /** The rows of an answer, one partition at a time. */
    private static <T> Iterator<T> each(Dataset<Row> answer, Function<Row, T> reading) {
        Iterator<Row> rows = answer.toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                return reading.apply(rows.next());
            }
        };
    }

    private static <T> List<T> list(Row row, String column, Function<Row, T> reading) {
        int index = row.fieldIndex(column);
        return row.isNullAt(index)
                ? List.of()
                : row.<Row>getList(index).stream().map(reading).toList();
    }

    private static List<String> strings(Row row, String column) {
        int index = row.fieldIndex(column);
        return row.isNullAt(index) ? List.of() : row.getList(index);
    }

    private static List<LocalDate> dates(Row row, String column) {
        return row.getList(row.fieldIndex(column)).stream()
                .map(SiteReader::localDate)
                .toList();
    }

    private static List<Claim> claims(Row row, String column) {
        return list(row, column, SiteReader::claim).stream()
                .sorted(Comparator.comparing(Claim::madeOn)
                        .reversed()
                        .thenComparing(Claim::position)
                        .thenComparing(Claim::predictionId))
                .toList();
    }

    private static Claim claim(Row row) {
        return new Claim(
                row.getAs("prediction_id"),
                day(row, "made_on"),
                day(row, "due_on"),
                row.getAs("kind"),
                row.<Integer>getAs("position"),
                row.getAs("subject_type"),
                row.getAs("subject_key"),
                row.getAs("subject_name"),
                row.getAs("claim"),
                row.<Double>getAs("probability"),
                row.<Double>getAs("base_rate"),
                row.getAs("outcome"),
                optionalDay(row, "resolved_on"),
                optionalDay(row, "observed_on"),
                row.getAs("observed_value"),
                row.getAs("unit"),
                row.getAs("evidence"));
    }

    private static LocalDate day(Row row, String column) {
        return Lake.toLocalDate(row, row.fieldIndex(column));
    }

    private static @Nullable LocalDate optionalDay(Row row, String column) {
        return row.isNullAt(row.fieldIndex(column)) ? null : day(row, column);
    }

    private static LocalDate localDate(Object value) {
        return value instanceof LocalDate day ? day : ((java.sql.Date) value).toLocalDate();
    }
}
