package dev.reposignal.site;

import dev.reposignal.site.Repository.BoardNight;
import dev.reposignal.site.Repository.Count;
import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Star counts over time as places in a drawing {@link #WIDTH} units wide and {@link #HEIGHT} high. Days without an
 * observation are bridged by a line of their own kind, so that nobody takes a guess for a count.
 *
 * @param isFromZero whether the axis begins at zero
 * @param description what it shows, for those who do not see it
 * @param lines unbroken runs of daily observations, as points of polylines
 * @param gaps the bridges over missing days
 * @param dots observations with no neighbour
 * @param marks nights on which it surfaced
 */
public record HistoryChart(
        boolean isFromZero,
        String description,
        List<String> lines,
        List<Bridge> gaps,
        List<Place> dots,
        List<Place> marks,
        List<Tick> rows,
        List<Tick> columns) {
    public static final int WIDTH = 720;
    public static final int HEIGHT = 280;
    /** Where the axis begins, right of its labels. */
    public static final int LEFT = 64;
    /** Where the last day stands. */
    public static final int RIGHT = 704;
    /** Where the highest count may stand. */
    public static final int TOP = 12;
    /** Where the axis of days runs. */
    public static final int BOTTOM = 248;

    private static final int ROWS = 4;
    private static final int COLUMNS = 6;
    /** A pace of days that counts as daily. */
    private static final int DAILY = 1;

    /** A place in the drawing. */
    public record Place(String x, String y) {}

    /** From the last count before missing days to the first after them. */
    public record Bridge(Place from, Place to) {}

    /** A line of the grid. */
    public record Tick(String at, String label) {}

    public HistoryChart {
        lines = List.copyOf(lines);
        gaps = List.copyOf(gaps);
        dots = List.copyOf(dots);
        marks = List.copyOf(marks);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** Whether there is a line to draw. */
    public boolean isDrawn() {
        return !lines.isEmpty() || !gaps.isEmpty();
    }

    static HistoryChart of(Repository repository) {
        List<Count> counts = repository.counts();
        if (counts.size() < 2) {
            return new HistoryChart(true, "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }
        Scale scale = Scale.of(counts);
        List<String> lines = new ArrayList<>();
        List<Bridge> gaps = new ArrayList<>();
        List<Place> dots = new ArrayList<>();
        List<Count> run = new ArrayList<>();
        long longest = 0;
        for (Count count : counts) {
            if (!run.isEmpty()) {
                Count before = run.get(run.size() - 1);
                long days = ChronoUnit.DAYS.between(before.snapshotDate(), count.snapshotDate());
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
                first.snapshotDate(),
                NumberFormats.count(last.stars()),
                last.snapshotDate(),
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
                marks(repository.nights(), scale),
                scale.rows(),
                scale.columns());
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
            // More than one count per unit of the drawing says nothing more.
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

    private static List<Place> marks(List<BoardNight> nights, Scale scale) {
        return nights.stream()
                .filter(BoardNight::isSurfacing)
                .filter(night -> scale.holds(night.snapshotDate()))
                .map(night -> scale.place(new Count(night.snapshotDate(), night.stars())))
                .toList();
    }

    private record Scale(LocalDate first, LocalDate last, double low, double high, double step) {
        static Scale of(List<Count> counts) {
            long least = counts.stream().mapToLong(Count::stars).min().orElseThrow();
            long most = counts.stream().mapToLong(Count::stars).max().orElseThrow();
            double step = niceStep(Math.max(1, most - least) / (double) ROWS);
            double low = Math.floor(least / step) * step;
            double high = Math.max(low + step, Math.ceil(most / step) * step);
            return new Scale(counts.get(0).snapshotDate(), counts.get(counts.size() - 1).snapshotDate(), low, high, step);
        }

        /** The next of 1, 2, 5, 10, 20, ... */
        private static double niceStep(double least) {
            double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
            for (double factor : new double[] {1, 2, 5}) {
                if (factor * power >= least) {
                    return factor * power;
                }
            }
            return 10 * power;
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }

        Place place(Count count) {
            return new Place(x(count.snapshotDate()), y((double) count.stars()));
        }

        private String x(LocalDate day) {
            double share = ChronoUnit.DAYS.between(first, day) / (double) ChronoUnit.DAYS.between(first, last);
            return shown(LEFT + share * (RIGHT - LEFT));
        }

        private String y(double stars) {
            return shown(BOTTOM - (stars - low) / (high - low) * (BOTTOM - TOP));
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

        private static String shown(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }
}
