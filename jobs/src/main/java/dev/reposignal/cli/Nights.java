package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Shared by commands about one night. */
final class Nights {

    private Nights() {}

    /**
     * The requested day, or the latest day of the table.
     *
     * @throws dev.reposignal.error.UserException if the table does not have the day
     */
    static LocalDate day(Lake lake, Table table, @Nullable LocalDate requested) {
        LocalDate day = requested != null
                ? requested
                : lake.latestDay(table).orElseThrow(() -> Errors.missingTable(table.name(), lake.root()));
        if (!lake.days(table).contains(day)) {
            throw Errors.missingDay(table.name(), day.toString(), lake.root());
        }
        return day;
    }
}
