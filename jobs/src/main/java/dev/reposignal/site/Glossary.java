package dev.reposignal.site;

import dev.reposignal.text.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terms of {@code jobs/docs/glossary.md}, which the build puts beside this class: pages and documents explain a term with
 * the same words.
 */
public final class Glossary {
    private static final String FILE = "glossary.md";
    private static final Pattern ENTRY = Pattern.compile("- \\*\\*(.+?)\\*\\*(.*)");
    /** Where in the source code a term is defined; no word for readers of the site. */
    private static final Pattern CODE = Pattern.compile("\\s*(Code|In code): [^.]*?(`[^`]*`[^.]*)+\\.?(?=\\s|$)");

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
    private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern EMPHASIS = Pattern.compile("\\*([^*]+)\\*");
    private static final Pattern NOT_IN_AN_ID = Pattern.compile("[^a-z0-9]+");

    private Glossary() {}

    /** Terms of one subject. */
    public record Section(String title, List<Entry> entries) {
        public Section {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A term.
     *
     * @param id of its place on the page
     * @param html its meaning, escaped
     */
    public record Entry(String id, String term, String html) {}

    static List<Section> sections() {
        return sections(Resources.text(Glossary.class, FILE));
    }

    /** The sections that explain terms; a section without any is left out. */
    static List<Section> sections(String markdown) {
        List<Section> sections = new ArrayList<>();
        String title = "";
        List<String> texts = new ArrayList<>();
        for (String line : (markdown + "\n## ").split("\n", -1)) {
            if (line.startsWith("## ")) {
                List<Entry> entries = texts.stream().map(Glossary::entry).toList();
                if (!entries.isEmpty()) {
                    sections.add(new Section(title, entries));
                }
                title = line.substring(3).strip();
                texts = new ArrayList<>();
            } else if (ENTRY.matcher(line).matches()) {
                texts.add(line);
            } else if (line.startsWith("  ") && !texts.isEmpty()) {
                texts.add(texts.remove(texts.size() - 1) + " " + line.strip());
            }
        }
        return sections;
    }

    private static Entry entry(String text) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            throw new IllegalStateException("No entry of the glossary: " + text);
        }
        String meaning = CODE.matcher(entry.group(2)).replaceAll("").strip().replaceFirst("^: ", "");
        return new Entry(id(entry.group(1)), entry.group(1), html(meaning));
    }

    /** The id of a term on the glossary page. */
    static String id(String term) {
        return NOT_IN_AN_ID.matcher(term.toLowerCase(Locale.ROOT)).replaceAll("-");
    }

    private static String html(String markdown) {
        String text = markdown.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
        text = LINK.matcher(text).replaceAll("$1");
        text = QUOTED.matcher(text).replaceAll("<code>$1</code>");
        text = STRONG.matcher(text).replaceAll("<strong>$1</strong>");
        return EMPHASIS.matcher(text).replaceAll("<em>$1</em>");
    }
}
