package dev.reposignal.cluster;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes one clean text of a repository's description, name and topics, in this order: what stands first weighs most.
 *
 * <p>The owner is left out: it names a person, not a theme. Chinese words get their English counterparts, because the
 * default model reads English; what the glossary does not know stays only where too little else would be left.
 */
final class TextPreparation {
    /** Characters a text keeps at most: about 130 word pieces, well within the model's 510. */
    static final int LONGEST = 512;

    private static final int ENOUGH_WORDS = 3;

    private static final Pattern URL = Pattern.compile("(?:https?://|www\\.)\\S+");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
    private static final Pattern EMOJI_CODE = Pattern.compile(":[a-z0-9_+-]{2,40}:");
    private static final Pattern SYMBOLS =
            Pattern.compile("[\\p{So}\\p{Sk}\\p{Cf}\\p{Cc}\\p{Co}\\p{Cn}\\x{FE00}-\\x{FE0F}\\x{1F3FB}-\\x{1F3FF}]+");
    private static final Pattern EMPTY_CLAUSES = Pattern.compile("\\s*([,.;:!?、。，！？])(?:\\s*[,.;:!?、。，！？])+");
    private static final Pattern LOOSE_MARKS = Pattern.compile("\\s+([,.;:!?、。，！？])(?=\\s|$)");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern WORD_BREAKS =
            Pattern.compile("[-_.]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll}{2})");
    private static final Pattern LATIN_WORD = Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]]{2,}");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?。！？]$");
    private static final Pattern SAYS_SOMETHING = Pattern.compile("[\\p{L}\\p{N}]");

    private TextPreparation() {}

    /** The prepared text, or null where description and topics say nothing. */
    static @Nullable String prepared(String fullName, @Nullable String description, @Nullable List<String> topics) {
        String described = cleaned(description == null ? "" : description);
        String listed = cleaned(topics == null ? "" : String.join(", ", topics)).replace('-', ' ');
        if (!SAYS_SOMETHING.matcher(described).find()
                && !SAYS_SOMETHING.matcher(listed).find()) {
            return null;
        }
        return bounded(readable(joined(joined(described, nameWords(fullName)), listed)));
    }

    /** The words of the name after the owner: "owner/vectorDB_search" is "vector DB search". */
    static String nameWords(String fullName) {
        String name = cleaned(fullName.substring(fullName.indexOf('/') + 1));
        return blanksMerged(WORD_BREAKS.matcher(name).replaceAll(" "));
    }

    private static String cleaned(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        text = URL.matcher(text).replaceAll(" ");
        text = TAG.matcher(text).replaceAll(" ");
        text = EMOJI_CODE.matcher(text).replaceAll(" ");
        text = SYMBOLS.matcher(text).replaceAll(" ");
        return blanksMerged(text);
    }

    private static String readable(String text) {
        if (text.codePoints().noneMatch(HanWords::isHan)) {
            return text;
        }
        String words = blanksMerged(HanWords.inEnglish(text));
        String clauses = EMPTY_CLAUSES.matcher(words).replaceAll("$1");
        String english = LOOSE_MARKS.matcher(clauses).replaceAll("$1");
        long readable = LATIN_WORD.matcher(english).results().count();
        return readable >= ENOUGH_WORDS ? english : text;
    }

    private static String joined(String first, String second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first + second;
        }
        return SENTENCE_END.matcher(first).find() ? first + " " + second : first + ". " + second;
    }

    private static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int lastBlank = text.lastIndexOf(' ', LONGEST);
        int end = lastBlank > LONGEST / 2 ? lastBlank : LONGEST;
        // Never half a surrogate pair.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String blanksMerged(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    /** Lower case for every machine alike. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
