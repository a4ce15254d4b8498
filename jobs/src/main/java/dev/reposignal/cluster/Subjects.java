package dev.reposignal.cluster;

import dev.reposignal.stats.VectorMath;
import dev.reposignal.table.Relevance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The committed list of what repositories are usually about ({@code subjects.tsv}), and which of these subjects a text names.
 *
 * <p>A subject has a number, its line in the list; numbers are only compared within one night.
 */
final class Subjects {
    /** Length of {@link #view}: enough for some hundred directions that hardly overlap. */
    static final int VIEW_LENGTH = 64;

    /**
     * One subject.
     *
     * @param field the field it belongs to
     * @param relevance whom its repositories are for
     * @param name the label of a cluster about it
     * @param phrases the name and the further words for it
     */
    record Subject(String field, Relevance relevance, String name, List<String> phrases) {
        Subject {
            phrases = List.copyOf(phrases);
        }
    }

    /** The field whose subjects are programming languages and what belongs to them. */
    private static final String LANGUAGES = "Languages and runtimes";
    /** Other subjects that much is made with which is about something else. */
    private static final Set<String> FRAMEWORKS = Set.of(
            "React development",
            "Vue development",
            "Angular development",
            "Svelte development",
            "React Native",
            "Flutter",
            "CSS and styling",
            "Spring framework",
            "Laravel packages",
            "desktop app frameworks");
    /** Evidence of a phrase of several words, or of a word that only one subject claims, in standard deviations. */
    private static final double CLEAR_EVIDENCE = 1.5;
    /** Evidence of a single word that several subjects claim. */
    private static final double SHARED_EVIDENCE = 0.8;
    /** Evidence that each further phrase adds. */
    private static final double FURTHER_EVIDENCE = 0.3;
    /** What a text says only after so many words, and the name does not say, it says in passing ... */
    private static final int FIRST_WORDS = 8;
    /** ... and it counts so much less. Of judged members with one phrase 70 % fit if it came late, 86 % if it came early. */
    private static final double IN_PASSING = 1.5;

    private static final int MOST_FURTHER = 3;
    /** The vector of a text knows no languages (see {@link LanguageNames}), so the words for one count more. */
    private static final double LANGUAGE_EVIDENCE = 0.8;
    /** Phrases that describe a subject to the embedder; more would blur it. */
    private static final int DESCRIBING = 13;

    /** What a repository is made with, which is not what it is about: "written in Rust", "based on Lua". */
    private static final Pattern WRITTEN_IN = Pattern.compile(
            "\\b(?:written|programmed|implemented|developed|built|build|coded|made|based|powered|using|embedded)\\s+(?:entirely\\s+|purely\\s+|completely\\s+)?"
                    + "(?:(?:in|on|with|by|using)\\s+)?(?:pure\\s+|modern\\s+)?[\\w+#.]+(?:\\s*(?:,|and|&|/|\\+)\\s*[\\w+#.]+)*",
            Pattern.CASE_INSENSITIVE);

    private static final List<Subject> ALL = read();
    private static final Map<String, Set<Integer>> BY_PHRASE = byPhrase();
    private static final Map<String, Integer> BY_NAME = byName();
    private static final int LONGEST_PHRASE = BY_PHRASE.keySet().stream()
            .mapToInt(phrase -> phrase.split(" ", -1).length)
            .max()
            .orElse(0);
    private static final double[][] DIRECTIONS = directions();

    private Subjects() {}

    static List<Subject> all() {
        return ALL;
    }

    static Subject get(int subject) {
        return ALL.get(subject);
    }

    /** The subject whose name is the label. */
    static OptionalInt named(@Nullable String label) {
        Integer subject = label == null ? null : BY_NAME.get(label);
        return subject == null ? OptionalInt.empty() : OptionalInt.of(subject);
    }

    /** The subject whose name the label is or was: a subject keeps an earlier name among its further words. */
    static OptionalInt everNamed(@Nullable String label) {
        OptionalInt named = named(label);
        Set<Integer> claiming = label == null ? Set.of() : BY_PHRASE.getOrDefault(key(label), Set.of());
        return named.isEmpty() && claiming.size() == 1
                ? OptionalInt.of(claiming.iterator().next())
                : named;
    }

    static boolean isList(int subject) {
        return ALL.get(subject).relevance() == Relevance.LIST;
    }

    private static boolean isLanguage(int subject) {
        return ALL.get(subject).field().equals(LANGUAGES);
    }

    private static boolean isMadeWith(int subject) {
        return isLanguage(subject) || FRAMEWORKS.contains(ALL.get(subject).name());
    }

    /** One text that describes the subject, to be embedded. */
    static String described(int subject) {
        Subject described = ALL.get(subject);
        List<String> phrases = described.phrases();
        return described.name() + ". " + String.join(", ", phrases.subList(1, Math.min(DESCRIBING, phrases.size())));
    }

    /**
     * How a text names a subject.
     *
     * @param phrases the phrases it names it by
     * @param wordsBefore words before the first of them
     */
    record Named(Set<String> phrases, int wordsBefore) {}

    /** The subjects that a text names. */
    static Map<Integer, Named> namedIn(@Nullable String text) {
        Map<Integer, Named> found = phrases(text);
        String aboutItself = text == null ? "" : WRITTEN_IN.matcher(text).replaceAll(", ");
        if (!aboutItself.equals(text) && found.keySet().stream().anyMatch(Subjects::isMadeWith)) {
            Map<Integer, Named> ofItself = phrases(aboutItself);
            found.entrySet().removeIf(named -> isMadeWith(named.getKey()) && !ofItself.containsKey(named.getKey()));
        }
        return found;
    }

    private static Map<Integer, Named> phrases(@Nullable String text) {
        List<String> words = Terms.plainWords(text);
        Map<Integer, Named> found = new TreeMap<>();
        for (int start = 0; start < words.size(); start++) {
            StringBuilder phrase = new StringBuilder();
            for (int end = start; end < Math.min(words.size(), start + LONGEST_PHRASE); end++) {
                phrase.append(end == start ? "" : " ").append(words.get(end));
                String key = phrase.toString();
                for (int subject : BY_PHRASE.getOrDefault(key, Set.of())) {
                    int wordsBefore = start;
                    found.computeIfAbsent(subject, one -> new Named(new TreeSet<>(), wordsBefore))
                            .phrases()
                            .add(key);
                }
            }
        }
        return found;
    }

    /**
     * How strongly the words of a text speak for each subject, in the standard deviations that {@link SubjectFit} counts in; 0
     * for a subject it does not name. What it names in passing may speak against the subject.
     *
     * @param inName the subjects that the name of the repository names
     */
    static double[] evidence(Map<Integer, Named> named, Set<Integer> inName) {
        double[] evidence = new double[ALL.size()];
        named.forEach((subject, how) -> {
            boolean isClear = how.phrases().stream()
                    .anyMatch(phrase -> phrase.indexOf(' ') > 0
                            || BY_PHRASE.getOrDefault(phrase, Set.of()).size() == 1);
            boolean isInPassing = how.wordsBefore() >= FIRST_WORDS && !inName.contains(subject);
            evidence[subject] = (isClear ? CLEAR_EVIDENCE : SHARED_EVIDENCE)
                    + FURTHER_EVIDENCE * Math.min(MOST_FURTHER, how.phrases().size() - 1)
                    + (isLanguage(subject) ? LANGUAGE_EVIDENCE : 0)
                    - (isInPassing ? IN_PASSING : 0);
        });
        return evidence;
    }

    /**
     * The subjects of a text as a vector of unit length, zero where it names none: the sum of their directions, a subject
     * weighing the root of the words of its longest phrase. Texts that name the same subject point the same way, whatever
     * words they name it by.
     */
    static double[] view(Map<Integer, Named> named) {
        double[] view = new double[VIEW_LENGTH];
        named.forEach((subject, how) -> VectorMath.add(
                view,
                DIRECTIONS[subject],
                Math.sqrt(how.phrases().stream()
                        .mapToInt(phrase -> phrase.split(" ", -1).length)
                        .max()
                        .orElse(0))));
        VectorMath.normalised(view);
        return view;
    }

    /** A direction for each subject that depends on its name alone: a further line in the list moves no other subject. */
    private static double[][] directions() {
        double[][] directions = new double[ALL.size()][VIEW_LENGTH];
        for (int subject = 0; subject < directions.length; subject++) {
            CRC32 seed = new CRC32();
            seed.update(ALL.get(subject).name().getBytes(StandardCharsets.UTF_8));
            Random random = new Random(seed.getValue());
            Arrays.setAll(directions[subject], i -> random.nextGaussian());
            VectorMath.normalised(directions[subject]);
        }
        return directions;
    }

    private static List<Subject> read() {
        List<Subject> subjects = new ArrayList<>();
        for (String line : WordFiles.lines("subjects.tsv")) {
            String[] columns = line.split("\t", -1);
            List<String> phrases = new ArrayList<>(List.of(columns[2].toLowerCase(Locale.ROOT)));
            phrases.addAll(List.of(columns[3].split(", ", -1)));
            subjects.add(new Subject(columns[0], Relevance.of(columns[1]), columns[2], phrases));
        }
        return List.copyOf(subjects);
    }

    private static String key(String phrase) {
        return String.join(" ", Terms.plainWords(phrase));
    }

    private static Map<String, Set<Integer>> byPhrase() {
        Map<String, Set<Integer>> byPhrase = new HashMap<>();
        for (int subject = 0; subject < ALL.size(); subject++) {
            for (String phrase : ALL.get(subject).phrases()) {
                byPhrase.computeIfAbsent(key(phrase), key -> new TreeSet<>()).add(subject);
            }
        }
        return Map.copyOf(byPhrase);
    }

    private static Map<String, Integer> byName() {
        Map<String, Integer> byName = new LinkedHashMap<>();
        for (int subject = 0; subject < ALL.size(); subject++) {
            byName.put(ALL.get(subject).name(), subject);
        }
        return Map.copyOf(byName);
    }
}
