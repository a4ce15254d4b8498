package dev.reposignal.table;

import java.util.List;
import java.util.Locale;

/** The dictionary of tables and views, data/README.md; a test fails when the file is stale. */
public final class TableDictionary {
    private TableDictionary() {}

    static String markdown(List<Table> tables, List<View> views) {
        StringBuilder page = new StringBuilder("""
                # Table dictionary

                <!-- Generated from jobs/src/main/java/dev/reposignal/table/Tables.java and the .sql files of its package under
                     jobs/src/main/resources. Do not edit; see CONTRIBUTING.md. -->

                Every table of a lake, in the order in which the data flow. All are Delta tables, one folder each; days are UTC.
                Bold columns are the key, which is unique. Columns marked * are never null. The glossary (jobs/docs/glossary.md)
                explains the terms.

                """);
        tables.forEach(table -> page.append(listed(table.name(), table.grain())));
        page.append("""

                Views answer frequent questions. `reposignal sql` and `export` have them; with `catalog.database` set, Spark's catalog
                has them as well. A view of "the latest published night" ignores nights that were held or failed.

                """);
        views.forEach(view -> page.append(listed(view.name(), view.grain())));
        tables.forEach(table -> append(page, table));
        views.forEach(view -> append(page, view));
        return page.toString();
    }

    private static String listed(String name, String grain) {
        return "- [`%s`](#%s): one row is %s%n".formatted(name, name.toLowerCase(Locale.ROOT), grain);
    }

    private static void append(StringBuilder page, View view) {
        page.append("%n## %s%n%nView. One row is %s.%n%n".formatted(view.name(), view.grain()));
        page.append("| column | type | unit | meaning |\n|---|---|---|---|\n");
        view.fields().forEach(field -> page.append(row("`%s`".formatted(field.name()), field)));
    }

    private static void append(StringBuilder page, Table table) {
        page.append("%n## %s%n%nOne row is %s.".formatted(table.name(), table.grain()));
        if (table.isByDay()) {
            page.append(" Partitioned by `%s`: a day is replaced as a whole.".formatted(Table.DAY));
        }
        page.append("\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
        for (Field field : table.fields()) {
            String name = table.keys().contains(field.name()) ? "**`%s`**" : "`%s`";
            page.append(row(name.formatted(field.name()) + (field.required() ? " *" : ""), field));
        }
        if (!table.checks().isEmpty()) {
            page.append("\nChecked on every write: ")
                    .append(String.join(
                            "; ", table.checks().stream().map(Check::sentence).toList()))
                    .append(".\n");
        }
    }

    private static String row(String name, Field field) {
        return "| %s | `%s` | %s | %s |%n"
                .formatted(name, field.type().simpleString(), cell(field.unit()), cell(field.doc()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
