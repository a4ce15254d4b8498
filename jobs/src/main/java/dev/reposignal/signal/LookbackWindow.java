package dev.reposignal.signal;

import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A window back from a day. Its reference is the latest observation at least {@code days} and at most {@code days + slack}
 * days before; the slack bridges days that the feed misses.
 *
 * @param days days back at least
 * @param slack days more at most
 */
public record LookbackWindow(int days, int slack) {
    /** One to three days. */
    public static final LookbackWindow DAY = new LookbackWindow(1, 2);

    /** Three to five days. */
    public static final LookbackWindow THREE_DAYS = new LookbackWindow(3, 2);

    /** Seven to ten days. */
    public static final LookbackWindow WEEK = new LookbackWindow(7, 3);

    /** 28 to 34 days, the four weeks that are called a month. */
    public static final LookbackWindow MONTH = new LookbackWindow(28, 6);

    /** Days back at most. */
    public int longestDays() {
        return days + slack;
    }

    /**
     * The latest row at least {@code days} before, which {@link #within} then compares with the end of the window: a window
     * frame that only grows is carried on from row to row, one with two moving ends is made anew for every row.
     *
     * @param byDay the rows of one repository in the order of their day numbers
     * @param row what is taken from that row, the day number among it
     */
    public Column latestBefore(WindowSpec byDay, Column row) {
        return last(row).over(byDay.rangeBetween(Window.unboundedPreceding(), -days));
    }

    /**
     * The reference: what {@link #latestBefore} gave, null where it lies before the window.
     *
     * @param dayNumber the day number of the row itself
     * @param latest the row that was found
     * @param latestDayNumber the day number of that row
     */
    public Column within(Column dayNumber, Column latest, Column latestDayNumber) {
        return when(dayNumber.minus(latestDayNumber).leq(longestDays()), latest);
    }
}
