package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Picture;
import dev.reposignal.article.Rows.CalibrationBin;
import dev.reposignal.chart.CalibrationChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calibration of all predictions graded so far: what they said against what came. */
final class CalibrationPicture {
    private CalibrationPicture() {}

    /** Empty where nothing has been graded. */
    static Optional<Picture> drawn(ArticleInputs inputs, Scribe scribe) {
        List<List<List<Part>>> rows = new ArrayList<>();
        List<CalibrationChart.Point> points = new ArrayList<>();
        for (CalibrationBin bin : inputs.pictures().bins()) {
            List<Part> cases = scribe.sentence().count(bin, "predictions").parts();
            rows.add(List.of(cases));
            points.add(new CalibrationChart.Point(
                    PictureWords.label(cases.get(0)), bin.meanProbability(), bin.hitRate(), bin.predictions()));
        }
        if (points.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Picture(
                "calibration",
                "Every call graded so far, gathered by the odds i gave: a dot on the dashed line means the odds were"
                        + " right. A line through a dot is how far luck alone could move it. Beside it, how many calls.",
                CalibrationChart.drawn(
                        PictureWords.meaning(
                                "calibration",
                                "Odds given against calls that came true",
                                "Dots from low odds to high; on the dashed diagonal odds and outcomes agree. Calls behind"
                                        + " each dot:",
                                rows),
                        PictureWords.words("odds i gave →"),
                        PictureWords.words("↑ came true"),
                        points),
                List.of(new Column("calls, by rising odds", true)),
                rows));
    }
}
