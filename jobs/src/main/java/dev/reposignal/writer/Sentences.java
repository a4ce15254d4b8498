package dev.reposignal.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as sentences of words, facts and pauses: in lower case, contractions in full, joined words as one. */
final class Sentences {
    enum Kind {
        WORD,
        /** A fact, by its id. */
        FACT,
        /** A comma, a colon, a bracket or a dash. */
        PAUSE,
        QUOTATION_MARK
    }

    record Token(Kind kind, String text) {
        boolean isWord() {
            return kind == Kind.WORD;
        }

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equals(word);
        }

        boolean isFact() {
            return kind == Kind.FACT;
        }
    }

    /** What a text may consist of: letters of English, spaces, a little punctuation, and facts. */
    private static final Pattern PLAIN = Pattern.compile("(?:[a-z ,.;:?!()'’“”\"–—-]++|\\{[a-z][a-z0-9_]*+\\})*+");

    private static final Pattern TOKEN =
            Pattern.compile("\\{([a-z][a-z0-9_]*)\\}|([a-z]+)|([.?!;]+)|(,|:|\\(|\\)|–|—|(?<= )-(?= ))|([“”\"])|.");

    private Sentences() {}

    /** The text on one line, in lower case; the names of facts keep theirs, which is lower. */
    static String line(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    /** The first part of a line that is neither English letters nor plain punctuation nor a fact; empty where all is. */
    static Optional<String> strange(String line) {
        Matcher matcher = PLAIN.matcher(line);
        return matcher.lookingAt() && matcher.end() == line.length()
                ? Optional.empty()
                : Optional.of(line.substring(matcher.end(), Math.min(line.length(), matcher.end() + 12)));
    }

    /** The sentences of a line; a semicolon ends one too. */
    static List<List<Token>> of(String line) {
        List<List<Token>> sentences = new ArrayList<>();
        List<Token> sentence = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expanded(line));
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                sentence.add(new Token(Kind.FACT, matcher.group(1)));
            } else if (matcher.group(2) != null) {
                sentence.add(new Token(Kind.WORD, matcher.group(2)));
            } else if (matcher.group(3) != null) {
                end(sentences, sentence);
                sentence = new ArrayList<>();
            } else if (matcher.group(4) != null) {
                sentence.add(new Token(Kind.PAUSE, matcher.group(4)));
            } else if (matcher.group(5) != null) {
                sentence.add(new Token(Kind.QUOTATION_MARK, "\""));
            }
        }
        end(sentences, sentence);
        return sentences;
    }

    private static void end(List<List<Token>> sentences, List<Token> sentence) {
        if (!sentence.isEmpty()) {
            sentences.add(joined(sentence));
        }
    }

    private static String expanded(String line) {
        return line.replaceAll("\\bcan't\\b|\\bcannot\\b", "can not")
                .replaceAll("\\bwon't\\b", "will not")
                .replaceAll("n't\\b", " not")
                .replaceAll("\\b(it|that|there|here|what|who)'s\\b", "$1 is")
                .replaceAll("'re\\b", " are")
                .replaceAll("'ve\\b", " have")
                .replaceAll("'ll\\b", " will")
                .replaceAll("'d\\b", " would")
                .replaceAll("\\bi'm\\b", "i am")
                .replaceAll("'s\\b|s'(?= )|'", "");
    }

    private static List<Token> joined(List<Token> sentence) {
        List<Token> joined = new ArrayList<>();
        int i = 0;
        while (i < sentence.size()) {
            int from = i;
            Optional<Vocabulary.Join> join = Vocabulary.standard()
                    .joins(sentence.get(from).text())
                    .stream()
                    .filter(candidate -> begins(sentence, from, candidate.words()))
                    .findFirst();
            joined.add(join.isPresent() ? new Token(Kind.WORD, join.get().joined()) : sentence.get(i));
            i += join.isPresent() ? join.get().words().size() : 1;
        }
        return List.copyOf(joined);
    }

    private static boolean begins(List<Token> sentence, int from, List<String> words) {
        if (from + words.size() > sentence.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (!sentence.get(from + i).isWord(words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
