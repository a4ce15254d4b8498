package dev.reposignal.cluster;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** English words for Chinese ones, longest match first: a glossary, not a translation. */
final class HanWords {
    private static final Map<String, String> ENGLISH = load();
    private static final int LONGEST =
            ENGLISH.keySet().stream().mapToInt(String::length).max().orElse(0);

    private HanWords() {}

    static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    /** The text with known Chinese words in English and the other Chinese characters left out. */
    static String inEnglish(String text) {
        StringBuilder english = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (!isHan(codePoint)) {
                english.appendCodePoint(codePoint);
                at += Character.charCount(codePoint);
                continue;
            }
            String word = longestWordAt(text, at);
            english.append(' ');
            if (word == null) {
                at += Character.charCount(codePoint);
            } else {
                english.append(ENGLISH.get(word)).append(' ');
                at += word.length();
            }
        }
        return english.toString();
    }

    private static @Nullable String longestWordAt(String text, int start) {
        for (int length = Math.min(LONGEST, text.length() - start); length > 0; length--) {
            String candidate = text.substring(start, start + length);
            if (ENGLISH.containsKey(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static Map<String, String> load() {
        Map<String, String> english = new HashMap<>();
        for (String line : WordFiles.lines("han-words.tsv")) {
            int tab = line.indexOf('\t');
            english.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return english;
    }
}
