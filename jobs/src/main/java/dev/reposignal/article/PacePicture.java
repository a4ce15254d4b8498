package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Picture;
import dev.reposignal.chart.PaceChart;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Velocity against stars: where the surfacing stand among all. */
final class PacePicture {
    private PacePicture() {}

    /** Empty where nothing surfaces with a pace and a place. */
    static Optional<Picture> drawn(ArticleInputs inputs, ArticleComposer composer) {
        List<List<List<Part>>> rows = new ArrayList<>();
        List<PaceChart.Mark> marks = new ArrayList<>();
        for (RepoSignal signal : inputs.surfacing()) {
            Double velocity = signal.velocity7d();
            if (velocity == null || velocity <= 0 || signal.stars() <= 0) {
                continue;
            }
            List<Part> label = signal.boardPlace() == null
                    ? composer.sentence()
                            .put(signal, "full_name", ValueFormat.REPO_TAG)
                            .parts()
                    : composer.sentence()
                            .put(signal, "board_place", ValueFormat.COUNT)
                            .parts();
            rows.add(List.of(label));
            marks.add(new PaceChart.Mark(PictureLabels.labels(label), signal.stars(), velocity));
        }
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Picture(
                "pace",
                "Where they stand in the crowd: stars a day this week against stars in all, both on logarithmic"
                        + " scales. Squares are all repos that gain, stronger where there are more. Diamonds are the surfacing,"
                        + " by their place on the board.",
                "a picture on the web page sets their pace against their stars, for the places",
                PaceChart.drawn(
                        PictureLabels.meaning(
                                "pace",
                                "Pace of the week against stars, for the surfacing and for all",
                                "The surfacing are marked by their places:",
                                rows),
                        PictureLabels.words("stars →"),
                        PictureLabels.words("↑ stars a day"),
                        marks,
                        inputs.pictures().crowd()),
                List.of(new Column("marked places", true)),
                rows));
    }
}
