package dev.reposignal.article;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.chart.PaceChart;
import dev.reposignal.config.Settings;
import dev.reposignal.row.RowReference;
import dev.reposignal.row.Rows;
import dev.reposignal.row.TableRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of a night as JSON, to be changed by a test before they become an article's inputs. */
final class TestNight {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Settings.Trend RULES =
            new Settings.Trend(0.2, 0.2, 26, 8, 20, 5, 0.6, List.of("technology"), 3);

    private final ObjectNode tables;

    private TestNight(ObjectNode tables) {
        this.tables = tables;
    }

    /** An invented night with something to say in every section. */
    static TestNight ordinary() {
        try (InputStream in = Objects.requireNonNull(TestNight.class.getResourceAsStream("ordinary-night.json"))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestNight read(InputStream in) throws IOException {
        return new TestNight((ObjectNode) JSON.readTree(in));
    }

    TestNight without(String... names) {
        for (String name : names) {
            tables.putArray(name);
        }
        return this;
    }

    TestNight keep(String table, int rows) {
        while (tables.withArray(table).size() > rows) {
            tables.withArray(table).remove(rows);
        }
        return this;
    }

    /** Changes every row of a table. */
    TestNight each(String table, Consumer<ObjectNode> change) {
        tables.withArray(table).forEach(row -> change.accept((ObjectNode) row));
        return this;
    }

    /** Changes the row of a table at a place. */
    TestNight at(String table, int place, Consumer<ObjectNode> change) {
        change.accept((ObjectNode) tables.withArray(table).get(place));
        return this;
    }

    /** Copies the rows of a table as those of the night before. */
    TestNight earlier(String table, String name) {
        tables.set(name, tables.withArray(table).deepCopy());
        return this;
    }

    TestNight on(String day) {
        tables.put("day", day);
        each("predictions", row -> {
            if (row.get("made_on").asText().equals("2026-03-06")) {
                row.put("made_on", day);
            }
        });
        return each("night_summary", row -> row.put("snapshot_date", day));
    }

    ArticleInputs inputs() {
        return inputs(RecentArticles.NONE);
    }

    /** What an article after others is written from. */
    ArticleInputs inputs(RecentArticles history) {
        return new ArticleInputs(
                LocalDate.parse(tables.get("day").asText()),
                RULES,
                rows("night_summary", Rows.NightSummary.class).get(0),
                rows("track_record", Rows.TrackRecord.class).get(0),
                rows("feed_health", Rows.FeedHealth.class).get(0),
                rows("repo_signals", Rows.RepoSignal.class),
                rows("trends", Rows.Trend.class),
                rows("trend_members", Rows.TrendMember.class),
                rows("repo_movement", Rows.Movement.class),
                rows("highlights", Rows.Highlight.class),
                rows("track_record_kinds", Rows.KindRecord.class),
                rows("track_record_bins", Rows.Bin.class),
                rows("predictions", Rows.Prediction.class),
                rows("prediction_outcomes", Rows.PredictionOutcome.class),
                new ArticleInputs.EarlierNight(
                        rows("earlier_trends", Rows.Trend.class), rows("earlier_movement", Rows.Movement.class)),
                history,
                pictures());
    }

    private PictureInputs pictures() {
        return new PictureInputs(
                plain(
                        "stars",
                        row -> new PictureInputs.StarCount(
                                LocalDate.parse(row.get("day").asText()),
                                row.get("repo_key").asText(),
                                row.get("stars").asLong())),
                plain(
                        "crowd",
                        row -> new PaceChart.Square(
                                row.get("size").asInt(),
                                row.get("pace").asInt(),
                                row.get("repos").asLong())),
                rows("themes", Rows.Theme.class),
                plain(
                        "places",
                        row -> new PictureInputs.MapPlace(
                                row.get("repo_key").asText(),
                                row.get("x").asDouble(),
                                row.get("y").asDouble())));
    }

    private <T> List<T> plain(String name, Function<JsonNode, T> reader) {
        return StreamSupport.stream(tables.withArray(name).spliterator(), false)
                .map(reader)
                .toList();
    }

    private <R extends Record & TableRow> List<R> rows(String name, Class<R> type) {
        List<R> rows = new ArrayList<>();
        for (JsonNode row : tables.withArray(name)) {
            RowReference reference = new RowReference(
                    row.get("_table").asText(),
                    row.get("_key").toString(),
                    row.get("_version").asLong());
            rows.add(Rows.read(
                    type,
                    reference,
                    column -> value(
                            row.has(column) ? row.get(column) : row.get("_key").get(column))));
        }
        return rows;
    }

    private static @Nullable Object value(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return new BigDecimal(node.asText());
        }
        String text = node.asText();
        return text.matches("\\d{4}-\\d{2}-\\d{2}") ? LocalDate.parse(text) : text;
    }
}
