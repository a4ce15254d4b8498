package dev.reposignal.reach;

import static dev.reposignal.testing.SampleLake.LATEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.lake.Lake;
import dev.reposignal.reach.read.PublicData;
import dev.reposignal.site.Crawl;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.SampleNights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicDataTest {
    /** "file property type" of everything that was ever published in version 1; lines are only added. */
    private static final Path CONTRACT = Path.of("src/test/resources/dev/reposignal/reach/data-v1.txt");

    private static final List<String> BY_NIGHT = List.of(
            "board",
            "night_summary",
            "clusters",
            "trends",
            "language_breakdown",
            "track_record",
            "track_record_kinds",
            "feed_health");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Lake lake;
    private static Path data;

    @BeforeAll
    static void publish() {
        lake = SampleNights.copy(folder.resolve("lake"));
        data = published("site").resolve(PublicPaths.ROOT);
    }

    private static Path published(String name) {
        Path site = folder.resolve(name);
        SampleLake.night(lake, false).publish(site, List.of(), List.of(new PublicData(lake)));
        return site;
    }

    /** Every table: Parquet has the rows of the lake, and CSV those of Parquet. */
    @Test
    void duckDb_readsFromTheFolderWhatTheLakeHas() throws IOException, SQLException {
        List<String> compared = new ArrayList<>();
        for (JsonNode resource :
                JSON.readTree(data.resolve("datapackage.json").toFile()).path("resources")) {
            String path = resource.path("path").asText();
            if (path.endsWith(".parquet")) {
                String table = path.replace("tables/", "").replace(".parquet", "");
                List<String> columns = new ArrayList<>();
                resource.path("schema")
                        .path("fields")
                        .forEach(field -> columns.add(field.path("name").asText()));
                assertThat(rows("SELECT * FROM '%s'".formatted(data.resolve(path))))
                        .as(table)
                        .isEqualTo(lakeRows(table, columns));
                assertThat(differences(table)).as("%s as CSV", table).isZero();
                compared.add(table);
            }
        }
        assertThat(compared)
                .contains("board", "clusters", "predictions", "alerts", "feed_health")
                .hasSize(12);
        assertThat(rows("SELECT DISTINCT CAST(snapshot_date AS VARCHAR) FROM read_csv('%s') ORDER BY ALL"
                        .formatted(data.resolve("tables/night_summary.csv"))))
                .containsExactly("2026-02-27", "2026-03-06");
        assertThat(rows("SELECT count(*) FROM read_csv('%s')".formatted(data.resolve("tables/board.csv"))))
                .containsExactly("100");
    }

    /** Rows that a table has as Parquet or as CSV only; a text that begins a formula has an apostrophe in CSV. */
    private static long differences(String table) throws SQLException {
        Path parquet = data.resolve("tables/" + table + ".parquet");
        Path csv = data.resolve("tables/" + table + ".csv");
        List<String> ofParquet = new ArrayList<>();
        List<String> ofCsv = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM '%s'".formatted(parquet))) {
                while (columns.next()) {
                    String name = "\"" + columns.getString(1) + "\"";
                    String type = columns.getString(2);
                    if (type.equals("VARCHAR")) {
                        ofParquet.add(
                                "CASE WHEN regexp_matches(%s, '^[=+\\-@\\t\\r\\n\\x{FF1D}\\x{FF0B}\\x{FF0D}\\x{FF20}]') THEN '''' || %s ELSE %s END"
                                        .formatted(name, name, name));
                        ofCsv.add(name);
                    } else if (type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP")) {
                        ofParquet.add("CAST(to_json(%s) AS VARCHAR)".formatted(name));
                        ofCsv.add(name);
                    } else {
                        ofParquet.add(name);
                        ofCsv.add("CAST(%s AS %s)".formatted(name, type));
                    }
                }
            }
            String one = "SELECT %s FROM '%s'".formatted(String.join(", ", ofParquet), parquet);
            String other =
                    "SELECT %s FROM read_csv('%s', all_varchar=true, header=true, delim=',', quote='\"', escape='\"', nullstr='', allow_quoted_nulls=false)"
                            .formatted(String.join(", ", ofCsv), csv);
            try (ResultSet count = statement.executeQuery(
                    "SELECT (SELECT count(*) FROM (%s EXCEPT ALL %s)) + (SELECT count(*) FROM (%s EXCEPT ALL %s))"
                            .formatted(one, other, other, one))) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    private static List<String> lakeRows(String name, List<String> columns) {
        if (name.equals("board")) {
            return sorted(lake.read(Tables.REPO_SIGNALS)
                    .where("board_place IS NOT NULL")
                    .collectAsList());
        }
        Table table = Tables.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Dataset<Row> rows = lake.read(table);
        if (columns.contains(Table.DAY)) {
            rows = rows.join(lake.read(Tables.ARTICLES).select(Table.DAY), new String[] {Table.DAY}, "left_semi");
        }
        return sorted(
                rows.selectExpr(columns.stream().map(each -> "`" + each + "`").toArray(String[]::new))
                        .collectAsList());
    }

    private static List<String> sorted(List<Row> rows) {
        return rows.stream().map(PublicDataTest::text).sorted().toList();
    }

    private static String text(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            cells.add(cell(row.get(i)));
        }
        return String.join("|", cells);
    }

    private static String cell(Object value) {
        if (value instanceof scala.collection.Seq<?> list) {
            return list.mkString("[", ", ", "]");
        }
        if (value instanceof java.sql.Array list) {
            try {
                return Arrays.toString((Object[]) list.getArray());
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        return value instanceof Number number && !(value instanceof Long || value instanceof Integer)
                ? String.valueOf(number.doubleValue())
                : String.valueOf(value);
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(cell(result.getObject(i)));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows.stream().sorted().toList();
    }

    @Test
    void twoPublicationsOfOneNight_areTheSameBytes() throws IOException {
        requireSame(published("other").resolve(PublicPaths.ROOT));
        assertThat(folder.resolve("other/llms.txt")).hasSameBinaryContentAs(folder.resolve("site/llms.txt"));
    }

    /** Each night's own files have exactly its rows of the whole tables, and their checksums. */
    @Test
    void filesOfANight_haveItsRowsOfTheTables() throws IOException, SQLException {
        for (LocalDate night : List.of(LATEST, SampleLake.EARLIER)) {
            Path files = data.resolve("nights/" + night);
            List<String> sums = Files.readAllLines(files.resolve("SHA256SUMS"));
            for (String table : BY_NIGHT) {
                String whole = data.resolve("tables/" + table).toString();
                assertThat(rows("SELECT * FROM '%s/%s.parquet'".formatted(files, table)))
                        .as("%s of %s", table, night)
                        .isEqualTo(rows(
                                "SELECT * FROM '%s.parquet' WHERE snapshot_date = DATE '%s'".formatted(whole, night)));
                String csv = "SELECT * FROM read_csv('%s.csv', all_varchar=true)";
                assertThat(rows(csv.formatted(files + "/" + table)))
                        .isEqualTo(rows(csv.formatted(whole) + " WHERE snapshot_date = '%s'".formatted(night)));
            }
            for (String sum : sums) {
                assertThat(sum).startsWith(sha256(files.resolve(sum.substring(sum.indexOf("  ") + 2))) + "  ");
            }
            // The night's object lies beside its folder.
            assertThat(sums)
                    .filteredOn(sum -> sum.endsWith("../" + night + ".json"))
                    .hasSize(1);
            try (Stream<Path> all = Files.list(files)) {
                assertThat(all).hasSize(sums.size());
            }
        }
    }

    /** A night's files are taken from the site before, where its checksums agree; the result is as from the lake. */
    @Test
    void publicationOverAnEarlierOne_isTheSameBytesAlsoWhereThatIsDamaged() throws IOException {
        Path again = published("over");
        String first = again.toRealPath().getFileName().toString();
        again = published("over");
        assertThat(again.toRealPath().getFileName()).hasToString("00000002").isNotEqualTo(Path.of(first));
        requireSame(again.resolve(PublicPaths.ROOT));

        // Were they written from the lake, a difference in the site before would not show.
        Path earlier = again.resolve(PublicPaths.ROOT + "nights/" + SampleLake.EARLIER);
        Path clusters = earlier.resolve("clusters.csv");
        String before = sha256(clusters);
        Files.writeString(clusters, "marked");
        Path sums = earlier.resolve("SHA256SUMS");
        Files.writeString(sums, Files.readString(sums).replace(before, sha256(clusters)));
        Path latest = again.resolve(PublicPaths.ROOT + "nights/" + LATEST);
        Files.writeString(latest.resolve("board.csv"), "damaged");
        Files.writeString(again.resolve(PublicPaths.ROOT + "nights/" + LATEST + ".json"), "{}");
        Path third = published("over").resolve(PublicPaths.ROOT);
        assertThat(third.resolve("nights/" + LATEST + "/board.csv"))
                .hasSameBinaryContentAs(data.resolve("nights/" + LATEST + "/board.csv"));
        assertThat(third.resolve("nights/" + LATEST + ".json"))
                .hasSameBinaryContentAs(data.resolve("nights/" + LATEST + ".json"));
        assertThat(third.resolve("nights/" + SampleLake.EARLIER + "/clusters.csv"))
                .hasContent("marked");

        // A night that was run again is written from the lake.
        Path nights = third.resolve("nights/index.json");
        Files.writeString(
                nights, Files.readString(nights).replaceAll("\"edition\":\"[^\"]*\"", "\"edition\":\"another\""));
        requireSame(published("over").resolve(PublicPaths.ROOT));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void requireSame(Path other) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(other.resolve(data.relativize(file).toString())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void everyFile_isReachedAndAsDescribed() throws IOException {
        assertThat(Crawl.problems(folder.resolve("site"))).isEmpty();
        JsonNode contents = JSON.readTree(data.resolve("datapackage.json").toFile());
        assertThat(contents.path("licenses").path(0).path("name").asText()).isEqualTo("CC-BY-4.0");
        for (JsonNode resource : contents.path("resources")) {
            Path file = data.resolve(resource.path("path").asText());
            assertThat(resource.path("bytes").asLong()).isEqualTo(Files.size(file));
            assertThat(Files.readString(data.resolve("SHA256SUMS")))
                    .contains(resource.path("hash").asText().replace("sha256:", "") + "  "
                            + resource.path("path").asText());
            if (file.toString().endsWith(".csv")) {
                List<String> names = new ArrayList<>();
                resource.path("schema")
                        .path("fields")
                        .forEach(field -> names.add(field.path("name").asText()));
                assertThat(Files.readAllLines(file).get(0).split(",", -1)).containsExactlyElementsOf(names);
            }
        }
        JsonNode latest = JSON.readTree(data.resolve("latest/night.json").toFile());
        assertThat(latest.path("snapshot_date").asText()).isEqualTo(LATEST.toString());
        assertThat(latest.path("board")).hasSize(50);
        assertThat(data.resolve("nights/" + LATEST + ".json"))
                .hasSameBinaryContentAs(data.resolve("latest/night.json"));
        for (JsonNode each :
                JSON.readTree(data.resolve("repositories/index.json").toFile())) {
            assertThat(data.resolve(each.path("path").asText())).exists();
        }
        assertThat(Files.readString(folder.resolve("site/llms.txt")))
                .startsWith("# RepoSignal")
                .contains("data/v1/latest/night.json");
    }

    @Test
    void objects_meetTheirSchema() throws IOException {
        for (String kind : List.of("repository", "cluster")) {
            JsonNode schema = JSON.readTree(
                    data.resolve("schema/" + kind + ".schema.json").toFile());
            try (Stream<Path> files = Files.list(data.resolve(kind.equals("cluster") ? "clusters" : "repositories"))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> !path.endsWith("index.json"))
                        .toList()) {
                    check(file.toString(), schema, JSON.readTree(file.toFile()));
                }
            }
        }
    }

    private static void check(String at, JsonNode schema, JsonNode value) {
        List<String> types = new ArrayList<>();
        if (schema.path("type").isArray()) {
            schema.path("type").forEach(each -> types.add(each.asText()));
        } else {
            types.add(schema.path("type").asText());
        }
        String type = value.isObject()
                ? "object"
                : value.isArray()
                        ? "array"
                        : value.isTextual()
                                ? "string"
                                : value.isBoolean()
                                        ? "boolean"
                                        : value.isIntegralNumber() ? "integer" : value.isNumber() ? "number" : "null";
        assertThat(types.contains(type) || (type.equals("integer") && types.contains("number")))
                .as("%s is %s but must be %s", at, type, types)
                .isTrue();
        if (value.isObject()) {
            List<String> names = new ArrayList<>();
            value.fieldNames().forEachRemaining(names::add);
            List<String> declared = new ArrayList<>();
            schema.path("properties").fieldNames().forEachRemaining(declared::add);
            assertThat(names).as(at).isEqualTo(declared);
            names.forEach(
                    name -> check(at + "." + name, schema.path("properties").path(name), value.path(name)));
        }
        value.forEach(each -> {
            if (value.isArray()) {
                check(at + "[]", schema.path("items"), each);
            }
        });
    }

    /** A property or column may be added; one that is removed or has another type breaks who reads version 1. */
    @Test
    void nothingOfVersionOne_isRemovedOrRetyped() throws IOException {
        Map<String, String> present = new TreeMap<>();
        for (String kind : List.of("repository", "cluster")) {
            properties(
                    kind,
                    JSON.readTree(
                            data.resolve("schema/" + kind + ".schema.json").toFile()),
                    present);
        }
        for (JsonNode resource :
                JSON.readTree(data.resolve("datapackage.json").toFile()).path("resources")) {
            resource.path("schema")
                    .path("fields")
                    .forEach(field -> present.put(
                            resource.path("path").asText() + " "
                                    + field.path("name").asText(),
                            field.path("type").asText()));
        }
        Map<String, String> promised = new TreeMap<>();
        if (Files.exists(CONTRACT)) {
            Files.readAllLines(CONTRACT)
                    .forEach(line -> promised.put(
                            line.substring(0, line.lastIndexOf(' ')), line.substring(line.lastIndexOf(' ') + 1)));
        }
        assertThat(present)
                .as(
                        "something of data/v1 was removed or has another type: put it back, or publish it as data/v2 as well")
                .containsAllEntriesOf(promised);
        if ("update".equals(System.getProperty("reposignal.goldens"))) {
            Files.write(
                    CONTRACT,
                    present.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .toList());
        }
        assertThat(Files.readAllLines(CONTRACT))
                .as(
                        "data/v1 has more now; write it down with ./mvnw -B test -Dtest=PublicDataTest -Dreposignal.goldens=update")
                .hasSize(present.size());
    }

    private static void properties(String at, JsonNode schema, Map<String, String> found) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode own = property.getValue();
            List<String> types = new ArrayList<>();
            if (own.path("type").isArray()) {
                own.path("type").forEach(each -> types.add(each.asText()));
            } else {
                types.add(own.path("type").asText());
            }
            found.put(at + " " + property.getKey(), String.join(",", types));
            properties(at + "/" + property.getKey(), own.has("items") ? own.path("items") : own, found);
        });
    }
}
