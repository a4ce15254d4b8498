package dev.reposignal.cli;

import dev.reposignal.query.LakeSession;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.View;
import dev.reposignal.table.Views;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Completes names of tables, views and columns, and the words of SQL. */
final class SqlCompleter implements Completer {
    private static final List<String> COMMANDS = List.of(".tables", ".columns", ".format", ".help", ".quit");

    private static final List<String> WORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP BY",
            "ORDER BY",
            "HAVING",
            "LIMIT",
            "JOIN",
            "LEFT JOIN",
            "ON",
            "USING",
            "WITH",
            "AS",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS NULL",
            "IS NOT NULL",
            "BETWEEN",
            "LIKE",
            "DISTINCT",
            "DESC",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "UNION ALL",
            "DESCRIBE",
            "SHOW TABLES",
            "EXPLAIN",
            "DATE",
            "OVER",
            "PARTITION BY",
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "round",
            "coalesce",
            "explode");

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        boolean isCommand = line.line().stripLeading().startsWith(".");
        if (isCommand && line.wordIndex() == 0) {
            COMMANDS.forEach(command -> candidates.add(new Candidate(command)));
            return;
        }
        Tables.ALL.forEach(table -> candidates.add(candidate(table.name(), "tables", "one row is " + table.grain())));
        Views.ALL.forEach(view -> candidates.add(candidate(view.name(), "views", "one row is " + view.grain())));
        if (isCommand) {
            return;
        }
        fieldsInReach(line.words())
                .distinct()
                .forEach(field -> candidates.add(candidate(field.name(), "columns", null)));
        boolean isLower = line.word().matches("[a-z]+");
        WORDS.forEach(word ->
                candidates.add(candidate(isLower ? word.toLowerCase(Locale.ROOT) : word, "words of SQL", null)));
    }

    /** Columns of the tables and views in the statement; of all tables and views if it has none yet. */
    private static Stream<Field> fieldsInReach(List<String> words) {
        List<String> mentioned = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(LakeSession.names()::contains)
                .distinct()
                .toList();
        return mentioned.isEmpty()
                ? Stream.concat(
                        Tables.ALL.stream().map(Table::fields).flatMap(List::stream),
                        Views.ALL.stream().map(View::fields).flatMap(List::stream))
                : mentioned.stream().flatMap(name -> SqlPrompt.fields(name).stream());
    }

    private static Candidate candidate(String value, String group, @Nullable String description) {
        return new Candidate(value, value, group, description, null, null, true);
    }
}
