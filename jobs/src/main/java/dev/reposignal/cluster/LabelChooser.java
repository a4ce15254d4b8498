package dev.reposignal.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the labels of a day: a phrase, or two words that the cluster shares, two to four words, no label twice.
 *
 * <p>A phrase is preferred to the words it is made of where many who use the one also use the other: "vector database"
 * rather than "vector". A label of the night before stays while these rules, a little loosened, would still allow it.
 */
final class LabelChooser {
    /**
     * A term that may name a cluster.
     *
     * @param owners distinct owners in the cluster that use it
     * @param isLanguage whether it is the name of a programming language
     */
    record Candidate(String key, String surface, long owners, double score, boolean isLanguage) {
        List<String> words() {
            return Arrays.asList(key.split(" ", -1));
        }

        boolean isPhrase() {
            return key.indexOf(' ') >= 0;
        }

        /** Whether it is longer and has all words of the other in their order, side by side. */
        boolean isPhraseWith(Candidate other) {
            return words().size() > other.words().size() && Collections.indexOfSubList(words(), other.words()) >= 0;
        }
    }

    /**
     * A cluster to be named.
     *
     * @param subject the name of the subject its members share, which is its label; null where they share none
     * @param earlierLabel its label of the night before, if it had one
     * @param candidates best first
     */
    record Theme(
            String clusterId,
            long repos,
            long owners,
            @Nullable String subject,
            @Nullable String earlierLabel,
            List<Candidate> candidates) {}

    /** A named cluster. */
    record Label(String clusterId, String label, List<String> keywords) {}

    private static final int KEYWORDS = 8;
    private static final int MOST_WORDS = 4;
    /** Owners that must share a term before it may name a cluster; fewer only where nothing is shared by so many. */
    private static final long FEWEST_OWNERS = 3;
    /** Share of the cluster's owners that must use a term, so that a label speaks for more than a corner of it. */
    private static final double COMMON_SHARE = 0.06;
    /** The same beside clusters with a subject, which every member of theirs fits. */
    private static final double COMMON_SHARE_BESIDE_SUBJECTS = 0.5;
    /** Share of the cluster's owners from which a programming language is its theme, not just what it is written in. */
    private static final double LANGUAGE_SHARE = 0.2;
    /** Share of a word's owners that must use another that stands beside it; a phrase needs half. */
    private static final double PARTNER_SHARE = 0.1;
    /** The same beside a programming language, which much else could stand beside. */
    private static final double LANGUAGE_PARTNER_SHARE = 0.2;
    /** Share of a programming language's owners from which two make one theme, as HTML and CSS do. */
    private static final double LANGUAGES_SHARE = 0.5;
    /** A phrase stands in for a word from this share of the word's owners. */
    private static final double PHRASE_SHARE = 0.25;
    /** A phrase stands in for a shorter phrase from this share of its owners. */
    private static final double LONGER_PHRASE_SHARE = 0.5;
    /** A phrase says more than a word. */
    private static final double PHRASE_FACTOR = 1.6;

    /** A label stays while its terms are among so many of the best. */
    private static final int STAYING = 20;
    /** Shares that a label needs to stay, of those it needs to be given. */
    private static final double LOOSENED = 0.75;

    private static final Pattern ENDING = Pattern.compile("(.{4,}?)(?:ings?|ers?|ors?|ed|e)$");
    private static final Pattern FIGURES = Pattern.compile("[0-9]+$");
    private static final Pattern DOUBLED = Pattern.compile("([b-df-hj-np-tv-z])\\1$");

    /** The label of a cluster without a common term begins so: its members have nothing in common that could be said. */
    static final String UNNAMED = "unnamed theme ";

    private static final String AND = " & ";
    private static final String FILLER = " projects";
    private static final String LANGUAGE_FILLER = " programming";
    /** Words that begin with so many same letters are forms of one. */
    private static final int SHARED_STEM = 6;
    /** Letters from which a word that begins or ends another is a form of it. */
    private static final int SHORTEST_FORM = 2;
    /** The same for one that stands inside another. */
    private static final int SHORTEST_INSIDE = 5;

    private final Set<Set<String>> taken = new HashSet<>();
    private boolean isBesideSubjects;

    /** A label for every theme: first those that keep theirs, then the others, each time the larger first. */
    List<Label> chosen(List<Theme> themes) {
        List<Theme> largestFirst = themes.stream()
                .sorted(Comparator.comparingLong(Theme::repos).reversed().thenComparing(Theme::clusterId))
                .toList();
        isBesideSubjects = themes.stream().anyMatch(theme -> theme.subject() != null);
        Map<String, String> kept = new HashMap<>();
        for (Theme theme : largestFirst) {
            String subject = theme.subject();
            if (subject != null) {
                taken.add(new HashSet<>(List.of(subject.toLowerCase(Locale.ROOT).split(" (?:and )?", -1))));
                kept.put(theme.clusterId(), subject);
            }
        }
        for (Theme theme : largestFirst) {
            if (theme.subject() != null) {
                continue;
            }
            List<Candidate> parts = stillTrue(theme);
            if (!parts.isEmpty() && taken.add(wordsOf(parts))) {
                kept.put(theme.clusterId(), String.valueOf(theme.earlierLabel()));
            }
        }
        return largestFirst.stream()
                .map(theme -> labelled(theme, kept.get(theme.clusterId())))
                .toList();
    }

    private Label labelled(Theme theme, @Nullable String kept) {
        List<Candidate> common = withoutRepeats(heads(theme, 1));
        List<Candidate> terms = new ArrayList<>(common);
        for (Candidate rarer : withoutRepeats(usable(theme, FEWEST_OWNERS, 1))) {
            if (terms.stream().noneMatch(term -> overlap(term, rarer))) {
                terms.add(rarer);
            }
        }
        List<String> keywords =
                terms.stream().limit(KEYWORDS).map(Candidate::surface).toList();
        if (kept != null) {
            return new Label(theme.clusterId(), kept, keywords);
        }
        return Stream.concat(
                        common.stream().flatMap(head -> combinations(theme, head, terms).stream()),
                        // Only where larger clusters have taken all of those.
                        terms.stream().flatMap(head -> anyCombinations(head, terms).stream()))
                .filter(parts -> taken.add(wordsOf(parts)))
                .findFirst()
                .map(parts -> new Label(theme.clusterId(), joined(parts), keywords))
                .orElseGet(() -> new Label(theme.clusterId(), unnamed(theme), keywords));
    }

    /** A phrase alone, then with each that goes with it; a word with each, then the best phrase with it, then alone. */
    private List<List<Candidate>> combinations(Theme theme, Candidate head, List<Candidate> terms) {
        List<List<Candidate>> combinations = new ArrayList<>();
        if (head.isPhrase()) {
            combinations.add(List.of(head));
        }
        terms.stream()
                .skip(terms.indexOf(head) + 1L)
                .filter(next -> goTogether(theme, head, next, 1))
                .forEach(next -> combinations.add(List.of(head, next)));
        if (!head.isPhrase()) {
            heads(theme, 1).stream()
                    .filter(phrase -> phrase.isPhraseWith(head))
                    .findFirst()
                    .ifPresent(phrase -> combinations.add(List.of(phrase)));
            combinations.add(List.of(head));
        }
        return combinations;
    }

    private static List<List<Candidate>> anyCombinations(Candidate head, List<Candidate> terms) {
        return terms.stream()
                .skip(terms.indexOf(head) + 1L)
                .filter(next -> head.words().size() + next.words().size() <= MOST_WORDS)
                .map(next -> List.of(head, next))
                .toList();
    }

    /** Whether two terms may stand side by side, joined by "and". */
    private static boolean goTogether(Theme theme, Candidate head, Candidate next, double loosened) {
        return head.words().size() + next.words().size() <= MOST_WORDS
                // What it is about says more than what it is written in.
                && (head.isLanguage() || !next.isLanguage())
                && next.owners() >= loosened * partnerShare(head, next) * head.owners()
                && !isOnePhrase(theme, head, next, loosened);
    }

    private static double partnerShare(Candidate head, Candidate next) {
        if (head.isPhrase()) {
            return 0;
        }
        if (head.isLanguage() && next.isLanguage()) {
            return LANGUAGES_SHARE;
        }
        double share = head.isLanguage() ? LANGUAGE_PARTNER_SHARE : PARTNER_SHARE;
        return next.isPhrase() ? share / 2 : share;
    }

    /** Whether the two are words of one phrase, which should be told whole or not at all. */
    private static boolean isOnePhrase(Theme theme, Candidate head, Candidate next, double loosened) {
        double enough = PHRASE_SHARE / loosened * Math.min(head.owners(), next.owners());
        return theme.candidates().stream()
                .anyMatch(
                        phrase -> phrase.isPhraseWith(head) && phrase.isPhraseWith(next) && phrase.owners() >= enough);
    }

    /** The terms of the earlier label; none where there was no label or these rules would no longer allow it. */
    private List<Candidate> stillTrue(Theme theme) {
        String label = theme.earlierLabel();
        if (label == null) {
            return List.of();
        }
        Map<String, Candidate> heads = best(heads(theme, LOOSENED));
        Map<String, Candidate> partners = best(usable(theme, FEWEST_OWNERS, LOOSENED));
        for (String named : withAndWithoutFiller(label)) {
            String[] terms = named.split(AND, 2);
            Candidate head = heads.get(keyOf(terms[0]));
            if (head != null && terms.length == 1) {
                return List.of(head);
            }
            Candidate next = terms.length == 1 ? null : partners.get(keyOf(terms[1]));
            if (head != null && next != null && goTogether(theme, head, next, LOOSENED)) {
                return List.of(head, next);
            }
        }
        return List.of();
    }

    private static List<String> withAndWithoutFiller(String label) {
        return List.of(label, withoutEnd(label, FILLER), withoutEnd(label, LANGUAGE_FILLER));
    }

    /** The keys of the terms that a label may have been made of. */
    static List<String> termsOf(String label) {
        return withAndWithoutFiller(label).stream()
                .flatMap(named -> Stream.of(named.split(AND, 2)))
                .map(LabelChooser::keyOf)
                .distinct()
                .toList();
    }

    /** Whether a label is one phrase: neither a single word, with a filler or without, nor two terms. */
    static boolean isOnePhrase(String label) {
        return label.indexOf(' ') >= 0
                && !label.contains(AND)
                && !label.endsWith(FILLER)
                && !label.endsWith(LANGUAGE_FILLER)
                && !label.startsWith(UNNAMED);
    }

    /** Whether a term is neither a word that says too little alone nor one of another script. */
    static boolean mayBeInALabel(String key) {
        return !Terms.isWeak(key) && isLatin(key);
    }

    private static Map<String, Candidate> best(List<Candidate> bestFirst) {
        return bestFirst.stream().limit(STAYING).collect(Collectors.toMap(Candidate::key, term -> term));
    }

    private static String withoutEnd(String label, String end) {
        return label.endsWith(end) ? label.substring(0, label.length() - end.length()) : label;
    }

    private static String keyOf(String term) {
        return Arrays.stream(term.split(" ", -1)).map(Terms::key).collect(Collectors.joining(" "));
    }

    /** The terms a label may be made of, best first: those that many share; where there are none, those that some share. */
    private List<Candidate> heads(Theme theme, double loosened) {
        double common = COMMON_SHARE * theme.owners();
        long most = isBesideSubjects ? Math.round(loosened * COMMON_SHARE_BESIDE_SUBJECTS * theme.owners()) : 1;
        long many = Math.max(FEWEST_OWNERS, Math.round(loosened * common));
        return Stream.of(Math.max(many, most), many, FEWEST_OWNERS, FEWEST_OWNERS - 1, 1L)
                .map(fewest -> usable(theme, fewest, loosened))
                .filter(terms -> !terms.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The terms that so many owners use and that no phrase stands in for, best first. */
    private static List<Candidate> usable(Theme theme, long fewestOwners, double loosened) {
        List<Candidate> shared = theme.candidates().stream()
                .filter(term -> term.owners() >= Math.min(fewestOwners, theme.owners()))
                .filter(term -> mayBeInALabel(term.key()) && !repeatsItself(term))
                .filter(term -> !term.isLanguage() || term.owners() >= loosened * LANGUAGE_SHARE * theme.owners())
                .sorted(Comparator.comparingDouble(LabelChooser::weight)
                        .reversed()
                        .thenComparing(Candidate::key))
                .toList();
        return shared.stream()
                .filter(term -> shared.stream().noneMatch(phrase -> standsIn(phrase, term, loosened)))
                .toList();
    }

    /** Whether every reader can at least read it aloud; other scripts stand in no label. */
    private static boolean isLatin(String term) {
        return term.codePoints()
                .filter(Character::isLetter)
                .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
    }

    /** "clojure clojurescript" */
    private static boolean repeatsItself(Candidate term) {
        List<String> words = term.words();
        return IntStream.range(1, words.size())
                .anyMatch(at -> words.subList(0, at).stream().anyMatch(before -> related(before, words.get(at))));
    }

    private static boolean standsIn(Candidate phrase, Candidate term, double loosened) {
        double share = term.isPhrase() ? LONGER_PHRASE_SHARE : PHRASE_SHARE;
        return phrase.isPhraseWith(term) && phrase.owners() >= share / loosened * term.owners();
    }

    private static List<Candidate> withoutRepeats(List<Candidate> bestFirst) {
        List<Candidate> terms = new ArrayList<>();
        for (Candidate term : bestFirst) {
            if (terms.stream().noneMatch(other -> overlap(term, other))) {
                terms.add(term);
            }
        }
        return terms;
    }

    private static double weight(Candidate term) {
        return term.isPhrase() ? PHRASE_FACTOR * term.score() : term.score();
    }

    /**
     * "spring boot" and "springboot", "web scraping" and "scraping", "translation" and "translate", "ss13" and "space station"
     * overlap.
     */
    private static boolean overlap(Candidate one, Candidate other) {
        String squeezed = one.key().replace(" ", "");
        String otherSqueezed = other.key().replace(" ", "");
        return holds(squeezed, otherSqueezed)
                || holds(otherSqueezed, squeezed)
                || isShortFor(one, other)
                || isShortFor(other, one)
                || one.words().stream()
                        .anyMatch(word -> other.words().stream().anyMatch(otherWord -> related(word, otherWord)));
    }

    /** Whether one, without figures at its end, is made of the first letters of the other: "llm" of "large language model". */
    private static boolean isShortFor(Candidate acronym, Candidate phrase) {
        String initials =
                phrase.words().stream().map(word -> word.substring(0, 1)).collect(Collectors.joining());
        String letters = FIGURES.matcher(acronym.key()).replaceFirst("");
        return phrase.isPhrase() && !acronym.isPhrase() && letters.equals(initials);
    }

    /** "neovim" holds "vim" and "openai" holds "ai"; that "mongodb" has "go" in it is chance. */
    private static boolean holds(String longer, String shorter) {
        boolean isAtAnEnd = longer.startsWith(shorter) || longer.endsWith(shorter);
        return longer.equals(shorter)
                || (isAtAnEnd && shorter.length() >= SHORTEST_FORM)
                || (longer.contains(shorter) && shorter.length() >= SHORTEST_INSIDE);
    }

    /** Forms of one word: "logging" and "logger", "cryptography" and "cryptographic". */
    private static boolean related(String word, String other) {
        int shared = 0;
        while (shared < Math.min(word.length(), other.length()) && word.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return shared >= SHARED_STEM || stem(word).equals(stem(other));
    }

    /** The word without the commonest English endings; a rough stem is enough to tell two of a cluster's terms apart. */
    private static String stem(String word) {
        String stem = ENDING.matcher(word).replaceFirst("$1");
        return DOUBLED.matcher(stem).replaceFirst("$1");
    }

    private static Set<String> wordsOf(List<Candidate> parts) {
        return parts.stream().flatMap(part -> part.words().stream()).collect(Collectors.toSet());
    }

    private static String joined(List<Candidate> parts) {
        Candidate head = parts.get(0);
        if (parts.size() == 1 && !head.isPhrase()) {
            return head.surface() + (head.isLanguage() ? LANGUAGE_FILLER : FILLER);
        }
        return parts.stream().map(Candidate::surface).collect(Collectors.joining(AND));
    }

    /** Where no two owners share a term: honest, and unique by the cluster's identity. */
    private static String unnamed(Theme theme) {
        return UNNAMED + theme.clusterId();
    }
}
