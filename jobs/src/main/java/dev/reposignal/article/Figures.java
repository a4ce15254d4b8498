package dev.reposignal.article;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** How numbers are printed. Formatting only: a figure that has to be computed is a column of a table. */
final class Figures {
    private static final List<String> SPELLED = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private Figures() {}

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
