package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Picture;
import dev.reposignal.chart.CalibrationChart;
import dev.reposignal.row.Rows.Bin;
import dev.reposignal.table.ClaimKind;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calibration of all predictions graded so far: what they said against what came. */
final class CalibrationPicture {
    private CalibrationPicture() {}

    /** Empty where nothing has been graded. */
    static Optional<Picture> drawn(ArticleInputs inputs, ArticleComposer composer) {
        List<List<List<Part>>> rows = new ArrayList<>();
        List<CalibrationChart.Point> points = new ArrayList<>();
        for (Bin bin : inputs.bins()) {
            if (!bin.kind().equals(ClaimKind.ALL)) {
                continue;
            }
            List<Part> came = composer.sentence()
                    .put(bin, "hit_rate", ValueFormat.PERCENT)
                    .parts();
            List<Part> calls = composer.sentence()
                    .put(bin, "predictions", ValueFormat.COUNT)
                    .parts();
            rows.add(List.of(came, calls));
            points.add(new CalibrationChart.Point(
                    List.of(
                            PictureLabels.label(came.get(0)),
                            PictureLabels.words("of"),
                            PictureLabels.label(calls.get(0))),
                    bin.meanProbability(),
                    bin.hitRate(),
                    bin.predictions()));
        }
        if (points.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Picture(
                "calibration",
                "Every call graded so far, gathered by the probability i gave: a dot on the dashed line means the"
                        + " probabilities were right. A line through a dot is how far luck alone could move it. Beside it, the share that came true and of"
                        + " how many.",
                "every call graded so far, by rising probability:",
                CalibrationChart.drawn(
                        PictureLabels.meaning(
                                "calibration",
                                "Probability given against calls that came true",
                                "Dots from low probability to high; on the dashed diagonal probabilities and outcomes agree. What"
                                        + " came true, of how many calls:",
                                rows),
                        PictureLabels.words("probability i gave →"),
                        PictureLabels.words("↑ came true"),
                        points),
                List.of(new Column("came true", true), new Column("of so many calls", true)),
                rows));
    }
}
