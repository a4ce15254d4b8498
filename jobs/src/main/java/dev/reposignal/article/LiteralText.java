package dev.reposignal.article;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our own words hold no number, in digits or spelled out: a number can only be printed as a fact. */
final class LiteralText {
    private static final Set<String> NUMBERS = Set.of(
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "fifteen",
            "twenty",
            "thirty",
            "fifty",
            "hundred",
            "thousand",
            "million",
            "half",
            "twice",
            "double",
            "third",
            "quarter");
    /**
     * Definitions, not figures of the night: the windows of 28 and of 21 days, and the half that {@code half_repos} is defined by;
     * see PhraseTest.
     */
    private static final Pattern DEFINED = Pattern.compile("\\b(?:(?:three|four)[ -]weeks?|took half of)\\b");

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private LiteralText() {}

    static void requireNoNumber(String words) {
        if (words.codePoints().anyMatch(LiteralText::isNumeric)) {
            throw new IllegalArgumentException("A number must be a fact: \"" + words + "\"");
        }
        Matcher matcher =
                WORD.matcher(DEFINED.matcher(words.toLowerCase(Locale.ROOT)).replaceAll(""));
        while (matcher.find()) {
            if (NUMBERS.contains(matcher.group())) {
                throw new IllegalArgumentException(
                        "A number must be a fact, \"%s\" in: \"%s\"".formatted(matcher.group(), words));
            }
        }
    }

    static boolean isNumeric(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.OTHER_NUMBER
                || type == Character.LETTER_NUMBER;
    }
}
