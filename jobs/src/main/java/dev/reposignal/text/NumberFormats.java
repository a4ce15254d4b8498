package dev.reposignal.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** How numbers are printed. Formatting only: a figure that has to be computed is a column of a table. */
public final class NumberFormats {
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

    private NumberFormats() {}

    /** 6,142 */
    static String count(Number value) {
        return decimal("#,##0", value.doubleValue());
    }

    /** +1,550 */
    static String signedCount(Number value) {
        return value.doubleValue() > 0 ? "+" + count(value) : count(value);
    }

    /** Three; digits above twelve. */
    static String spelled(Number value) {
        long number = value.longValue();
        return number >= 0 && number < SPELLED.size() ? SPELLED.get((int) number) : count(number);
    }

    /** Third; 13th from thirteen on. */
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

    /** A or an, as what follows is spoken: a 7, an 8, an 11, a 100, a Python, an HTML. */
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
    static String measure(Number value) {
        return value.doubleValue() == Math.rint(value.doubleValue()) ? count(value) : rate(value);
    }

    /** 0.012: three decimals, without needless zeros. */
    static String decimal(Number value) {
        return decimal("0.0##", value.doubleValue());
    }

    /** 38 %, 1.2 % below ten. */
    static String percent(Number share) {
        return points(share) + "%";
    }

    /** Percentage points with their direction: up 4 points. */
    static String change(Number shareChange) {
        double change = shareChange.doubleValue();
        String points = points(Math.abs(change));
        if (points.equals("0")) {
            return "unchanged";
        }
        return "%s %s %s".formatted(change > 0 ? "up" : "down", points, points.equals("1") ? "point" : "points");
    }

    /** 69.3 */
    static String score(Number points) {
        return new BigDecimal(points.toString())
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** Stars a day: 12.4, 1,204 from a hundred on; a loss has its minus. */
    static String rate(Number perDay) {
        double value = perDay.doubleValue();
        String digits = Math.abs(value) < 99.95 ? decimal("0.0", Math.abs(value)) : decimal("#,##0", Math.abs(value));
        boolean isZero = digits.equals("0.0");
        return value < 0 && !isZero ? "−" + digits : digits;
    }

    /** Stars a day with their sign: +12.4. */
    static String signedRate(Number perDay) {
        String rate = rate(perDay);
        return rate.equals("0.0") || rate.startsWith("−") ? rate : "+" + rate;
    }

    private static String points(Number share) {
        double percent = share.doubleValue() * 100;
        return Math.abs(percent) < 9.95 ? decimal("0.#", percent) : decimal("#,##0", percent);
    }

    private static String decimal(String pattern, double value) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value).replaceAll("^-(0(\\.0)?)$", "$1").replace('-', '−');
    }
}
