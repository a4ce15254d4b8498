package dev.reposignal.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the labels of a day: one or two of a cluster's best terms, two to four words, no label twice.
 *
 * <p>A pair of words is preferred to the words it is made of where many who use the one also use the other: "vector
 * database" rather than "vector".
 */
final class LabelChooser {
    /**
     * A term that may name a cluster.
     *
     * @param owners distinct owners in the cluster that use it
     */
    record Candidate(String key, String surface, long owners, double score) {
        List<String> words() {
            return Arrays.asList(key.split(" ", -1));
        }

        boolean isPair() {
            return key.indexOf(' ') >= 0;
        }
    }

    /**
     * A cluster to be named.
     *
     * @param earlierLabel its label of the night before, if it had one
     * @param candidates best first
     */
    record Theme(
            String clusterId,
            long repos,
            long owners,
            @Nullable String earlierLabel,
            List<Candidate> candidates) {}

    /** A named cluster. */
    record Label(String clusterId, String label, List<String> keywords) {}

    private static final int KEYWORDS = 8;
    private static final int MOST_WORDS = 4;
    /** Owners that must share a term before it may name a cluster; fewer only where a cluster has fewer. */
    private static final long FEWEST_OWNERS = 3;
    /** Share of the cluster's owners that must use a term, so that a label speaks for more than a corner of it. */
    private static final double COMMON_SHARE = 0.08;
    /** A pair stands in for its words from this share of their owners. */
    private static final double PAIR_SHARE = 0.25;
    /** A pair says more than a word. */
    private static final double PAIR_FACTOR = 1.6;

    /** A label stays while its terms are among so many of the best. */
    private static final int STAYING = 20;

    private static final String AND = " & ";
    private static final String FILLER = " projects";
    /** Words that begin with so many same letters are forms of one. */
    private static final int SHARED_STEM = 6;

    private final Set<Set<String>> taken = new HashSet<>();

    /** A label for every theme: first those that keep theirs, then the others, each time the larger first. */
    List<Label> chosen(List<Theme> themes) {
        List<Theme> largestFirst = themes.stream()
                .sorted(Comparator.comparingLong(Theme::repos).reversed().thenComparing(Theme::clusterId))
                .toList();
        Map<String, String> kept = new HashMap<>();
        for (Theme theme : largestFirst) {
            List<String> terms = termsOf(theme.earlierLabel());
            if (isStillTrue(theme, terms) && taken.add(wordsOf(terms))) {
                kept.put(theme.clusterId(), String.valueOf(theme.earlierLabel()));
            }
        }
        return largestFirst.stream()
                .map(theme -> labelled(theme, kept.get(theme.clusterId())))
                .toList();
    }

    /** The keys of the terms a label is made of. */
    private static List<String> termsOf(@Nullable String label) {
        if (label == null) {
            return List.of();
        }
        String named = label.contains(AND) || !label.endsWith(FILLER)
                ? label
                : label.substring(0, label.length() - FILLER.length());
        return Arrays.stream(named.split(AND, -1))
                .map(term -> Arrays.stream(term.split(" ", -1)).map(Terms::key).collect(Collectors.joining(" ")))
                .toList();
    }

    /** Whether the terms are still among the best of the theme, so that tonight's order alone changes no name. */
    private static boolean isStillTrue(Theme theme, List<String> terms) {
        long fewest = Math.min(FEWEST_OWNERS, theme.owners());
        List<String> best = theme.candidates().stream()
                .filter(term -> term.owners() >= fewest && !Terms.isWeak(term.key()))
                .sorted(Comparator.comparingDouble(LabelChooser::weight)
                        .reversed()
                        .thenComparing(Candidate::key))
                .limit(STAYING)
                .map(Candidate::key)
                .toList();
        return !terms.isEmpty() && best.containsAll(terms);
    }

    private Label labelled(Theme theme, @Nullable String kept) {
        long fewest = Math.min(FEWEST_OWNERS, theme.owners());
        long common = Math.max(fewest, Math.round(COMMON_SHARE * theme.owners()));
        List<Candidate> terms = ranked(theme, common);
        for (Candidate rarer : ranked(theme, fewest)) {
            if (terms.stream().noneMatch(term -> overlap(term, rarer))) {
                terms.add(rarer);
            }
        }
        List<String> keywords =
                terms.stream().limit(KEYWORDS).map(Candidate::surface).toList();
        if (kept != null) {
            return new Label(theme.clusterId(), kept, keywords);
        }
        for (int first = 0; first < terms.size(); first++) {
            for (List<Candidate> parts : combinations(terms, first)) {
                if (taken.add(wordsOf(parts.stream().map(Candidate::key).toList()))) {
                    return new Label(theme.clusterId(), joined(parts), keywords);
                }
            }
        }
        return new Label(theme.clusterId(), unnamed(theme), keywords);
    }

    /** A term alone where it is a pair that most stand behind, then with each of the next. */
    private static List<List<Candidate>> combinations(List<Candidate> terms, int first) {
        Candidate head = terms.get(first);
        List<List<Candidate>> combinations = new ArrayList<>();
        for (int second = first + 1; second < terms.size(); second++) {
            Candidate next = terms.get(second);
            if (head.words().size() + next.words().size() <= MOST_WORDS) {
                combinations.add(List.of(head, next));
            }
        }
        if (head.isPair() || combinations.isEmpty()) {
            combinations.add(0, List.of(head));
        }
        return combinations;
    }

    /** The terms that enough owners use, best first, none repeating another. */
    private static List<Candidate> ranked(Theme theme, long fewestOwners) {
        List<Candidate> usable = theme.candidates().stream()
                .filter(term -> term.owners() >= fewestOwners)
                .filter(term -> !Terms.isWeak(term.key()))
                .filter(term -> term.key().codePoints().noneMatch(HanWords::isHan))
                .sorted(Comparator.comparingDouble(LabelChooser::weight)
                        .reversed()
                        .thenComparing(Candidate::key))
                .toList();
        List<Candidate> ranked = new ArrayList<>();
        for (Candidate term : usable) {
            boolean isSaidByAPair = usable.stream()
                    .anyMatch(pair -> pair.isPair()
                            && !term.isPair()
                            && pair.words().contains(term.key())
                            && pair.owners() >= PAIR_SHARE * term.owners());
            if (!isSaidByAPair && ranked.stream().noneMatch(other -> overlap(term, other))) {
                ranked.add(term);
            }
        }
        return ranked;
    }

    private static double weight(Candidate term) {
        return term.isPair() ? PAIR_FACTOR * term.score() : term.score();
    }

    /** "spring boot" and "springboot", "web scraping" and "scraping", "translation" and "translate" overlap. */
    private static boolean overlap(Candidate one, Candidate other) {
        String squeezed = one.key().replace(" ", "");
        String otherSqueezed = other.key().replace(" ", "");
        return squeezed.contains(otherSqueezed)
                || otherSqueezed.contains(squeezed)
                || one.words().stream().anyMatch(word -> other.words().stream().anyMatch(twin -> related(word, twin)));
    }

    private static boolean related(String word, String other) {
        int shared = 0;
        while (shared < Math.min(word.length(), other.length()) && word.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return word.equals(other) || shared >= SHARED_STEM;
    }

    private static Set<String> wordsOf(List<String> keys) {
        Set<String> words = new HashSet<>();
        keys.forEach(key -> words.addAll(Arrays.asList(key.split(" ", -1))));
        return words;
    }

    private static String joined(List<Candidate> parts) {
        String label = String.join(AND, parts.stream().map(Candidate::surface).toList());
        return label.indexOf(' ') < 0 ? label + FILLER : label;
    }

    /** Where no term is shared: honest, and unique by the cluster's identity. */
    private static String unnamed(Theme theme) {
        return "unnamed theme " + theme.clusterId();
    }
}
