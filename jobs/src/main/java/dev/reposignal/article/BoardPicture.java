package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Picture;
import dev.reposignal.chart.SparkChart;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.text.ValueFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stars of each surfacing repository over the last weeks, as small lines. */
final class BoardPicture {
    /** How far back the lines reach. */
    static final int DAYS = 30;

    private BoardPicture() {}

    /** Empty where nothing surfaces or no count is known. */
    static Optional<Picture> drawn(ArticleInputs inputs, ArticleComposer composer) {
        LocalDate first = inputs.day().minusDays(DAYS);
        List<List<List<Part>>> rows = new ArrayList<>();
        List<SparkChart.Row> lines = new ArrayList<>();
        for (RepoSignal signal : inputs.surfacing()) {
            List<SparkChart.Point> points = inputs.pictures().stars().stream()
                    .filter(count -> count.repoKey().equals(signal.repoKey()))
                    .filter(count -> !count.day().isBefore(first))
                    .map(count -> new SparkChart.Point(count.day(), count.stars()))
                    .toList();
            if (points.isEmpty()) {
                continue;
            }
            List<Part> place = signal.boardPlace() == null
                    ? List.of()
                    : composer.sentence()
                            .put(signal, "board_place", ValueFormat.COUNT)
                            .parts();
            List<Part> name = composer.sentence()
                    .put(signal, "full_name", ValueFormat.REPO_TAG)
                    .parts();
            List<Part> gained = signal.starsGained28d() == null
                    ? List.of()
                    : composer.sentence()
                            .put(signal, "stars_gained_28d", ValueFormat.SIGNED_COUNT)
                            .parts();
            rows.add(List.of(place, name, gained));
            lines.add(new SparkChart.Row(
                    PictureLabels.labels(place),
                    PictureLabels.label(name.get(0)),
                    PictureLabels.labels(gained),
                    points));
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Picture(
                "board",
                "How they got here: the stars of each, day by day, on a scale of its own. At the right, what four weeks"
                        + " brought.",
                "what four weeks brought each of them:",
                SparkChart.drawn(
                        PictureLabels.meaning(
                                "board",
                                "Stars of the surfacing repositories over the last weeks",
                                "A line per repository. Place, name and stars gained in four weeks:",
                                rows),
                        lines,
                        first,
                        inputs.day()),
                List.of(
                        new Column("place", true),
                        new Column("repository", false),
                        new Column("stars gained in four weeks", true)),
                rows));
    }
}
