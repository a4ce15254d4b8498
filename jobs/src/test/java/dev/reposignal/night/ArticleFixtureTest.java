package dev.reposignal.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.ArticleRows;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.SampleNights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows that the article tests write from fit the tables as they are. The rows of the sample's last night can take
 * their place: -Dreposignal.fixture=update writes them.
 */
class ArticleFixtureTest {
    private static final Path FIXTURE = Path.of(System.getProperty("basedir", "."))
            .resolve("src/test/resources/dev/reposignal/article/ordinary-night.json");
    private static final Pattern ONE_OF = Pattern.compile("(\\w+) IN \\('(.*)'\\)");

    @TempDir
    Path folder;

    @Test
    void rowsOfTheSample_areReadAsTheyWereWritten() throws IOException {
        NightContext night = new NightContext(
                SampleNights.copy(folder).interpreted(),
                SampleLake.settings(),
                SampleLake.LATEST,
                new Manifest(SampleLake.LATEST, InstantSource.fixed(Instant.EPOCH), Progress.SILENT));
        String rows = ArticleRows.json(ArticleReader.read(night));

        assertThat(ArticleRows.json(ArticleRows.read(rows))).isEqualTo(rows);
        assertThat(misfits(rows)).isEmpty();
        if ("update".equals(System.getProperty("reposignal.fixture"))) {
            Files.writeString(FIXTURE, rows);
        }
    }

    @Test
    void rowsOfTheFixture_fitTheTables() throws IOException {
        assertThat(misfits(Files.readString(FIXTURE))).isEmpty();
    }

    @Test
    void rowsThatDoNotFit_areReported() throws IOException {
        String row = """
                {"rows": [{"_table": "feed_health", "_key": {"day": "2026-03-06"}, "colour": "red", "repos": "many",
                  "verdict": "maybe", "is_thin": null}]}""";

        assertThat(misfits(row))
                .containsExactly(
                        "feed_health: the key is [day]",
                        "feed_health has no column colour",
                        "feed_health.repos is no bigint: \"many\"",
                        "feed_health.verdict is no such value: \"maybe\"",
                        "feed_health.is_thin is no boolean: null");
    }

    private static List<String> misfits(String json) throws IOException {
        Map<String, Table> tables = Tables.ALL.stream().collect(Collectors.toMap(Table::name, Function.identity()));
        List<String> misfits = new ArrayList<>();
        for (JsonNode rows : new ObjectMapper().readTree(json)) {
            for (JsonNode row : rows) {
                if (row.has("_table")) {
                    String name = row.get("_table").asText();
                    Table table = tables.get(name);
                    if (table == null) {
                        misfits.add("there is no table " + name);
                    } else {
                        addMisfits(misfits, table, row);
                    }
                }
            }
        }
        return misfits;
    }

    private static void addMisfits(List<String> misfits, Table table, JsonNode row) {
        List<String> key = new ArrayList<>();
        row.get("_key").fieldNames().forEachRemaining(key::add);
        if (!key.equals(table.keys())) {
            misfits.add("%s: the key is %s".formatted(table.name(), key));
        }
        row.properties().forEach(cell -> {
            String name = cell.getKey();
            JsonNode value = cell.getValue();
            if (name.startsWith("_")) {
                return;
            }
            String column = table.name() + "." + name;
            table.fields().stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            field -> {
                                if (!fits(field, value)) {
                                    misfits.add("%s is no %s: %s"
                                            .formatted(column, field.type().simpleString(), value));
                                }
                            },
                            () -> misfits.add("%s has no column %s".formatted(table.name(), name)));
            table.checks().forEach(check -> {
                Matcher oneOf = ONE_OF.matcher(check.condition());
                // A check holds for null, which only an optional column may be.
                if (oneOf.matches()
                        && !value.isNull()
                        && oneOf.group(1).equals(name)
                        && !List.of(oneOf.group(2).split("', '")).contains(value.asText())) {
                    misfits.add("%s is no such value: %s".formatted(column, value));
                }
            });
        });
    }

    private static boolean fits(Field field, JsonNode value) {
        if (value.isNull()) {
            return !field.required();
        }
        DataType type = field.type();
        if (type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType)) {
            return value.isIntegralNumber();
        }
        if (type.equals(DataTypes.StringType)) {
            return value.isTextual();
        }
        if (type.equals(DataTypes.BooleanType)) {
            return value.isBoolean();
        }
        if (type.equals(DataTypes.DateType)) {
            return value.isTextual()
                    && LocalDate.parse(value.asText()).toString().equals(value.asText());
        }
        return type instanceof ArrayType ? value.isArray() : value.isNumber();
    }
}
