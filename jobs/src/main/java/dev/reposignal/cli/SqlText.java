package dev.reposignal.cli;

import java.util.ArrayList;
import java.util.List;

/** A text with SQL statements, typed or from standard input. */
final class SqlText {
    private SqlText() {}

    /** The statements, without the semicolons between them; a semicolon in a string or comment does not end a statement. */
    static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        int from = 0;
        for (int end = nextEnd(text, from); end >= 0; end = nextEnd(text, from)) {
            add(statements, text.substring(from, end));
            from = end + 1;
        }
        add(statements, text.substring(from));
        return statements;
    }

    /** Whether the text ends with a semicolon. */
    static boolean isComplete(String text) {
        int last = -1;
        for (int end = nextEnd(text, 0); end >= 0; end = nextEnd(text, end + 1)) {
            last = end;
        }
        return last >= 0 && text.substring(last + 1).isBlank();
    }

    private static void add(List<String> statements, String statement) {
        if (!statement.replaceAll("(?s)/\\*.*?\\*/|--[^\\n]*", "").isBlank()) {
            statements.add(statement.strip());
        }
    }

    /** The next semicolon outside strings, quoted names and comments; -1 if there is none. */
    private static int nextEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                return at;
            }
            if (c == '\'' || c == '"' || c == '`') {
                at = closing(text, at, c);
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 1;
            }
            at++;
        }
        return -1;
    }

    private static int closing(String text, int opening, char quote) {
        for (int at = opening + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\' && quote != '`') {
                at++;
            } else if (text.charAt(at) == quote) {
                return at;
            }
        }
        return text.length();
    }
}
