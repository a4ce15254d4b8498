package dev.reposignal.article;

import dev.reposignal.chart.PaceChart;
import dev.reposignal.row.Rows.Theme;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * The rows that the pictures of one article are drawn from, beside those its words use; in any order.
 *
 * <p>What a picture prints is a row with its place; what it only draws needs none.
 *
 * @param stars counts of the surfacing over the days before the night's
 * @param crowd all repositories that gain stars, counted by size and pace
 * @param themes the day's clusters
 * @param places where the surfacing lie on the map
 */
public record PictureInputs(
        List<StarCount> stars, List<PaceChart.Square> crowd, List<Theme> themes, List<MapPlace> places) {

    /** A repository's stars on a day. */
    public record StarCount(LocalDate day, String repoKey, long stars) {}

    /** A repository's place on the map of themes. */
    public record MapPlace(String repoKey, double x, double y) {}

    public PictureInputs {
        stars = sorted(stars, Comparator.comparing(StarCount::repoKey).thenComparing(StarCount::day));
        crowd = sorted(crowd, Comparator.comparingInt(PaceChart.Square::size).thenComparingInt(PaceChart.Square::pace));
        themes = sorted(
                themes,
                Comparator.comparing(Theme::isForming)
                        .thenComparing(Theme::surfacingRepos)
                        .thenComparing(Theme::trackedRepos)
                        .thenComparing(Theme::repos)
                        .reversed()
                        .thenComparing(Theme::clusterId));
        places = sorted(places, Comparator.comparing(MapPlace::repoKey));
    }

    /** Nothing to draw. */
    public static PictureInputs none() {
        return new PictureInputs(List.of(), List.of(), List.of(), List.of());
    }

    private static <T> List<T> sorted(List<T> rows, Comparator<? super T> order) {
        return rows.stream().sorted(order).toList();
    }
}
