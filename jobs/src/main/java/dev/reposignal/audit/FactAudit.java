package dev.reposignal.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.lake.Lake;
import dev.reposignal.row.RowReference;
import dev.reposignal.row.read.RowValues;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.text.ValueFormat;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Looks every fact of some articles up again: its row, at the version it names, must hold its value, and its value must print
 * as its text.
 *
 * <p>One read for every table and version, of the rows that facts name and no others.
 */
public final class FactAudit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PRINTED = Pattern.compile("id=\"(f\\d{4,})\"");

    private final Lake lake;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private int deleted;

    private FactAudit(Lake lake) {
        this.lake = lake;
    }

    /**
     * A fact that its table does not support.
     *
     * @param article the day of the article
     * @param factId the fact in it
     * @param text the fact as printed
     * @param source table, key, column and version it names
     * @param expected what the article says
     * @param found what the table says
     */
    public record Mismatch(
            LocalDate article, String factId, String text, String source, String expected, String found) {}

    /**
     * What came out.
     *
     * @param articles the days of the articles looked at
     * @param facts how many facts were looked up
     * @param reads how many versions of tables they stand in
     * @param mismatches those that do not hold, by article and fact
     * @param deleted how many facts cannot be looked up, because the rows of their version were replaced and deleted since
     */
    public record Result(List<LocalDate> articles, int facts, int reads, List<Mismatch> mismatches, int deleted) {
        public Result {
            articles = List.copyOf(articles);
            mismatches = List.copyOf(mismatches);
        }
    }

    private record PrintedFact(
            LocalDate article,
            String factId,
            String text,
            @Nullable Double value,
            String unit,
            RowReference row,
            String column,
            @Nullable String format) {
        String source() {
            return "%s %s %s, version %d".formatted(row.table(), row.key(), column, row.version());
        }
    }

    private record Place(String table, long version) {
        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::table).thenComparing(Place::version);
    }

    /** The articles from the first day to the last, both included. */
    public static Result of(Lake lake, LocalDate first, LocalDate last) {
        return new FactAudit(lake.interpreted()).result(first, last);
    }

    private Result result(LocalDate first, LocalDate last) {
        List<LocalDate> articles = List.copyOf(lake.days(Tables.ARTICLES).subSet(first, true, last, true));
        List<PrintedFact> facts = facts(first, last);
        requirePrinted(first, last, facts);
        NavigableMap<Place, List<PrintedFact>> byPlace = new TreeMap<>(Place.ORDER);
        for (PrintedFact fact : facts) {
            Place place = new Place(fact.row().table(), fact.row().version());
            byPlace.computeIfAbsent(place, key -> new ArrayList<>()).add(fact);
        }
        byPlace.forEach(this::lookUp);
        mismatches.sort(Comparator.comparing(Mismatch::article).thenComparing(Mismatch::factId));
        return new Result(articles, facts.size(), byPlace.size(), mismatches, deleted);
    }

    private List<PrintedFact> facts(LocalDate first, LocalDate last) {
        return lake
                .readDays(Tables.ARTICLE_FACTS, first, last)
                .select(
                        Table.DAY,
                        "fact_id",
                        "text",
                        "value",
                        "unit",
                        "table_name",
                        "row_key",
                        "table_version",
                        "column_name",
                        "format")
                .collectAsList()
                .stream()
                .map(row -> new PrintedFact(
                        Lake.toLocalDate(row, 0),
                        row.getString(1),
                        row.getString(2),
                        row.isNullAt(3) ? null : (Double) row.getDouble(3),
                        row.getString(4),
                        new RowReference(row.getString(5), row.getString(6), row.getLong(7)),
                        row.getString(8),
                        row.getString(9)))
                .toList();
    }

    /** Every fact stands in the page of its article, and every place of a fact there has its row. */
    private void requirePrinted(LocalDate first, LocalDate last, List<PrintedFact> facts) {
        Map<LocalDate, Map<String, PrintedFact>> byArticle = new HashMap<>();
        for (PrintedFact fact : facts) {
            byArticle
                    .computeIfAbsent(fact.article(), key -> new LinkedHashMap<>())
                    .put(fact.factId(), fact);
        }
        for (Row row : lake.readDays(Tables.ARTICLES, first, last)
                .select(Table.DAY, "body_html")
                .collectAsList()) {
            LocalDate day = Lake.toLocalDate(row, 0);
            Map<String, PrintedFact> missing = new LinkedHashMap<>(byArticle.getOrDefault(day, Map.of()));
            Set<String> printed = new HashSet<>();
            Matcher matcher = PRINTED.matcher(row.getString(1));
            while (matcher.find()) {
                String factId = matcher.group(1);
                if (printed.add(factId) && missing.remove(factId) == null) {
                    mismatches.add(new Mismatch(
                            day, factId, "", "article_facts", "a fact of the page", "no such row in article_facts"));
                }
            }
            missing.values().forEach(fact -> report(fact, "a place in the page", "none"));
        }
    }

    private void lookUp(Place place, List<PrintedFact> facts) {
        Optional<Table> table = Tables.ALL.stream()
                .filter(known -> known.name().equals(place.table()))
                .findFirst();
        if (table.isEmpty()) {
            facts.forEach(fact -> report(fact, "a table", "no table of that name"));
            return;
        }
        long latest = lake.version(table.get()).orElse(-1L);
        if (place.version() < 0 || place.version() > latest) {
            facts.forEach(fact -> report(fact, "version " + place.version(), "versions up to " + latest));
            return;
        }
        Map<String, List<Row>> rows;
        try {
            rows = rows(table.get(), place.version(), facts);
        } catch (Exception e) {
            // Spark throws checked exceptions that its methods do not declare.
            if (place.version() < latest && lake.isDeleted(table.get(), place.version())) {
                deleted += facts.size();
                return;
            }
            throw e;
        }
        facts.forEach(
                fact -> check(table.get(), fact, rows.getOrDefault(fact.row().key(), List.of())));
    }

    /** The rows that facts name, by their key as JSON. */
    private Map<String, List<Row>> rows(Table table, long version, List<PrintedFact> facts) {
        Set<String> columns = new TreeSet<>(table.keys());
        Map<String, Set<Object>> wanted = new LinkedHashMap<>();
        for (PrintedFact fact : facts) {
            if (field(table, fact.column()).isPresent()) {
                columns.add(fact.column());
            }
            JsonNode key = key(fact);
            for (String name : table.keys()) {
                literal(field(table, name).orElseThrow(), key.path(name))
                        .ifPresent(value -> wanted.computeIfAbsent(name, any -> new HashSet<>())
                                .add(value));
            }
        }
        Column isWanted = lit(true);
        for (Map.Entry<String, Set<Object>> column : wanted.entrySet()) {
            isWanted = isWanted.and(col(column.getKey()).isInCollection(column.getValue()));
        }
        Map<String, List<Row>> rows = new HashMap<>();
        for (Row row : lake.read(table, version)
                .where(isWanted)
                .select(columns.stream().map(name -> col(name)).toArray(Column[]::new))
                .collectAsList()) {
            rows.computeIfAbsent(RowValues.reference(table, version, row).key(), key -> new ArrayList<>())
                    .add(row);
        }
        return rows;
    }

    private static JsonNode key(PrintedFact fact) {
        try {
            return JSON.readTree(fact.row().key());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    /** A key's value as a literal of its column's type; empty where it is none. */
    private static Optional<Object> literal(Field field, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (field.type().equals(DataTypes.DateType)) {
            return value.asText().matches("\\d{4}-\\d{2}-\\d{2}")
                    ? Optional.of(Date.valueOf(value.asText()))
                    : Optional.empty();
        }
        return Optional.of(field.type().equals(DataTypes.IntegerType) ? (Object) value.asInt() : value.asText());
    }

    private static Optional<Field> field(Table table, String column) {
        return table.fields().stream()
                .filter(field -> field.name().equals(column))
                .findFirst();
    }

    private void check(Table table, PrintedFact fact, List<Row> rows) {
        Optional<Field> field = field(table, fact.column());
        if (field.isEmpty()) {
            report(fact, "a column", "no column of that name");
        } else if (rows.size() != 1) {
            report(fact, "one row", rows.isEmpty() ? "no such row" : rows.size() + " rows");
        } else {
            check(field.get(), fact, RowValues.value(rows.get(0), fact.column()));
        }
    }

    private void check(Field field, PrintedFact fact, @Nullable Object found) {
        if (found == null) {
            report(fact, fact.text(), "null");
            return;
        }
        Object value = found instanceof Date day ? day.toLocalDate() : found;
        Double number = value instanceof Number counted ? (Double) counted.doubleValue() : null;
        if (number == null ? fact.value() != null : !number.equals(fact.value())) {
            report(fact, "the value " + fact.value(), "the value " + value);
        } else if (formats(fact).noneMatch(format -> prints(format, value, fact.text()))) {
            report(fact, fact.text(), printed(fact, value));
        } else if (!fact.unit().isEmpty() && !fact.unit().equals(field.unit())) {
            report(fact, "the unit " + fact.unit(), "the unit " + field.unit());
        }
    }

    /** The format a fact names; facts of older articles name none, and any may have made their text. */
    private static Stream<ValueFormat> formats(PrintedFact fact) {
        return Stream.of(ValueFormat.values())
                .filter(format -> fact.format() == null || format.code().equals(fact.format()));
    }

    private static boolean prints(ValueFormat format, Object value, String text) {
        try {
            return format.printed(value).equals(text);
        } catch (ClassCastException e) {
            return false;
        }
    }

    private static String printed(PrintedFact fact, Object value) {
        try {
            return fact.format() == null
                    ? value.toString()
                    : ValueFormat.of(fact.format()).printed(value);
        } catch (ClassCastException | IllegalArgumentException e) {
            return value.toString();
        }
    }

    private void report(PrintedFact fact, String expected, String found) {
        mismatches.add(new Mismatch(fact.article(), fact.factId(), fact.text(), fact.source(), expected, found));
    }
}
