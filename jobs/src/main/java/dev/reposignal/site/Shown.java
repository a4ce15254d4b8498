package dev.reposignal.site;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as the pages print them; an unknown one as a dash. */
public final class Shown {
    private static final String UNKNOWN = "–";

    private Shown() {}

    /** A count: 12,345. */
    public static String count(@Nullable Long value) {
        return value == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", value);
    }

    /** A count with its noun: 1 star, 1,234 stars. */
    public static String counted(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    /** A whole number without separators, such as a place; a dash for null. */
    public static String place(@Nullable Integer value) {
        return value == null ? UNKNOWN : value.toString();
    }

    /** A gain with its sign: +1,234, −5. */
    public static String gain(@Nullable Long value) {
        return value == null ? UNKNOWN : signed(String.format(Locale.ROOT, "%,d", Math.abs(value)), value);
    }

    /** A velocity: one decimal below a hundred. */
    public static String number(@Nullable Double value) {
        if (value == null) {
            return UNKNOWN;
        }
        String digits = String.format(Locale.ROOT, Math.abs(value) >= 99.95 ? "%,.0f" : "%.1f", Math.abs(value));
        return value < 0 && !digits.equals("0.0") ? "−" + digits : digits;
    }

    /** A measured value of any size: whole numbers whole, others to three decimals or, from a hundred on, none. */
    public static String measured(@Nullable Double value) {
        if (value == null) {
            return UNKNOWN;
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return String.format(Locale.ROOT, isWhole || Math.abs(value) >= 100 ? "%,.0f" : "%.3f", value)
                .replace('-', '−');
    }

    /** A share as a percentage: one decimal below ten. */
    public static String percent(@Nullable Double share) {
        return share == null
                ? UNKNOWN
                : String.format(Locale.ROOT, Math.abs(share) >= 0.0995 ? "%.0f %%" : "%.1f %%", 100 * share);
    }

    /** A score or rate to three decimals. */
    public static String decimals(@Nullable Double value) {
        return value == null
                ? UNKNOWN
                : String.format(Locale.ROOT, "%.3f", value).replace('-', '−');
    }

    /** A value as stored. */
    public static String plain(@Nullable Object value) {
        return value == null ? UNKNOWN : value.toString();
    }

    private static String signed(String digits, long value) {
        return value > 0 ? "+" + digits : value < 0 ? "−" + digits : digits;
    }
}
