package dev.reposignal.text;

import java.util.regex.Pattern;

/** Text as Markdown that shows as it is: nothing in it becomes markup, a link or a mention. */
public final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>&|~#@!$^=+:{}]");
    private static final Pattern WEB = Pattern.compile("(?i)\\b(www|ftp)\\.");

    private Markdown() {}

    /** Text from outside. A backslash before punctuation is CommonMark's own escape; it breaks automatic links too. */
    public static String escaped(String text) {
        return escapedAsIs(OutsideText.line(text));
    }

    /** Text that needs no cleaning; spaces at both ends are kept. */
    public static String escapedAsIs(String line) {
        return WEB.matcher(SPECIAL.matcher(line).replaceAll("\\\\$0")).replaceAll("$1\\\\.");
    }

    /** A line at the start of a block: characters that would start a list, a rule or a heading are escaped too. */
    public static String blockStart(String line) {
        return line.replaceFirst("^([-+=>])", "\\\\$1").replaceFirst("^(\\d{1,9})([.)])(?=\\s|$)", "$1\\\\$2");
    }

    /** Text for machines, between as many backticks as it takes. */
    public static String code(String text) {
        String line = OutsideText.line(text);
        String fence = "`";
        while (line.contains(fence)) {
            fence += "`";
        }
        String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + space + line + space + fence;
    }
}
