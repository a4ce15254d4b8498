package dev.reposignal.site.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.ArticlePage;
import dev.reposignal.lake.Lake;
import dev.reposignal.site.Claim;
import dev.reposignal.site.Cluster;
import dev.reposignal.site.ClusterSummary;
import dev.reposignal.site.LedgerMonth;
import dev.reposignal.site.MappedRepository;
import dev.reposignal.site.NightMethod;
import dev.reposignal.site.Repository;
import dev.reposignal.site.SiteContent.ArticleNight;
import dev.reposignal.site.SiteContent.RepositoryName;
import dev.reposignal.site.TrackRecord;
import dev.reposignal.site.Week;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows that the site's questions answer with, as the records its pages are made of. */
final class SiteRows {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SiteRows() {}

    static ArticleNight articleNight(Row row) {
        return new ArticleNight(
                new ArticlePage(
                        day(row, Table.DAY),
                        row.getAs("title"),
                        row.getAs("standfirst"),
                        row.getAs("markdown"),
                        row.getAs("body_html")),
                list(row, "surfacing", each -> new RepositoryName(each.getAs("repo_key"), each.getAs("full_name"))));
    }

    static Week week(Row row) {
        return new Week(
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
                claims(row, "resolved"));
    }

    static Repository repository(Row row) {
        return new Repository(
                row.getAs("repo_key"),
                row.<Row>getAs("latest").getAs("full_name"),
                row.getAs("description"),
                strings(row, "topics"),
                Boolean.TRUE.equals(row.<Object>getAs("archived")),
                measured(row.getAs("latest")),
                list(row, "components", SiteRows::component).stream()
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
                list(row, "counts", each -> new Repository.Count(day(each, Table.DAY), each.<Long>getAs("stars"))));
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

    static Cluster cluster(Row row) {
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
    }

    static ClusterSummary theme(Row row) {
        return new ClusterSummary(
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
                row.<Double>getAs("y"));
    }

    static MappedRepository signal(Row row) {
        return new MappedRepository(
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
                row.getAs("y"));
    }

    static LedgerMonth ledgerMonth(Row row) {
        return new LedgerMonth(YearMonth.from(day(row, "month")), claims(row, "claims"));
    }

    static TrackRecord.Sum sum(Row row) {
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

    static TrackRecord.Bin bin(Row row) {
        return new TrackRecord.Bin(
                row.<Integer>getAs("bin"),
                row.<Long>getAs("predictions"),
                row.<Long>getAs("hits"),
                row.<Double>getAs("mean_probability"),
                row.<Double>getAs("hit_rate"));
    }

    static NightMethod.Weight weight(Row row) {
        return new NightMethod.Weight(row.getAs("component"), row.getAs("unit"), row.getAs("weight"));
    }

    static NightMethod.FeedDay feedDay(Row row) {
        return new NightMethod.FeedDay(
                day(row, Table.DAY),
                row.<Long>getAs("repos"),
                row.getAs("coverage"),
                row.getAs("share_unchanged"),
                row.getAs("share_negative"),
                row.<Boolean>getAs("is_purge_day"),
                row.getAs("verdict"),
                row.getAs("reason"));
    }

    static NightMethod.Model model(Row row) {
        return new NightMethod.Model(
                row.getAs("model_id"),
                day(row, "trained_on"),
                row.<Double>getAs("base_rate"),
                row.getJavaMap(row.fieldIndex("figures")));
    }

    /** The settings of a run by dotted key, as {@code reposignal.yaml} writes them. */
    static Map<String, String> settings(String json) {
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
                .map(SiteRows::localDate)
                .toList();
    }

    private static List<Claim> claims(Row row, String column) {
        return list(row, column, SiteRows::claim).stream()
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
