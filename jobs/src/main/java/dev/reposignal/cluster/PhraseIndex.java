package dev.reposignal.cluster;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds in a text the phrases that the entries of a list claim, as whole words, singular or plural. */
final class PhraseIndex implements Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<String, Set<Integer>> claims = new HashMap<>();
    private final int longest;

    /** Indexes the phrases of each entry; an entry has the number of its position. */
    PhraseIndex(List<List<String>> phrases) {
        for (int entry = 0; entry < phrases.size(); entry++) {
            for (String phrase : phrases.get(entry)) {
                claims.computeIfAbsent(key(phrase), key -> new TreeSet<>()).add(entry);
            }
        }
        longest = claims.keySet().stream().mapToInt(PhraseIndex::words).max().orElse(0);
    }

    /**
     * How a text names an entry.
     *
     * @param phrases the phrases it names it by
     * @param wordsBefore words before the first of them
     */
    record Named(Set<String> phrases, int wordsBefore) {}

    /** The entries that claim a phrase. */
    Set<Integer> claiming(@Nullable String phrase) {
        return phrase == null ? Set.of() : claims.getOrDefault(key(phrase), Set.of());
    }

    /** The entries that a text names. */
    Map<Integer, Named> namedIn(@Nullable String text) {
        List<String> words = Terms.plainWords(text);
        Map<Integer, Named> found = new TreeMap<>();
        for (int start = 0; start < words.size(); start++) {
            StringBuilder phrase = new StringBuilder();
            for (int end = start; end < Math.min(words.size(), start + longest); end++) {
                phrase.append(end == start ? "" : " ").append(words.get(end));
                String key = phrase.toString();
                for (int entry : claims.getOrDefault(key, Set.of())) {
                    int wordsBefore = start;
                    found.computeIfAbsent(entry, one -> new Named(new TreeSet<>(), wordsBefore))
                            .phrases()
                            .add(key);
                }
            }
        }
        return found;
    }

    /** Whether a phrase, as {@link Named} gives it, belongs to one entry only, or has several words. */
    boolean isClear(String key) {
        return key.indexOf(' ') > 0 || claims.getOrDefault(key, Set.of()).size() == 1;
    }

    static int words(String key) {
        return key.split(" ", -1).length;
    }

    private static String key(String phrase) {
        return String.join(" ", Terms.plainWords(phrase));
    }
}
