package dev.reposignal.table;

import java.util.List;
import java.util.Locale;

/** The table dictionary, data/README.md, made from {@link Tables}; a test fails when the file is stale. */
public final class TableDictionary {
    private TableDictionary() {}

    static String markdown(List<Table> tables) {
        StringBuilder page = new StringBuilder("""
                # Table dictionary

                <!-- Generated from jobs/src/main/java/dev/reposignal/table/Tables.java. Do not edit; see CONTRIBUTING.md. -->

                Every table of a lake, in the order in which the data flow. All are Delta tables, one folder each; days are UTC.
                Bold columns are the key: no two rows share it. Columns marked * are never null.

                """);
        for (Table table : tables) {
            page.append("- [`%s`](#%s): one row is %s%n"
                    .formatted(table.name(), table.name().toLowerCase(Locale.ROOT), table.grain()));
        }
        tables.forEach(table -> append(page, table));
        return page.toString();
    }

    private static void append(StringBuilder page, Table table) {
        page.append("%n## %s%n%nOne row is %s.".formatted(table.name(), table.grain()));
        if (table.isByDay()) {
            page.append(" Laid out by `%s`: a day is replaced whole.".formatted(Table.DAY));
        }
        page.append("\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
        for (Field field : table.fields()) {
            String name = table.keys().contains(field.name()) ? "**`%s`**" : "`%s`";
            page.append("| %s%s | `%s` | %s | %s |%n"
                    .formatted(
                            name.formatted(field.name()),
                            field.required() ? " *" : "",
                            field.type().simpleString(),
                            cell(field.unit()),
                            cell(field.doc())));
        }
        if (!table.checks().isEmpty()) {
            page.append("\nHeld on every write: ")
                    .append(String.join(
                            "; ", table.checks().stream().map(Check::sentence).toList()))
                    .append(".\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
