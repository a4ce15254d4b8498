package dev.reposignal.writer;

import dev.reposignal.article.Fact;
import dev.reposignal.article.Part;
import dev.reposignal.row.RowReference;
import dev.reposignal.text.ValueFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paragraphs of {@code plans.txt} by name, and the texts of the files beside it. */
public final class Plans {
    private static final Pattern OPEN = Pattern.compile("\\{(\\w+)\\.(\\w+):(\\w+)\\}");
    private static final Map<String, List<Part>> ALL = read();

    private Plans() {}

    static Map<String, List<Part>> all() {
        return ALL;
    }

    public static List<Part> parts(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    static ParagraphPlan plan(String name) {
        return ParagraphPlan.of(name, parts(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** The lines of a file that are neither empty nor a comment. */
    static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Plans.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record TestRow(RowReference reference, Map<String, Object> values) {}

    private static Map<String, List<Part>> read() {
        Map<String, List<Part>> plans = new LinkedHashMap<>();
        Map<String, TestRow> rows = new HashMap<>();
        String name = "";
        for (String line : lines("plans.txt")) {
            if (line.startsWith("[")) {
                name = line.substring(1, line.length() - 1);
                rows = new HashMap<>();
            } else if (line.startsWith("row ")) {
                String[] words = line.split(" ", 4);
                rows.put(words[1], row(words[2], words[3]));
            } else {
                plans.put(name, parts(line, rows));
            }
        }
        return plans;
    }

    private static TestRow row(String table, String cells) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String cell : cells.split("; *", -1)) {
            String[] sides = cell.split("=", 2);
            values.put(sides[0], value(sides[1]));
        }
        Object repository = values.get("repo_key");
        return new TestRow(
                repository == null
                        ? RowReference.of(table, 1, "snapshot_date", "2026-03-06")
                        : RowReference.of(table, 1, "snapshot_date", "2026-03-06", "repo_key", repository),
                values);
    }

    private static Object value(String text) {
        if (text.matches("-?\\d+(\\.\\d+)?")) {
            return new BigDecimal(text);
        }
        return text.matches("\\d{4}-\\d{2}-\\d{2}") ? LocalDate.parse(text) : text;
    }

    private static List<Part> parts(String text, Map<String, TestRow> rows) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = OPEN.matcher(text);
        int from = 0;
        int facts = 0;
        while (matcher.find()) {
            literal(text.substring(from, matcher.start()), parts);
            TestRow row = Objects.requireNonNull(rows.get(matcher.group(1)), matcher.group());
            facts++;
            parts.add(fact("f%04d".formatted(facts), row, matcher.group(2), ValueFormat.of(matcher.group(3))));
            from = matcher.end();
        }
        literal(text.substring(from), parts);
        return parts;
    }

    private static void literal(String words, List<Part> parts) {
        if (!words.isEmpty()) {
            parts.add(new Part.Literal(words));
        }
    }

    private static Part fact(String id, TestRow row, String column, ValueFormat format) {
        Object value = Objects.requireNonNull(row.values().get(column), column);
        Fact fact = new Fact(
                id,
                "test",
                format.printed(value),
                value instanceof Number number ? (Double) number.doubleValue() : null,
                "",
                row.reference(),
                column,
                format);
        return format.isFigure() ? new Part.Figure(fact) : new Part.Name(fact, null);
    }
}
