package dev.reposignal.cluster;

import dev.reposignal.config.Settings;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.table.Relevance;
import dev.reposignal.text.Sha256;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What repositories are usually about, and which of these subjects a text names: {@code subjects.tsv}, or the file of the
 * setting {@code cluster.subjects}.
 *
 * <p>A subject has a number, its position in the list; numbers are only compared within one night.
 */
public final class Subjects implements Serializable {
    private static final long serialVersionUID = 1;

    /** Length of {@link #view}: enough for some hundred directions that hardly overlap. */
    static final int VIEW_LENGTH = 64;

    /** Whether much is made with the subject that is about something else. */
    enum MadeWith {
        /** A programming language, or what belongs to one. */
        LANGUAGE("language"),
        FRAMEWORK("framework"),
        NOTHING("");

        private final String value;

        MadeWith(String value) {
            this.value = value;
        }

        static Optional<MadeWith> of(String value) {
            return Arrays.stream(values())
                    .filter(constant -> constant.value.equals(value))
                    .findFirst();
        }
    }

    /**
     * One subject.
     *
     * @param field the field it belongs to
     * @param relevance whom its repositories are for
     * @param name the label of a cluster about it
     * @param phrases the name and the further words for it, in lower case
     */
    record Subject(String field, Relevance relevance, String name, List<String> phrases, MadeWith madeWith)
            implements Serializable {
        Subject {
            phrases = List.copyOf(phrases);
        }
    }

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

    private static final int HASH_DIGITS = 64;
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

    private final Fields fields;
    private final ArrayList<Subject> all;
    private final PhraseIndex index;
    private final HashMap<String, Integer> byName = new HashMap<>();
    private final double[][] directions;

    Subjects(Fields fields, List<Subject> all) {
        this.fields = fields;
        this.all = new ArrayList<>(all);
        this.index = new PhraseIndex(all.stream().map(Subject::phrases).toList());
        for (int subject = 0; subject < all.size(); subject++) {
            byName.put(all.get(subject).name(), subject);
        }
        this.directions = directions(all);
    }

    /**
     * The lists that the settings name.
     *
     * @throws dev.reposignal.error.UserException where a file cannot be read, or with all problems of both files
     */
    public static Subjects of(Settings.Cluster settings) {
        return SubjectFiles.read(settings.subjects(), settings.fields());
    }

    /** The lists that come with RepoSignal. */
    static Subjects committed() {
        return SubjectFiles.read("", "");
    }

    /** SHA-256 of both lists: the same for the same subjects and fields, whatever file they were read from. */
    public String hash() {
        Sha256 hash = new Sha256();
        fields.all().forEach(field -> hash.add(field + "\n"));
        all.forEach(subject -> hash.add(subject + "\n"));
        return hash.hex(HASH_DIGITS);
    }

    public Fields fields() {
        return fields;
    }

    List<Subject> all() {
        return List.copyOf(all);
    }

    Subject get(int subject) {
        return all.get(subject);
    }

    /** The subject whose name is the label. */
    OptionalInt named(@Nullable String label) {
        Integer subject = label == null ? null : byName.get(label);
        return subject == null ? OptionalInt.empty() : OptionalInt.of(subject);
    }

    /** The subject whose name the label is or was: a subject keeps an earlier name among its further words. */
    OptionalInt everNamed(@Nullable String label) {
        OptionalInt named = named(label);
        Set<Integer> claiming = index.claiming(label);
        return named.isEmpty() && claiming.size() == 1
                ? OptionalInt.of(claiming.iterator().next())
                : named;
    }

    private boolean isLanguage(int subject) {
        return all.get(subject).madeWith() == MadeWith.LANGUAGE;
    }

    private boolean isMadeWith(int subject) {
        return all.get(subject).madeWith() != MadeWith.NOTHING;
    }

    /** One text for each subject that describes it, to be embedded. */
    List<String> descriptions() {
        List<String> descriptions = new ArrayList<>();
        for (Subject subject : all) {
            List<String> phrases = subject.phrases();
            String further = String.join(", ", phrases.subList(1, Math.min(DESCRIBING, phrases.size())));
            descriptions.add(subject.name() + ". " + further);
        }
        return descriptions;
    }

    /** The subjects that a text names. */
    Map<Integer, PhraseIndex.Named> namedIn(@Nullable String text) {
        Map<Integer, PhraseIndex.Named> found = index.namedIn(text);
        String aboutItself = text == null ? "" : WRITTEN_IN.matcher(text).replaceAll(", ");
        if (!aboutItself.equals(text) && found.keySet().stream().anyMatch(this::isMadeWith)) {
            Map<Integer, PhraseIndex.Named> ofItself = index.namedIn(aboutItself);
            found.entrySet().removeIf(named -> isMadeWith(named.getKey()) && !ofItself.containsKey(named.getKey()));
        }
        return found;
    }

    /**
     * How strongly the words of a text speak for each subject, in the standard deviations that {@link SubjectFit} counts in; 0
     * for a subject it does not name. What it names in passing may speak against the subject.
     *
     * @param inName the subjects that the name of the repository names
     */
    double[] evidence(Map<Integer, PhraseIndex.Named> named, Set<Integer> inName) {
        double[] evidence = new double[all.size()];
        named.forEach((subject, how) -> {
            boolean isClear = how.phrases().stream().anyMatch(index::isClear);
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
    double[] view(Map<Integer, PhraseIndex.Named> named) {
        double[] view = new double[VIEW_LENGTH];
        named.forEach((subject, how) -> VectorMath.add(
                view,
                directions[subject],
                Math.sqrt(how.phrases().stream()
                        .mapToInt(PhraseIndex::words)
                        .max()
                        .orElse(0))));
        VectorMath.normalised(view);
        return view;
    }

    /** A direction for each subject that depends on its name alone: a further line in the list moves no other subject. */
    private static double[][] directions(List<Subject> all) {
        double[][] directions = new double[all.size()][VIEW_LENGTH];
        for (int subject = 0; subject < directions.length; subject++) {
            CRC32 seed = new CRC32();
            seed.update(all.get(subject).name().getBytes(StandardCharsets.UTF_8));
            Random random = new Random(seed.getValue());
            Arrays.setAll(directions[subject], i -> random.nextGaussian());
            VectorMath.normalised(directions[subject]);
        }
        return directions;
    }
}
