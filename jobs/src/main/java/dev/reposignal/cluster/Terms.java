package dev.reposignal.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a prepared text into terms: single words, and phrases of two or three words that stand side by side.
 *
 * <p>A term has a key, the same for singular and plural, and a surface, as it stood in the text in lower case. Stop
 * words and words that fit any repository part the words around them, as punctuation does; they belong to a term only as
 * part of a known phrase.
 */
final class Terms {
    /** One term of a text. */
    record Term(String key, String surface) {}

    /**
     * One word of a run.
     *
     * @param from where in the run the known phrase begins that the word belongs to; the word's own place if to none
     * @param to where that phrase ends, itself included
     */
    private record Word(String key, String surface, int from, int to) {
        boolean standsAlone() {
            return from == to || !isStopWord(surface);
        }
    }

    private static final Pattern SENTENCE_BREAKS =
            Pattern.compile("[,;:!?|/\\\\()\\[\\]{}<>\"“”。，、；：！？（）【】《》「」…•·]+|\\.(?=\\s|$)|\\s[-–—~]+\\s");
    // c++, c#, .net, node.js and word2vec are words; a hyphen parts two.
    private static final Pattern WORD =
            Pattern.compile("\\.net\\b|[\\p{L}\\p{N}]+(?:[.'’][\\p{L}\\p{N}]+)*(?:\\+\\+|#)?");
    private static final Pattern NUMBER = Pattern.compile("[\\p{N}.]+[a-z]?");
    private static final Pattern HAN_RUN = Pattern.compile("\\p{IsHan}+");
    private static final Set<String> NOT_PLURAL = Set.of(
            "kubernetes",
            "redis",
            "jenkins",
            "postgres",
            "rss",
            "css",
            "sass",
            "aws",
            "ios",
            "macos",
            "dns",
            "https",
            "os",
            "js",
            "ts",
            "news",
            "analysis",
            "chess",
            "less",
            "express",
            "nexus",
            "prometheus",
            "windows",
            "tls",
            "gis",
            "gps",
            "llvms",
            "series",
            "canvas",
            "bus",
            "status",
            "access",
            "business",
            "process",
            "address",
            "nas",
            "sms",
            "cms",
            "ros",
            "wordpress",
            "keras",
            "pandas",
            "nodejs",
            "nextjs",
            "vuejs",
            "nestjs",
            "threejs",
            "openapis",
            "rails",
            "maps",
            "kafkas",
            "alias",
            "campus",
            "bias",
            "corpus",
            "atlas",
            "hls",
            "vps",
            "tos");
    private static final Set<String> STOP_WORDS = stopWords();

    private static final Set<String> WEAK_WORDS = Set.copyOf(WordFiles.lines("weak-words.txt"));
    private static final Map<String, String> SAME_WORDS = sameWords();
    private static final int LONGEST_PHRASE = 3;
    private static final int LONGEST_TERM = 3;

    private Terms() {}

    static boolean isStopWord(String word) {
        return STOP_WORDS.contains(word);
    }

    /** Whether a word names a theme only beside another. */
    static boolean isWeak(String key) {
        return WEAK_WORDS.contains(key);
    }

    /** The words of a text that carry meaning, in order, by key; repeats stay. */
    static List<String> words(@Nullable String text) {
        List<String> words = new ArrayList<>();
        for (List<Word> run : runs(text)) {
            run.forEach(word -> words.add(word.key()));
        }
        return words;
    }

    /** All words of a text by key, stop words too, in order. */
    static List<String> plainWords(@Nullable String text) {
        List<String> words = new ArrayList<>();
        if (text != null) {
            WORD.matcher(TextPreparation.lower(text))
                    .results()
                    .forEach(found -> words.add(key(withoutPossessive(found.group()))));
        }
        return words;
    }

    /** The terms of a text, each key once, in order of appearance. */
    static List<Term> terms(@Nullable String text) {
        Map<String, Term> terms = new LinkedHashMap<>();
        for (List<Word> run : runs(text)) {
            for (int end = 0; end < run.size(); end++) {
                for (int start = end; start > end - LONGEST_TERM && start >= 0; start--) {
                    List<Word> words = run.subList(start, end + 1);
                    if (isTerm(words, start, end)) {
                        add(terms, words);
                    }
                }
            }
        }
        return List.copyOf(terms.values());
    }

    /** A stop word is part of a term only where all of its phrase is; no term repeats a word. */
    private static boolean isTerm(List<Word> words, int start, int end) {
        return words.stream().allMatch(word -> word.standsAlone() || (word.from() >= start && word.to() <= end))
                && words.stream().map(Word::key).distinct().count() == words.size();
    }

    /** The same for "database", "databases"; "library", "libraries". */
    static String key(String word) {
        if (word.length() < 4 || !word.endsWith("s") || word.endsWith("ss") || NOT_PLURAL.contains(word)) {
            return word;
        }
        if (word.endsWith("js") || word.endsWith("us") || word.endsWith("is")) {
            return word;
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes") || word.endsWith("sses")) {
            return word.substring(0, word.length() - 2);
        }
        return word.substring(0, word.length() - 1);
    }

    private static void add(Map<String, Term> terms, List<Word> words) {
        String key = words.stream().map(Word::key).collect(Collectors.joining(" "));
        String surface = words.stream().map(Word::surface).collect(Collectors.joining(" "));
        terms.putIfAbsent(key, new Term(key, surface));
    }

    /** Words side by side, parted by punctuation and stop words. */
    private static List<List<Word>> runs(@Nullable String text) {
        List<List<Word>> runs = new ArrayList<>();
        if (text == null) {
            return runs;
        }
        for (String sentence : SENTENCE_BREAKS.split(TextPreparation.lower(text), -1)) {
            List<String> words = new ArrayList<>();
            WORD.matcher(sentence).results().forEach(found -> words.add(withoutPossessive(found.group())));
            List<Word> run = new ArrayList<>();
            int at = 0;
            while (at < words.size()) {
                int length = phraseLength(words, at);
                String word = words.get(at);
                if (length > 0) {
                    String same = Objects.requireNonNull(SAME_WORDS.get(phrase(words, at, length)));
                    if (STOP_WORDS.contains(same)) {
                        run = closed(runs, run);
                    } else {
                        append(run, same.split(" ", -1));
                    }
                } else if (HAN_RUN.matcher(word).find()) {
                    run = closed(runs, run);
                    hanWords(word).forEach(han -> runs.add(List.of(new Word(han, han, 0, 0))));
                } else if (isStop(word)) {
                    run = closed(runs, run);
                } else {
                    append(run, word);
                }
                at += Math.max(1, length);
            }
            closed(runs, run);
        }
        return runs;
    }

    /** Adds a word, or the words of a known phrase. */
    private static void append(List<Word> run, String... words) {
        int from = run.size();
        int to = from + words.length - 1;
        for (String word : words) {
            run.add(new Word(key(word), word, from, to));
        }
    }

    /** Words of the longest known phrase that begins here; 0 where none does. */
    private static int phraseLength(List<String> words, int start) {
        int length = Math.min(LONGEST_PHRASE, words.size() - start);
        while (length > 0 && !SAME_WORDS.containsKey(phrase(words, start, length))) {
            length--;
        }
        return length;
    }

    private static String phrase(List<String> words, int start, int length) {
        return String.join(" ", words.subList(start, start + length));
    }

    private static List<Word> closed(List<List<Word>> runs, List<Word> run) {
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return new ArrayList<>();
    }

    private static boolean isStop(String word) {
        return word.length() < 2 || NUMBER.matcher(word).matches() || STOP_WORDS.contains(word);
    }

    private static String withoutPossessive(String word) {
        return word.endsWith("'s") || word.endsWith("’s") ? word.substring(0, word.length() - 2) : word;
    }

    /** Overlapping pairs of a run of Chinese characters; they compare texts, and never stand in a label. */
    private static List<String> hanWords(String word) {
        List<String> pairs = new ArrayList<>();
        Matcher matcher = HAN_RUN.matcher(word);
        while (matcher.find()) {
            String run = matcher.group();
            for (int at = 0; at + 2 <= run.length(); at++) {
                pairs.add(run.substring(at, at + 2));
            }
        }
        return pairs;
    }

    private static Set<String> stopWords() {
        Set<String> words = new HashSet<>(List.of(StopWordsRemover.loadDefaultStopWords("english")));
        words.addAll(WordFiles.lines("generic-words.txt"));
        return Set.copyOf(words);
    }

    private static Map<String, String> sameWords() {
        Map<String, String> same = new HashMap<>();
        for (String line : WordFiles.lines("same-words.tsv")) {
            int tab = line.indexOf('\t');
            same.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return Map.copyOf(same);
    }
}
