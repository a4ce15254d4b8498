package dev.reposignal.reach.read;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reposignal.alert.NightRun;
import dev.reposignal.alert.read.AlertTables;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.ResultFile;
import dev.reposignal.reach.PublicShapes;
import dev.reposignal.reach.PublicTexts;
import dev.reposignal.site.Cluster;
import dev.reposignal.site.Edition;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.Repository;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The data of the site for other programs, in {@code data/v1}: an object per repository, cluster, field and night as JSON, and
 * the report tables as CSV and Parquet with checksums, described by a data package (Frictionless) and by JSON Schema.
 * Nothing of a held night is in it, and no clock: the same lake gives the same bytes.
 */
public final class PublicData implements SiteAddition {
    private static final ObjectWriter JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writer();
    private static final ObjectWriter READABLE = new ObjectMapper().writerWithDefaultPrettyPrinter();

    /** Published nights that the tables reach back. */
    private static final int NIGHTS = 365;

    static final List<ResultFile.Format> FORMATS = List.of(ResultFile.Format.CSV, ResultFile.Format.PARQUET);

    private final Lake lake;
    private final Map<String, String> names = new TreeMap<>();
    private final List<String> clusters = new ArrayList<>();

    /** The data of a lake as it is when the site is written. */
    public PublicData(Lake lake) {
        this.lake = lake.interpreted();
    }

    /** The first day of each repository on a trending list, where {@code lead-time} found it. */
    public static Map<String, LocalDate> trendedOn(Lake lake) {
        Map<String, LocalDate> days = new HashMap<>();
        Lake small = lake.interpreted();
        for (Table table : List.of(Tables.EARLY_SIGHTINGS, Tables.COVERAGE)) {
            small.read(table)
                    .where("repo_key IS NOT NULL")
                    .select("repo_key", "trended_on")
                    .collectAsList()
                    .forEach(row -> days.merge(
                            row.getString(0), Lake.toLocalDate(row, 1), (one, two) -> one.isBefore(two) ? one : two));
        }
        return days;
    }

    /**
     * A table as it is published.
     *
     * @param source where its columns are explained
     * @param order the columns that identify a row
     */
    record Published(String name, String grain, Table source, List<String> order, Dataset<Row> rows) {}

    @Override
    public List<Map.Entry<String, String>> links() {
        return List.of(Map.entry("data.html", "Data"));
    }

    @Override
    public void repository(SiteFolder site, Repository repository) throws IOException {
        String path = PublicPaths.repository(repository.repoKey());
        names.put(repository.fullName(), repository.repoKey());
        json(
                site,
                path,
                PublicShapes.repository(site.edition(), site.settings().baseUrl())
                        .json(repository));
    }

    @Override
    public void cluster(SiteFolder site, Cluster cluster) throws IOException {
        clusters.add(cluster.clusterId());
        json(
                site,
                PublicPaths.cluster(cluster.clusterId()),
                PublicShapes.cluster().json(cluster));
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        NavigableSet<LocalDate> nights = new TreeSet<>(site.edition().articles().stream()
                .map(Edition.ArticleHeading::day)
                .sorted(Comparator.reverseOrder())
                .limit(NIGHTS)
                .toList());
        Map<String, Object> resources = new LinkedHashMap<>();
        StringBuilder sums = new StringBuilder();
        List<Published> tables = new ArrayList<>();
        if (!nights.isEmpty()) {
            List<Published> byNight = byNight(nights);
            NightFiles files = new NightFiles(site, runs(), byNight);
            files.write(nights);
            for (Published table : byNight) {
                for (ResultFile.Format format : FORMATS) {
                    Path file = file(table, format, site);
                    files.join(table, format, nights, file);
                    describe(table, format, file, resources, sums);
                }
            }
            fields(site, fieldTrends(nights));
            boards(site, files);
            List<Published> ofTheLedger = ofTheLedger(nights.last());
            for (Published table : ofTheLedger) {
                // Read once, written several times.
                Dataset<Row> rows = collected(table.rows());
                for (ResultFile.Format format : FORMATS) {
                    Path file = file(table, format, site);
                    write(rows, table.order(), format, file);
                    describe(table, format, file, resources, sums);
                }
            }
            tables.addAll(byNight);
            tables.addAll(ofTheLedger);
        }
        site.text(PublicPaths.ROOT + "SHA256SUMS", sums.toString().replace(System.lineSeparator(), "\n"));
        names(site);
        for (Map.Entry<String, Map<String, Object>> schema :
                PublicShapes.schemas(site.edition()).entrySet()) {
            site.text(
                    PublicPaths.ROOT + "schema/" + schema.getKey() + ".schema.json",
                    READABLE.writeValueAsString(schema.getValue()) + "\n");
        }
        site.text(
                PublicPaths.ROOT + "datapackage.json",
                READABLE.writeValueAsString(dataPackage(site, resources)) + "\n");
        new PublicTexts(site)
                .write(tables.stream()
                        .map(table -> Map.entry(table.name(), table.grain()))
                        .toList());
    }

    /** The last run of each night that can be published. */
    private Map<LocalDate, String> runs() {
        return AlertTables.publishable(lake).stream().collect(Collectors.toMap(NightRun::day, NightRun::runId));
    }

    /** The tables of which each night has its own rows, which change only when it is run again. */
    private List<Published> byNight(NavigableSet<LocalDate> nights) {
        List<Published> tables = new ArrayList<>();
        tables.add(new Published(
                "board",
                "one repository on the board of one published night",
                Tables.REPO_SIGNALS,
                List.of(Table.DAY, "board_place"),
                ofNights(Tables.REPO_SIGNALS, nights).where("board_place IS NOT NULL")));
        for (Table table : List.of(
                Tables.NIGHT_SUMMARY,
                Tables.CLUSTERS,
                Tables.TRENDS,
                Tables.LANGUAGE_BREAKDOWN,
                Tables.TRACK_RECORD,
                Tables.TRACK_RECORD_KINDS,
                Tables.FEED_HEALTH)) {
            tables.add(whole(table, ofNights(table, nights).drop("centre")));
        }
        return tables;
    }

    /** What was predicted, raised or graded later than the latest published night is not public yet. */
    private List<Published> ofTheLedger(LocalDate last) {
        return List.of(
                whole(
                        Tables.PREDICTIONS,
                        upTo(last, Tables.PREDICTIONS, "made_on").drop("members", "criterion")),
                whole(Tables.PREDICTION_OUTCOMES, upTo(last, Tables.PREDICTION_OUTCOMES, "resolved_on")),
                whole(Tables.ALERTS, upTo(last, Tables.ALERTS, "raised_on")),
                whole(Tables.ALERT_OUTCOMES, upTo(last, Tables.ALERT_OUTCOMES, "graded_on")));
    }

    private static Published whole(Table table, Dataset<Row> rows) {
        return new Published(table.name(), table.grain(), table, table.keys(), rows);
    }

    private List<Row> fieldTrends(NavigableSet<LocalDate> nights) {
        return ofNights(Tables.TRENDS, nights)
                .where(col("subject_type").equalTo("field"))
                .collectAsList();
    }

    /** The rows in memory. */
    static Dataset<Row> collected(Dataset<Row> rows) {
        return rows.sparkSession().createDataFrame(rows.collectAsList(), rows.schema());
    }

    private static Path file(Published table, ResultFile.Format format, SiteFolder site) throws IOException {
        return site.file(PublicPaths.ROOT + "tables/%s.%s".formatted(table.name(), ending(format)));
    }

    /** Writes rows as one file, the same bytes for the same rows. */
    static void write(Dataset<Row> rows, List<String> order, ResultFile.Format format, Path file) throws IOException {
        ResultFile.write(rows, order, format, file.toString(), true);
        if (format == ResultFile.Format.PARQUET) {
            ParquetFooter.sort(file);
        }
    }

    /** Adds a file to the data package and to the checksums. */
    private static void describe(
            Published table, ResultFile.Format format, Path file, Map<String, Object> resources, StringBuilder sums)
            throws IOException {
        String ending = ending(format);
        String hash = Sha256.ofFile(file);
        sums.append("%s  tables/%s.%s%n".formatted(hash, table.name(), ending));
        resources.put(table.name() + "." + ending, resource(table, ending, Files.size(file), hash));
    }

    private Dataset<Row> ofNights(Table table, NavigableSet<LocalDate> nights) {
        return lake.version(table)
                .map(version -> lake.readDays(table, version, nights))
                .orElseGet(() -> lake.read(table));
    }

    private Dataset<Row> upTo(LocalDate last, Table table, String day) {
        return lake.read(table).where(col(day).leq(Lake.literal(last)));
    }

    /** The list of the nights with a board, and the latest of them once more under a name that stays. */
    private static void boards(SiteFolder site, NightFiles files) throws IOException {
        List<Map<String, @Nullable Object>> index = new ArrayList<>();
        for (Edition.ArticleHeading article : site.edition().articles()) {
            String path = PublicPaths.night(article.day().toString());
            Path board = site.file(path);
            if (Files.exists(board)) {
                if (article.day().equals(site.edition().day())) {
                    Files.copy(board, site.file(PublicPaths.ROOT + "latest/night.json"));
                }
                Map<String, @Nullable Object> entry = new LinkedHashMap<>();
                entry.put("snapshot_date", article.day().toString());
                entry.put("run_id", files.run(article.day()));
                entry.put("edition", files.edition(article.day()));
                entry.put("title", article.title());
                entry.put("path", path.substring(PublicPaths.ROOT.length()));
                index.add(entry);
            }
        }
        json(site, NightFiles.INDEX, index);
    }

    /** The movement of each field, night by night, newest first. */
    private static void fields(SiteFolder site, List<Row> rows) throws IOException {
        Map<String, List<Map<String, @Nullable Object>>> fields = new TreeMap<>();
        rows.stream()
                .filter(row -> row.getAs("subject_type").equals("field"))
                .sorted(Comparator.comparing((Row row) -> Lake.toLocalDate(row, row.fieldIndex(Table.DAY)))
                        .reversed())
                .forEach(row -> fields.computeIfAbsent(row.getAs("subject_key"), key -> new ArrayList<>())
                        .add(map(row)));
        List<Map<String, String>> index = new ArrayList<>();
        for (Map.Entry<String, List<Map<String, @Nullable Object>>> field : fields.entrySet()) {
            String path = PublicPaths.field(field.getKey());
            Map<String, Object> whole = new LinkedHashMap<>();
            whole.put("field", field.getKey());
            whole.put("nights", field.getValue());
            json(site, path, whole);
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("field", field.getKey());
            entry.put("path", path.substring(PublicPaths.ROOT.length()));
            index.add(entry);
        }
        json(site, PublicPaths.ROOT + "fields/index.json", index);
    }

    /** From a name to the object of the repository, whose address is made of its id where that is known. */
    private void names(SiteFolder site) throws IOException {
        Map<String, String> known = new HashMap<>();
        LocalDate day = site.edition().day();
        if (day != null) {
            // Former names lead to the same object.
            lake.read(Tables.REPO_MONTHS)
                    .where(col("repo_key").isInCollection(names.values()))
                    .select("full_name", "repo_key")
                    .distinct()
                    .collectAsList()
                    .forEach(row -> known.put(row.getString(0), row.getString(1)));
        }
        known.putAll(names);
        List<Map<String, Object>> index = new ArrayList<>();
        for (Map.Entry<String, String> name : new TreeMap<>(known).entrySet()) {
            String target = PublicPaths.repository(name.getValue());
            String path = PublicPaths.name(name.getKey());
            if (path != null && !path.equals(target)) {
                Map<String, Object> redirect = new LinkedHashMap<>();
                redirect.put("repo_key", name.getValue());
                redirect.put("full_name", name.getKey());
                redirect.put("path", target.substring(PublicPaths.ROOT.length()));
                json(site, path, redirect);
            }
        }
        for (Map.Entry<String, String> name : names.entrySet()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("full_name", name.getKey());
            entry.put("repo_key", name.getValue());
            entry.put("path", PublicPaths.repository(name.getValue()).substring(PublicPaths.ROOT.length()));
            index.add(entry);
        }
        json(site, PublicPaths.ROOT + "repositories/index.json", index);
        json(
                site,
                PublicPaths.ROOT + "clusters/index.json",
                clusters.stream()
                        .sorted()
                        .map(id -> Map.of(
                                "cluster_id",
                                id,
                                "label",
                                site.edition().clusterLabels().getOrDefault(id, id),
                                "path",
                                PublicPaths.cluster(id).substring(PublicPaths.ROOT.length())))
                        .map(TreeMap::new)
                        .toList());
    }

    private Map<String, Object> dataPackage(SiteFolder site, Map<String, Object> resources) {
        Map<String, Object> data = new LinkedHashMap<>();
        LocalDate day = site.edition().day();
        data.put("profile", "data-package");
        data.put("name", "reposignal");
        data.put("title", site.settings().title());
        data.put("description", "Which repositories are about to matter: report tables of the published nights.");
        data.put("version", day == null ? "0" : day.toString());
        if (!site.settings().baseUrl().isEmpty()) {
            data.put("homepage", site.settings().baseUrl() + "/");
        }
        data.put(
                "licenses",
                List.of(new TreeMap<>(Map.of(
                        "name", site.licence().name(), "path", site.licence().address()))));
        data.put("resources", List.copyOf(resources.values()));
        return data;
    }

    private static Map<String, Object> resource(Published table, String ending, long bytes, String hash) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("name", table.name().replace('_', '-') + (ending.equals("csv") ? "" : "-" + ending));
        resource.put("path", "tables/%s.%s".formatted(table.name(), ending));
        resource.put("description", "One row is " + table.grain());
        resource.put("format", ending);
        resource.put("mediatype", ending.equals("csv") ? "text/csv" : "application/vnd.apache.parquet");
        resource.put("bytes", bytes);
        resource.put("hash", "sha256:" + hash);
        Map<String, Field> documented = new HashMap<>();
        table.source().fields().forEach(field -> documented.put(field.name(), field));
        List<Map<String, Object>> fields = new ArrayList<>();
        for (String column : table.rows().columns()) {
            Field field = Objects.requireNonNull(documented.get(column), column);
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("name", column);
            described.put("type", PublicShapes.frictionless(field.type(), ending));
            described.put("description", field.comment());
            fields.add(described);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("fields", fields);
        schema.put("primaryKey", table.order());
        resource.put("schema", schema);
        return resource;
    }

    static Map<String, @Nullable Object> map(Row row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String column : row.schema().fieldNames()) {
            Object value = row.getAs(column);
            map.put(
                    column,
                    value instanceof java.sql.Date || value instanceof LocalDate
                            ? Lake.toLocalDate(row, row.fieldIndex(column)).toString()
                            : value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value);
        }
        return map;
    }

    static void json(SiteFolder site, String path, Object value) throws IOException {
        site.text(path, JSON.writeValueAsString(value) + "\n");
    }

    static String ending(ResultFile.Format format) {
        return format == ResultFile.Format.CSV ? "csv" : "parquet";
    }
}
