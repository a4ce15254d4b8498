package dev.reposignal.signal;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Consecutive days that are judged one after the other, once all their rows are there. */
final class FeedPass {
    private static final int IS_DISTORTED = Tables.FEED_HEALTH.schema().fieldIndex("is_distorted");

    private final Settings.Health settings;
    private final Map<LocalDate, Boolean> known;
    private final LocalDate start;
    private final int length;
    private final FeedDays days;

    /**
     * No rows yet.
     *
     * @param known days that were judged already, and whether they are distorted
     * @param start the first day that may have rows
     * @param length days that may have rows
     */
    FeedPass(Settings.Health settings, Map<LocalDate, Boolean> known, LocalDate start, int length) {
        this.settings = settings;
        this.known = known;
        this.start = start;
        this.length = length;
        this.days = new FeedDays(length);
    }

    /** Adds a row of the columns that {@link FeedDays#add} reads, the first of them the day since 1970; one without a key is none. */
    void add(Row row) {
        if (!row.isNullAt(1)) {
            days.add((int) (row.getInt(0) - start.toEpochDay()), row);
        }
    }

    /**
     * The rows of {@code feed_health} of the days from this one on that have rows and are not known, in their order.
     *
     * @param required a day that has a row also where it is known or has no rows; null for none
     */
    List<Row> judged(LocalDate first, @Nullable LocalDate required) {
        List<Row> judged = new ArrayList<>();
        for (int number = 0; number < length; number++) {
            LocalDate day = start.plusDays(number);
            boolean isRequired = day.equals(required);
            Boolean isKnownToBeDistorted = isRequired ? null : known.get(day);
            boolean isDistorted = isKnownToBeDistorted != null && isKnownToBeDistorted;
            if (isRequired || (isKnownToBeDistorted == null && !day.isBefore(first) && days.rows(number) > 0)) {
                Row row = new FeedJudgement(settings, day, days, number).row();
                judged.add(row);
                isDistorted = row.getBoolean(IS_DISTORTED);
            }
            if (isDistorted) {
                days.leaveOut(number);
            }
        }
        return judged;
    }
}
