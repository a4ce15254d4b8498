package dev.reposignal.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives each cell of a table the heading of its column ({@code data-label}). On a phone, where a row is several lines, the
 * style sheet prints it beside the figure. It is added to finished pages, so that articles stored by older versions have it too.
 */
final class TableLabels {
    private static final Pattern TABLE = Pattern.compile("<table\\b.*?</table>", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("<th\\b[^>]*>(.*?)</th>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<(?:tr|td|th)\\b");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private TableLabels() {}

    /** The page with labels. Its tables come from this project's templates, which escape all text: a tag is a tag. */
    static String added(String page) {
        return TABLE.matcher(page).replaceAll(table -> Matcher.quoteReplacement(labelled(table.group())));
    }

    private static String labelled(String table) {
        int end = table.indexOf("</thead>");
        if (end < 0) {
            return table;
        }
        List<String> headings = new ArrayList<>();
        Matcher heading = HEADING.matcher(table.substring(0, end));
        while (heading.find()) {
            headings.add(TAG.matcher(heading.group(1)).replaceAll("").strip().replace("\"", "&#34;"));
        }
        StringBuilder labelled = new StringBuilder(table.substring(0, end));
        Matcher cell = CELL.matcher(table.substring(end));
        int column = 0;
        while (cell.find()) {
            String start = cell.group();
            if (start.equals("<tr")) {
                column = 0;
                cell.appendReplacement(labelled, "<tr");
            } else {
                String label = column < headings.size() ? headings.get(column) : "";
                column++;
                // The first column names the row; its heading would say nothing.
                cell.appendReplacement(
                        labelled,
                        Matcher.quoteReplacement(
                                column == 1 || label.isEmpty() ? start : start + " data-label=\"" + label + "\""));
            }
        }
        return cell.appendTail(labelled).toString();
    }
}
