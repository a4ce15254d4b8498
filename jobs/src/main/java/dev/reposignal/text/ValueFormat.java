package dev.reposignal.text;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a column's value is printed. A fact keeps the name of its format, so that anybody can print the value again and
 * compare.
 */
public enum ValueFormat {
    /** 6,142 */
    COUNT,
    /** Three; digits above twelve. */
    SPELLED,
    /** Third; 13th from thirteen on. */
    ORDINAL,
    /** 38% */
    PERCENT,
    /** Up 4 points. */
    CHANGE,
    /** 69.3 */
    SCORE,
    /** 12.4 */
    RATE,
    /** +12.4 */
    SIGNED_RATE,
    /** +1,550 */
    SIGNED_COUNT,
    /** A whole number as a count, any other with one decimal. */
    MEASURE,
    /** 0.012 */
    DECIMAL,
    /** Rounded to two digits for easy reading: 18,000 for 18,298; the fact keeps the exact value. */
    ROUNDED,
    /** A share of growth or loss without its sign, to whole percent: 36%. */
    MAGNITUDE,
    /** A share of growth or loss with its sign: +36%, −4.2%. */
    SIGNED_PERCENT,
    /** A share in words if a simple fraction is close: a third, about half; else a percentage. */
    FRACTION,
    /** How many times: twice, 2.4 times, 40 times. */
    TIMES,
    /** 2026-03-06 */
    DAY,
    /** On one line. */
    NAME,
    /** A name that begins a sentence or a cell: its first letter is a capital, unless it is a repository's or is written otherwise. */
    STARTING,
    /** The part of a repository's name after the owner. */
    SHORT,
    /** The part of a repository's name after the owner, cut to the room a drawing has. */
    REPO_TAG,
    /** A name, cut to the room a drawing has. */
    TAG,
    /** A name, cut to half that room. */
    SMALL_TAG,
    /** With capitals, as in a headline: agent memory is Agent Memory, ai agents are AI Agents. */
    HEADLINE,
    /** The first terms of a list, joined. */
    TERMS,
    /** An identifier with its underscores as spaces. */
    LABEL,
    /** Text of others, shortened, for use in quotation marks. */
    QUOTE,
    /** A whole sentence without its full stop. */
    STATEMENT,
    /** A sentence that begins with a repository's name, without its full stop. */
    CLAIM,
    /** The round number of stars that a claim names: 20,000. */
    GOAL,
    /** Text for machines. */
    CODE;

    private static final int QUOTE_LENGTH = 110;
    private static final int TAG_LENGTH = 24;
    private static final int SMALL_TAG_LENGTH = 16;
    private static final int TERMS_SHOWN = 4;
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{N}'’.-])\\p{Ll}[\\p{L}\\p{N}]*");
    /** A first word of small letters alone: not macOS. */
    private static final Pattern FIRST_SMALL = Pattern.compile("\\p{Ll}+(?![\\p{L}\\p{N}/])");

    private static final Pattern GOAL_OF_CLAIM = Pattern.compile(" reaches ([\\d,]+) stars ");

    private static final Set<String> ACRONYMS = Set.of(
            "ai", "api", "apis", "aws", "cli", "cpu", "css", "db", "gpu", "gui", "html", "http", "ide", "ios", "iot",
            "llm", "llms", "mcp", "ml", "nlp", "ocr", "os", "pdf", "php", "rag", "sdk", "seo", "sql", "ssh", "svg",
            "tts", "tui", "tv", "ui", "url", "vpn", "vr", "wasm");
    /** Words that a headline writes small, unless it begins with them. */
    private static final Set<String> SMALL_WORDS = Set.of("and", "of", "for", "the", "in", "on", "to", "with");

    /** The value as it is printed. */
    public String printed(Object value) {
        return switch (this) {
            case COUNT -> NumberFormats.count((Number) value);
            case SPELLED -> NumberFormats.spelled((Number) value);
            case ORDINAL -> NumberFormats.ordinal((Number) value);
            case PERCENT -> NumberFormats.percent((Number) value);
            case CHANGE -> NumberFormats.change((Number) value);
            case SCORE -> NumberFormats.score((Number) value);
            case RATE -> NumberFormats.rate((Number) value);
            case SIGNED_RATE -> NumberFormats.signedRate((Number) value);
            case SIGNED_COUNT -> NumberFormats.signedCount((Number) value);
            case MEASURE -> NumberFormats.measure((Number) value);
            case DECIMAL -> NumberFormats.decimal((Number) value);
            case ROUNDED -> NumberFormats.rounded((Number) value);
            case MAGNITUDE -> NumberFormats.magnitude((Number) value);
            case SIGNED_PERCENT -> NumberFormats.signedPercent((Number) value);
            case FRACTION -> NumberFormats.fraction((Number) value);
            case TIMES -> NumberFormats.times((Number) value);
            case DAY -> ((LocalDate) value).toString();
            case NAME, CODE -> OutsideText.line(value.toString());
            case STARTING -> starting(OutsideText.line(value.toString()));
            case SHORT -> shortName(OutsideText.line(value.toString()));
            case REPO_TAG -> OutsideText.line(shortName(OutsideText.line(value.toString())), TAG_LENGTH);
            case TAG -> OutsideText.line(value.toString(), TAG_LENGTH);
            case SMALL_TAG -> OutsideText.line(value.toString(), SMALL_TAG_LENGTH);
            case HEADLINE -> capitals(OutsideText.line(value.toString()));
            case TERMS -> terms((List<?>) value);
            case LABEL -> OutsideText.line(value.toString()).replace('_', ' ');
            case QUOTE -> OutsideText.line(value.toString(), QUOTE_LENGTH).replaceAll("[.。]+$", "");
            case GOAL -> goal(OutsideText.line(value.toString()));
            case STATEMENT, CLAIM -> OutsideText.line(value.toString()).replaceAll("\\.$", "");
        };
    }

    /** The number in a claim of {@code ledger.MilestoneClaims}; the whole claim where there is none. */
    private static String goal(String claim) {
        Matcher matcher = GOAL_OF_CLAIM.matcher(claim);
        return matcher.find() ? matcher.group(1) : claim;
    }

    /** The name stored with a fact. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of a code. */
    public static ValueFormat of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The default format of a unit. */
    public static ValueFormat ofUnit(String unit, Object value) {
        if (value instanceof List<?>) {
            return TERMS;
        }
        return switch (unit) {
            case "day, UTC" -> DAY;
            case "0-1", "0-1, share short of what is expected" -> PERCENT;
            case "-1 to 1" -> CHANGE;
            case "ratio, 0 is no change" -> MAGNITUDE;
            case "times" -> TIMES;
            case "stars/day", "robust deviations", "bits" -> RATE;
            case "points", "points, 0-100" -> SCORE;
            case "0-1, lower is better", "1 is perfect, 0 is the base rate" -> DECIMAL;
            default -> value instanceof Number ? COUNT : NAME;
        };
    }

    /** Whether it prints a number or a day. */
    public boolean isFigure() {
        return switch (this) {
            case COUNT,
                    SPELLED,
                    ORDINAL,
                    PERCENT,
                    CHANGE,
                    SCORE,
                    RATE,
                    SIGNED_RATE,
                    SIGNED_COUNT,
                    MEASURE,
                    DECIMAL,
                    ROUNDED,
                    MAGNITUDE,
                    SIGNED_PERCENT,
                    FRACTION,
                    TIMES,
                    DAY -> true;
            default -> false;
        };
    }

    private static String starting(String text) {
        return FIRST_SMALL.matcher(text).lookingAt() && GitHubLinks.page(text).isEmpty()
                ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
                : text;
    }

    private static String shortName(String fullName) {
        return GitHubLinks.page(fullName).isPresent() ? fullName.substring(fullName.indexOf('/') + 1) : fullName;
    }

    private static String capitals(String text) {
        return WORD.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.start() > 0 && SMALL_WORDS.contains(found.group())
                                ? found.group()
                                : capital(found.group())));
    }

    private static String capital(String word) {
        return ACRONYMS.contains(word)
                ? word.toUpperCase(Locale.ROOT)
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String terms(List<?> terms) {
        return terms.stream()
                .limit(TERMS_SHOWN)
                .map(term -> OutsideText.line(term.toString()))
                .collect(Collectors.joining(", "));
    }
}
