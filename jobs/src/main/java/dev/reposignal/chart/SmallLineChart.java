package dev.reposignal.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of star counts as small as a word, {@link #WIDTH} units wide and {@link #HEIGHT} high, on a scale of its own. It
 * shows a shape and no values: the figures are beside it.
 *
 * @param line the path through the counts, broken where days are missing
 * @param gaps the path that bridges missing days; "" without any
 * @param x the last count, from the left
 * @param y the last count, from the top
 */
public record SmallLineChart(String line, String gaps, String x, String y) {
    public static final int WIDTH = 120;
    public static final int HEIGHT = 28;
    private static final double MARGIN = 4;

    /** Stars observed at the start of a day. */
    public record Count(LocalDate day, long stars) {}

    /** Whether there is a line to draw. */
    public boolean isDrawn() {
        return !line.isEmpty();
    }

    /** The line of observations, by day. */
    public static SmallLineChart of(List<Count> counts) {
        if (counts.size() < 2) {
            return new SmallLineChart("", "", "", "");
        }
        Count last = counts.get(counts.size() - 1);
        long least = counts.stream().mapToLong(Count::stars).min().orElseThrow();
        long most = counts.stream().mapToLong(Count::stars).max().orElseThrow();
        AxisScale across = AxisScale.days(counts.get(0).day(), last.day(), MARGIN, WIDTH - MARGIN);
        AxisScale up = AxisScale.linear((double) least, (double) most, HEIGHT - MARGIN, MARGIN);
        List<String> points = new ArrayList<>();
        for (Count count : counts) {
            points.add(AxisScale.shown(across.at(count.day())) + " " + AxisScale.shown(up.at((double) count.stars())));
        }
        StringBuilder line = new StringBuilder("M").append(points.get(0));
        StringBuilder gaps = new StringBuilder();
        for (int i = 1; i < counts.size(); i++) {
            boolean isNext =
                    counts.get(i - 1).day().plusDays(1).equals(counts.get(i).day());
            line.append(isNext ? "L" : "M").append(points.get(i));
            if (!isNext) {
                gaps.append("M").append(points.get(i - 1)).append("L").append(points.get(i));
            }
        }
        return new SmallLineChart(
                line.toString(), gaps.toString(), AxisScale.shown(across.at(last.day())), AxisScale.shown(up.at((double)
                        last.stars())));
    }
}
