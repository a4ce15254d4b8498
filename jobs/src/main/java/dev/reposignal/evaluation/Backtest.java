package dev.reposignal.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a backtest found.
 *
 * @param id names the backtest in {@code backtest_metrics}
 * @param firstDay first day that is graded
 * @param lastDay last day that is graded
 * @param measurements every figure
 */
public record Backtest(String id, LocalDate firstDay, LocalDate lastDay, List<Measurement> measurements) {
    public Backtest {
        measurements = List.copyOf(measurements);
    }

    /** The id of a backtest over a range of days: another run over the same days replaces it. */
    public static String id(LocalDate firstDay, LocalDate lastDay) {
        return firstDay + ".." + lastDay;
    }

    /** The same with figures that were measured elsewhere. */
    public Backtest with(List<Measurement> more) {
        List<Measurement> all = new ArrayList<>(measurements);
        all.addAll(more);
        return new Backtest(id, firstDay, lastDay, all);
    }

    /** One figure. */
    public Optional<Measurement> measurement(String period, String method, String metric, int place) {
        return measurements.stream()
                .filter(measurement -> measurement.period().equals(period)
                        && measurement.method().equals(method)
                        && measurement.metric().equals(metric)
                        && measurement.place() == place)
                .findFirst();
    }

    /** The periods measured: the whole first, then the quarters in order. */
    public List<String> periods() {
        return measurements.stream().map(Measurement::period).distinct().toList();
    }
}
