package dev.reposignal.table;

import dev.reposignal.text.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;

/**
 * A named query for a frequent question.
 *
 * @param name name of the view and, with {@code .sql}, of the file that declares it
 * @param grain what one row is, beginning "one"
 * @param fields the columns in order; each may be null
 * @param query the view as one SELECT over tables and other views
 */
public record View(String name, String grain, List<Field> fields, String query) {
    private static final String COMMENT = "-- ";
    private static final String GRAIN = COMMENT + "One row is ";

    public View {
        fields = List.copyOf(fields);
    }

    /** Reads {@code name.sql}: the grain, a line "name | type | unit | meaning" per column, the query. */
    static View named(String name) {
        List<String> lines = Resources.lines(View.class, name + ".sql");
        if (!lines.get(0).startsWith(GRAIN)) {
            throw new IllegalStateException("%s.sql must begin with '%s'".formatted(name, GRAIN));
        }
        List<Field> fields = new ArrayList<>();
        int line = 1;
        for (; lines.get(line).startsWith(COMMENT); line++) {
            fields.add(field(name, lines.get(line).substring(COMMENT.length())));
        }
        return new View(
                name,
                lines.get(0).substring(GRAIN.length()).replaceFirst("\\.$", ""),
                fields,
                String.join("\n", lines.subList(line, lines.size())));
    }

    private static Field field(String view, String line) {
        String[] parts = line.split(" *\\| *", 4);
        if (parts.length != 4) {
            throw new IllegalStateException("%s.sql: '%s' is not 'name | type | unit | meaning'".formatted(view, line));
        }
        return new Field(parts[0], DataType.fromDDL(parts[1]), false, parts[2], parts[3]);
    }

    /** The text after CREATE VIEW: name, columns with comments, query. */
    public String definition() {
        return fields.stream()
                .map(field -> "`%s` COMMENT %s".formatted(field.name(), literal(field.comment())))
                .collect(Collectors.joining(", ", "`%s` (".formatted(name), ") AS\n" + query));
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
