package dev.reposignal.chart;

import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Star counts over time, and below them the stars gained per day, as points of a drawing {@link #WIDTH} units wide and
 * {@link #HEIGHT} high. Days without an observation are bridged by a line of their own kind, so that a guess is not read as a
 * count; the pace of such days is the mean over them.
 *
 * @param isFromZero whether the axis begins at zero
 * @param description what it shows, for those who do not see it
 * @param lines unbroken runs of daily observations, as points of polylines
 * @param gaps the bridges over missing days
 * @param dots observations with no neighbour
 * @param marks nights on which it surfaced
 * @param pace the stars gained per day as the path of a stepped line
 * @param paceGaps the part of it that is a mean over missing days
 * @param paceRows the grid of the pace
 * @param zero where the pace is 0, from the top
 * @param target what an open prediction asks for; null without one
 */
public record HistoryChart(
        boolean isFromZero,
        String description,
        List<String> lines,
        List<Bridge> gaps,
        List<Place> dots,
        List<Place> marks,
        List<Tick> rows,
        List<Tick> columns,
        String pace,
        String paceGaps,
        List<Tick> paceRows,
        String zero,
        @Nullable Target target) {
    public static final int WIDTH = 720;
    public static final int HEIGHT = 400;
    /** Where the axis begins, right of its labels. */
    public static final int LEFT = 64;
    /** Where the last day is. */
    public static final int RIGHT = 704;
    /** The least distance of a count from the top. */
    public static final int TOP = 12;
    /** Where the axis of days runs. */
    public static final int BOTTOM = 248;

    /** Where the panel of the pace begins. */
    public static final int PACE_TOP = 292;
    /** Where it ends. */
    public static final int PACE_BOTTOM = 376;

    private static final int ROWS = 4;
    private static final int PACE_ROWS = 2;
    private static final int COLUMNS = 6;
    /** A pace of days that counts as daily. */
    private static final int DAILY = 1;

    /** A point of the drawing. */
    public record Place(String x, String y) {}

    /** From the last count before missing days to the first after them. */
    public record Bridge(Place from, Place to) {}

    /**
     * The line from the stars at an open prediction to the stars that it asks for on the day it is due.
     *
     * @param words what it asks for
     */
    public record Target(Place from, Place to, String words) {}

    /**
     * An open prediction.
     *
     * @param fromStars stars on the day it was made
     * @param toStars stars that make it true on the day it is due
     */
    public record Goal(LocalDate madeOn, long fromStars, LocalDate dueOn, long toStars) {}

    /** A line of the grid. */
    public record Tick(String at, String label) {}

    public HistoryChart {
        lines = List.copyOf(lines);
        gaps = List.copyOf(gaps);
        dots = List.copyOf(dots);
        marks = List.copyOf(marks);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        paceRows = List.copyOf(paceRows);
    }

    /** Whether there is a line to draw. */
    public boolean isDrawn() {
        return !lines.isEmpty() || !gaps.isEmpty();
    }

    /** Stars observed at the start of a day. */
    public record Count(LocalDate day, long stars) {}

    /**
     * The history of a repository.
     *
     * @param counts observations, by day
     * @param surfacing the nights on which it surfaced, with its stars then; those outside of the counts are left out
     * @param goal an open prediction; null without one
     */
    public static HistoryChart of(List<Count> counts, List<Count> surfacing, @Nullable Goal goal) {
        if (counts.size() < 2) {
            return new HistoryChart(
                    true, "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "", "", List.of(), "",
                    null);
        }
        Scale scale = Scale.of(counts, goal);
        Pace pace = Pace.of(counts, scale);
        List<String> lines = new ArrayList<>();
        List<Bridge> gaps = new ArrayList<>();
        List<Place> dots = new ArrayList<>();
        List<Count> run = new ArrayList<>();
        long longest = 0;
        for (Count count : counts) {
            if (!run.isEmpty()) {
                Count before = run.get(run.size() - 1);
                long days = ChronoUnit.DAYS.between(before.day(), count.day());
                if (days > DAILY) {
                    longest = Math.max(longest, days - 1);
                    gaps.add(new Bridge(scale.place(before), scale.place(count)));
                    finish(run, scale, lines, dots);
                    run = new ArrayList<>();
                }
            }
            run.add(count);
        }
        finish(run, scale, lines, dots);
        Count first = counts.get(0);
        Count last = counts.get(counts.size() - 1);
        String description = String.format(
                Locale.ROOT,
                "%s stars on %s, %s on %s. %s",
                NumberFormats.count(first.stars()),
                first.day(),
                NumberFormats.count(last.stars()),
                last.day(),
                longest == 0
                        ? "Observed on every day."
                        : "The longest time without an observation is %d %s."
                                .formatted(longest, longest == 1 ? "day" : "days"));
        return new HistoryChart(
                scale.low() == 0,
                description,
                lines,
                gaps,
                dots,
                surfacing.stream()
                        .filter(night -> scale.holds(night.day()))
                        .map(scale::place)
                        .toList(),
                scale.rows(),
                scale.columns(),
                pace.line(),
                pace.gaps(),
                pace.rows(),
                pace.zero(),
                goal == null ? null : target(goal, scale));
    }

    private static Target target(Goal goal, Scale scale) {
        return new Target(
                scale.place(new Count(goal.madeOn(), goal.fromStars())),
                scale.place(new Count(goal.dueOn(), goal.toStars())),
                "needs %s by %s".formatted(NumberFormats.count(goal.toStars()), goal.dueOn()));
    }

    /** The stars gained per day between two observations, each as a step as long as the time between them. */
    private record Pace(String line, String gaps, List<Tick> rows, String zero) {
        static Pace of(List<Count> counts, Scale scale) {
            double least = 0;
            double most = 0;
            for (int i = 1; i < counts.size(); i++) {
                least = Math.min(least, perDay(counts, i));
                most = Math.max(most, perDay(counts, i));
            }
            double step = AxisScale.roundStep(Math.max(1, most - least) / PACE_ROWS);
            // A few lost stars need room and no line of the grid.
            double low = least;
            double high = Math.max(step, Math.ceil(most / step) * step);
            AxisScale up = AxisScale.linear(low, high, PACE_BOTTOM, PACE_TOP);
            StringBuilder line = new StringBuilder();
            StringBuilder gaps = new StringBuilder();
            for (int i = 1; i < counts.size(); i++) {
                String from = scale.x(counts.get(i - 1).day());
                String to = scale.x(counts.get(i).day());
                String height = AxisScale.shown(up.at(perDay(counts, i)));
                boolean isGap = days(counts, i) > DAILY;
                if (isGap) {
                    gaps.append("M%s %sH%s".formatted(from, height, to));
                }
                line.append(i == 1 || isGap ? "M" + (isGap ? to : from) + " " + height : "V" + height);
                if (!isGap) {
                    line.append('H').append(to);
                }
            }
            List<Tick> rows = new ArrayList<>();
            for (double value = Math.ceil(low / step) * step; value <= high + step / 2; value += step) {
                rows.add(new Tick(AxisScale.shown(up.at(value)), NumberFormats.count(Math.round(value))));
            }
            return new Pace(line.toString(), gaps.toString(), rows, AxisScale.shown(up.at(0.0)));
        }

        private static long days(List<Count> counts, int i) {
            return ChronoUnit.DAYS.between(
                    counts.get(i - 1).day(), counts.get(i).day());
        }

        private static double perDay(List<Count> counts, int i) {
            return (counts.get(i).stars() - counts.get(i - 1).stars()) / (double) days(counts, i);
        }
    }

    private static void finish(List<Count> run, Scale scale, List<String> lines, List<Place> dots) {
        if (run.size() == 1) {
            dots.add(scale.place(run.get(0)));
            return;
        }
        StringBuilder points = new StringBuilder();
        String column = "";
        for (int i = 0; i < run.size(); i++) {
            Place place = scale.place(run.get(i));
            // More than one count per unit of the drawing would not be visible.
            if (i > 0 && i < run.size() - 1 && place.x().equals(column)) {
                continue;
            }
            column = place.x();
            points.append(points.isEmpty() ? "" : " ")
                    .append(place.x())
                    .append(',')
                    .append(place.y());
        }
        lines.add(points.toString());
    }

    private record Scale(LocalDate first, LocalDate last, double low, double high, double step) {
        static Scale of(List<Count> counts, @Nullable Goal goal) {
            long least = counts.stream().mapToLong(Count::stars).min().orElseThrow();
            long most = counts.stream().mapToLong(Count::stars).max().orElseThrow();
            LocalDate last = counts.get(counts.size() - 1).day();
            if (goal != null) {
                most = Math.max(most, goal.toStars());
                last = goal.dueOn().isAfter(last) ? goal.dueOn() : last;
            }
            double step = AxisScale.roundStep(Math.max(1, most - least) / (double) ROWS);
            double low = Math.floor(least / step) * step;
            double high = Math.max(low + step, Math.ceil(most / step) * step);
            return new Scale(counts.get(0).day(), last, low, high, step);
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }

        Place place(Count count) {
            return new Place(x(count.day()), y((double) count.stars()));
        }

        private String x(LocalDate day) {
            return AxisScale.shown(AxisScale.days(first, last, LEFT, RIGHT).at(day));
        }

        private String y(double stars) {
            return AxisScale.shown(AxisScale.linear(low, high, BOTTOM, TOP).at(stars));
        }

        List<Tick> rows() {
            List<Tick> ticks = new ArrayList<>();
            for (double stars = low; stars <= high + step / 2; stars += step) {
                ticks.add(new Tick(y(stars), NumberFormats.count(Math.round(stars))));
            }
            return ticks;
        }

        List<Tick> columns() {
            YearMonth month = YearMonth.from(first).plusMonths(1);
            YearMonth end = YearMonth.from(last);
            long months = Math.max(0, ChronoUnit.MONTHS.between(month, end) + 1);
            if (months == 0) {
                return List.of(new Tick(x(first), first.toString()), new Tick(x(last), last.toString()));
            }
            long step = Math.max(1, (months + COLUMNS - 1) / COLUMNS);
            List<Tick> ticks = new ArrayList<>();
            for (YearMonth at = month; !at.isAfter(end); at = at.plusMonths(step)) {
                // A label at the very end would be cut off.
                if (at.atDay(1).isBefore(last.minusDays(ChronoUnit.DAYS.between(first, last) / 25))) {
                    ticks.add(new Tick(x(at.atDay(1)), at.toString()));
                }
            }
            return ticks;
        }
    }
}
