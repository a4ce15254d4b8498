package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Picture;
import dev.reposignal.article.PictureInputs.MapPlace;
import dev.reposignal.chart.ChartLabel;
import dev.reposignal.chart.ClusterMapChart;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.row.Rows.Theme;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The map of all themes, the forming ones filled. */
final class ClusterMapPicture {
    private static final int LABELS = 14;
    /** Fewer circles make no map. */
    private static final int LEAST_THEMES = 3;

    private ClusterMapPicture() {}

    /** Empty where there are too few themes for a map. */
    static Optional<Picture> drawn(ArticleInputs inputs, ArticleComposer composer) {
        if (inputs.pictures().themes().size() < LEAST_THEMES) {
            return Optional.empty();
        }
        Map<ClusterMapChart.Theme, Theme> themes = new LinkedHashMap<>();
        for (Theme theme : inputs.pictures().themes()) {
            String label = ValueFormat.TAG.printed(theme.label());
            themes.put(theme(ChartLabel.words(label), theme), theme);
        }
        Set<String> surfacing =
                inputs.surfacing().stream().map(RepoSignal::repoKey).collect(Collectors.toSet());
        List<ClusterMapChart.Place> marks = inputs.pictures().places().stream()
                .filter(place -> surfacing.contains(place.repoKey()))
                .map(ClusterMapPicture::mark)
                .toList();
        List<List<List<Part>>> rows = new ArrayList<>();
        List<ClusterMapChart.Theme> labelled = new ArrayList<>();
        for (ClusterMapChart.Theme candidate : ClusterMapChart.labelled(List.copyOf(themes.keySet()), marks, LABELS)) {
            Theme theme = themes.get(candidate);
            if (theme != null) {
                Part name = composer.sentence()
                        .put(theme, "label", ValueFormat.TAG)
                        .parts()
                        .get(0);
                rows.add(List.of(List.of(name)));
                labelled.add(theme(PictureLabels.label(name), theme));
            }
        }
        return Optional.of(new Picture(
                "themes",
                "The map of every theme: near ones lie near each other, a circle is as large as the theme. Filled and"
                        + " ringed: forming now. Diamonds: the surfacing repos.",
                "some of the themes on the map:",
                ClusterMapChart.drawn(
                        PictureLabels.meaning(
                                "themes",
                                "Map of the themes",
                                "A circle per theme. Labelled are those forming and, where there is room, those with most"
                                        + " repositories on the board:",
                                rows),
                        List.copyOf(themes.keySet()),
                        labelled,
                        marks),
                List.of(new Column("on the map", false)),
                rows));
    }

    private static ClusterMapChart.Theme theme(ChartLabel label, Theme theme) {
        return new ClusterMapChart.Theme(label, theme.x(), theme.y(), theme.repos(), theme.isForming());
    }

    private static ClusterMapChart.Place mark(MapPlace place) {
        return new ClusterMapChart.Place(place.x(), place.y());
    }
}
