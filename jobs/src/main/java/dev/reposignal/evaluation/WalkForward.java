package dev.reposignal.evaluation;

import dev.reposignal.model.BreakoutModel;
import dev.reposignal.model.Training;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Days of the past in months, each judged by a model that has seen nothing after the month's first day asked for. */
final class WalkForward {
    private WalkForward() {}

    /** The days by month, in order. */
    static Map<YearMonth, List<LocalDate>> months(List<LocalDate> days) {
        Map<YearMonth, List<LocalDate>> months = new TreeMap<>();
        days.forEach(day -> months.computeIfAbsent(YearMonth.from(day), month -> new ArrayList<>())
                .add(day));
        return months;
    }

    /** The model for the days of a month; empty as long as too little is known. */
    static Optional<BreakoutModel> model(List<LocalDate> daysOfMonth, Dataset<Row> sample) {
        return Training.fitted(daysOfMonth.get(0), sample);
    }
}
