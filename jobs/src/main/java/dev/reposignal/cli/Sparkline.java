package dev.reposignal.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;

/** A series as a line of blocks, low to high; a dot for a missing value. */
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final char GAP = '·';

    private Sparkline() {}

    /** One character per day from first to last, or per several days to fit the width, with their last value. */
    static String ofDays(NavigableMap<LocalDate, Long> values, LocalDate first, LocalDate last, int width) {
        long days = last.toEpochDay() - first.toEpochDay() + 1;
        long step = Math.max(1, (days + width - 1) / width);
        List<OptionalDouble> points = new ArrayList<>();
        // Counted back from the last day, so that the last character is for as many days as the others.
        for (LocalDate end = last; !end.isBefore(first); end = end.minusDays(step)) {
            Map.Entry<LocalDate, Long> known = values.floorEntry(end);
            boolean isThen = known != null && known.getKey().isAfter(end.minusDays(step));
            points.add(0, isThen ? OptionalDouble.of(known.getValue()) : OptionalDouble.empty());
        }
        return of(points);
    }

    static String of(List<OptionalDouble> points) {
        double low =
                points.stream().flatMapToDouble(OptionalDouble::stream).min().orElse(0);
        double high =
                points.stream().flatMapToDouble(OptionalDouble::stream).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (OptionalDouble point : points) {
            if (point.isEmpty()) {
                line.append(GAP);
            } else {
                double share = high > low ? (point.getAsDouble() - low) / (high - low) : 0;
                line.append(BLOCKS.charAt((int) Math.round(share * (BLOCKS.length() - 1))));
            }
        }
        return line.toString();
    }
}
