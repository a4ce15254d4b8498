package dev.reposignal.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are printed, everywhere: in the article, on the site, on the page of a backtest and by the command line.
 *
 * <p>Percentages have no space before their sign, thousands a comma, negative numbers a true minus sign; halves are
 * rounded away from zero. An unknown number (null) is a dash, never a zero. Formatting only: a number that has to be
 * computed is a column of a table.
 */
public final class NumberFormats {
    /** What is printed for an unknown number. */
    public static final String UNKNOWN = "–";

    /** From here on a rate has no decimals; what rounds to 100.0 counts as 100. */
    private static final double LEAST_WHOLE_RATE = 99.95;

    /** From here on a percentage has no decimals; what rounds to 10.0 counts as 10. */
    private static final double LEAST_WHOLE_PERCENT = 9.95;

    /** From here on a quantity has no decimals. */
    private static final double LEAST_WHOLE_QUANTITY = 1000;

    private static final Pattern NEGATIVE_ZERO = Pattern.compile("-(0(\\.0+)?)");

    private static final List<String> SPELLED = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private static final List<String> ORDINALS = List.of(
            "",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth");

    /** Shares that have a name, none nearer than a twentieth to another. */
    private static final Map<String, Double> FRACTIONS = fractions();

    private NumberFormats() {}

    private static Map<String, Double> fractions() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("half", 0.5);
        named.put("a third", 1 / 3.0);
        named.put("two thirds", 2 / 3.0);
        named.put("a quarter", 0.25);
        named.put("three quarters", 0.75);
        named.put("a fifth", 0.2);
        named.put("a tenth", 0.1);
        return Collections.unmodifiableMap(named);
    }

    /** A count: 6,142. */
    public static String count(@Nullable Number value) {
        return format("#,##0", value);
    }

    /** A count with its noun: 1 star, 1,234 stars. */
    public static String counted(Number value, String one, String many) {
        return count(value) + " " + (value.doubleValue() == 1 ? one : many);
    }

    /** A gain or loss with its sign: +1,550, −5, 0. */
    public static String signedCount(@Nullable Number value) {
        return signed(count(value));
    }

    /** A small count in words: no, three, twelve; digits above twelve. */
    static String spelled(Number value) {
        long number = value.longValue();
        return number >= 0 && number < SPELLED.size() ? SPELLED.get((int) number) : count(number);
    }

    /** A rank: third; 13th from thirteen on. */
    public static String ordinal(Number value) {
        long number = value.longValue();
        if (number > 0 && number < ORDINALS.size()) {
            return ORDINALS.get((int) number);
        }
        long tens = Math.floorMod(number, 100L);
        String ending = tens >= 11 && tens <= 13
                ? "th"
                : switch ((int) Math.floorMod(number, 10L)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return count(number) + ending;
    }

    /** "a" or "an", by the pronunciation of the next word: a 7, an 8, an 11, a 100, a Python, an HTML. */
    public static String article(String following) {
        String digits = following.replaceAll("^(\\d+).*", "$1");
        if (!digits.isEmpty() && Character.isDigit(digits.charAt(0))) {
            return digits.startsWith("8") || digits.equals("11") || digits.equals("18") ? "an" : "a";
        }
        if (following.matches("[A-Z]{2,5}(\\W.*)?")) {
            return "AEFHILMNORSX".indexOf(following.charAt(0)) >= 0 ? "an" : "a";
        }
        return following.matches("(?i)[aeiou].*") && !following.matches("(?i)(uni|use|usa|eu|one).*") ? "an" : "a";
    }

    /** A whole number as a count, any other as a rate. */
    public static String measure(@Nullable Number value) {
        return isWhole(value) ? count(value) : rate(value);
    }

    /** A number of any unit and size: 846, 0.123, 999.500; from a thousand on without decimals, 12,345. */
    public static String quantity(@Nullable Number value) {
        return isWhole(value) || (value != null && Math.abs(value.doubleValue()) >= LEAST_WHOLE_QUANTITY)
                ? count(value)
                : thousandths(value);
    }

    /** A figure in a sentence: up to three decimals without needless zeros, 0.012, 0.5. */
    public static String decimal(@Nullable Number value) {
        return format("0.0##", value);
    }

    /** A figure in a column of its like: always three decimals, 0.012, 0.500. */
    public static String thousandths(@Nullable Number value) {
        return format("#,##0.000", value);
    }

    /** A ratio or a similarity: two decimals, 2.35. */
    public static String ratio(@Nullable Number value) {
        return format("#,##0.00", value);
    }

    /** A share of 0 to 1 as a percentage: 38%, from ten percent down with a decimal, 1.2%. */
    public static String percent(@Nullable Number share) {
        return share == null ? UNKNOWN : percentagePoints(share) + "%";
    }

    /** A growth or loss as a percentage with its sign: +36%, −4.2%. */
    public static String signedPercent(@Nullable Number growth) {
        return signed(percent(growth));
    }

    /** A share of 0 to 1 as a percentage to compare with a similar one: always one decimal, 38.0%. */
    public static String exactPercent(@Nullable Number share) {
        return share == null ? UNKNOWN : format("#,##0.0", 100 * share.doubleValue()) + "%";
    }

    /** The change of a share with its direction: up 4 points. */
    static String change(Number shareChange) {
        double change = shareChange.doubleValue();
        String points = percentagePoints(Math.abs(change));
        if (points.equals("0")) {
            return "unchanged";
        }
        return "%s %s %s".formatted(change > 0 ? "up" : "down", points, points.equals("1") ? "point" : "points");
    }

    /** A signal score where it is alone: 69.3; rounded by its decimal digits, so that 0.15 is 0.2. */
    public static String score(@Nullable Number score) {
        return format("0.0", score == null ? null : new BigDecimal(score.toString()));
    }

    /** Points of a signal score where a reader may add them up: as they are stored, 69.25. */
    public static String points(@Nullable Number points) {
        return format("0.00", points);
    }

    /** A velocity in stars a day: 12.4, −3.2, and 1,204 from a hundred on. */
    public static String rate(@Nullable Number perDay) {
        return format(perDay != null && Math.abs(perDay.doubleValue()) >= LEAST_WHOLE_RATE ? "#,##0" : "0.0", perDay);
    }

    /** A change of velocity in stars a day, with its sign: +12.4. */
    public static String signedRate(@Nullable Number perDay) {
        return signed(rate(perDay));
    }

    private static String percentagePoints(Number share) {
        double points = 100 * share.doubleValue();
        return format(Math.abs(points) >= LEAST_WHOLE_PERCENT ? "#,##0" : "0.#", points);
    }

    private static String signed(String number) {
        return Character.isDigit(number.charAt(0)) && !number.matches("0(\\.0)?%?") ? "+" + number : number;
    }

    private static boolean isWhole(@Nullable Number value) {
        return value != null && value.doubleValue() == Math.rint(value.doubleValue());
    }

    private static String format(String pattern, @Nullable Number value) {
        if (value == null) {
            return UNKNOWN;
        }
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        String digits = format.format(value);
        Matcher zero = NEGATIVE_ZERO.matcher(digits);
        return zero.matches() ? zero.group(1) : digits.replace('-', '−');
    }

    /** A number to two figures, for reading: 18,000 of 18,298, 510 of 506, 42 of 41.7, 4.6 of 4.57. */
    static String rounded(Number value) {
        double number = value.doubleValue();
        if (Math.abs(number) < 10) {
            return format("0.#", number);
        }
        double step = Math.pow(10, Math.floor(Math.log10(Math.abs(number))) - 1);
        return format("#,##0", Math.rint(number / step) * step);
    }

    /** A growth or a loss without its sign: 36%; 3.5 times from a growth of two and a half on is left to {@link #times}. */
    static String magnitude(Number share) {
        return format("#,##0", Math.abs(share.doubleValue()) * 100) + "%";
    }

    /** A share in words if a simple fraction is close: half, about a third, nearly all; else a percentage. */
    static String fraction(Number share) {
        double value = share.doubleValue();
        if (value >= 0.995) {
            return "all";
        }
        if (value >= 0.94) {
            return "nearly all";
        }
        for (Map.Entry<String, Double> named : FRACTIONS.entrySet()) {
            double distance = Math.abs(value - named.getValue());
            if (distance <= 0.005) {
                return named.getKey();
            }
            if (distance <= 0.025) {
                return "about " + named.getKey();
            }
        }
        return percent(share);
    }

    /** How many times: twice, 2.4 times, 40 times. */
    static String times(Number ratio) {
        double value = ratio.doubleValue();
        if (Math.abs(value - 2) < 0.02) {
            return "twice";
        }
        return (value < 9.5 ? format("0.#", value) : rounded(value)) + " times";
    }
}
