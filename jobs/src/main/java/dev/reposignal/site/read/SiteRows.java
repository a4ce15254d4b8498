package dev.reposignal.site.read;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.lake.Lake;
import dev.reposignal.row.Rows;
import dev.reposignal.row.read.RowReader;
import dev.reposignal.site.NightMethod;
import dev.reposignal.site.TrackRecord;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What the site joins from several tables of the latest night. */
record SiteRows(SiteTables tables, RowReader reader, LocalDate day) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String UNKNOWN = "unknown";
    private static final int FEED_DAYS = 28;
    private static final int TURNOVER_NIGHTS = 10;

    Optional<TrackRecord> trackRecord() {
        List<TrackRecord.Sum> kinds = ofTheNight(TrackRecord.Sum.class, "SELECT * FROM track_record_kinds").stream()
                .sorted(Comparator.comparing(TrackRecord.Sum::kind))
                .toList();
        List<Rows.Bin> bins = ofTheNight(Rows.Bin.class, "SELECT * FROM track_record_bins WHERE kind = 'all'").stream()
                .sorted(Comparator.comparing(Rows.Bin::bin))
                .toList();
        return ofTheNight(TrackRecord.Sum.class, "SELECT 'all' AS kind, * FROM track_record").stream()
                .findFirst()
                .map(all -> new TrackRecord(day, all, kinds, bins));
    }

    NightMethod method() {
        // An article has no row of its run only while its night is still being written.
        Optional<Row> run = rows(
                        "SELECT snapshot_date, run_id, code_version, settings FROM runs WHERE %s ORDER BY finished_at DESC, run_id DESC"
                                .formatted(RunStatus.publishable()))
                .stream()
                .findFirst();
        Row summary = rows("SELECT snapshot_date, repos_observed, repos_scored FROM night_summary")
                .get(0);
        List<NightMethod.Weight> components = ofTheNight(
                        NightMethod.Weight.class,
                        "SELECT DISTINCT snapshot_date, component, unit, weight FROM score_components")
                .stream()
                .sorted(Comparator.comparing(NightMethod.Weight::weight)
                        .reversed()
                        .thenComparing(NightMethod.Weight::component))
                .toList();
        Rows.Model model = tables
                .sql("SELECT * FROM models WHERE model_id IN (SELECT model FROM latest_repo_signals)")
                .drop("trees")
                .collectAsList()
                .stream()
                .map(row -> reader.read(Rows.Model.class, row))
                .findFirst()
                .orElse(null);
        List<NightMethod.Turnover> turnover = tables
                .sql("SELECT * FROM surfacing_turnover ORDER BY snapshot_date DESC LIMIT " + TURNOVER_NIGHTS)
                .collectAsList()
                .stream()
                .map(row -> reader.read(NightMethod.Turnover.class, row))
                .toList();
        List<Rows.FeedHealth> feed = tables
                .sql("SELECT * FROM feed_health ORDER BY snapshot_date DESC LIMIT " + FEED_DAYS)
                .collectAsList()
                .stream()
                .map(row -> reader.read(Rows.FeedHealth.class, row))
                .toList();
        return new NightMethod(
                day,
                run.map(row -> row.<String>getAs("run_id")).orElse(UNKNOWN),
                run.map(row -> row.<String>getAs("code_version")).orElse(UNKNOWN),
                run.map(row -> settings(row.getAs("settings"))).orElse(Map.of()),
                summary.<Long>getAs("repos_observed"),
                summary.<Long>getAs("repos_scored"),
                components,
                turnover,
                model,
                coverage(),
                feed);
    }

    private NightMethod.@Nullable Coverage coverage() {
        return tables
                .sql(
                        "SELECT min(trended_on) AS first_on, max(trended_on) AS last_on, count(*) AS appeared,"
                                + " count_if(status <> 'not seen') AS seen, count_if(status = 'listed') AS listed FROM coverage")
                .where(col("appeared").gt(0))
                .collectAsList()
                .stream()
                .map(row -> reader.read(NightMethod.Coverage.class, row))
                .findFirst()
                .orElse(null);
    }

    private <T> List<T> ofTheNight(Class<T> type, String query) {
        return rows(query).stream().map(row -> reader.read(type, row)).toList();
    }

    private List<Row> rows(String query) {
        return tables.sql(query)
                .where(col(Table.DAY).equalTo(Lake.literal(day)))
                .collectAsList();
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
}
