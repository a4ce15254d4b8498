package dev.reposignal.article;

import dev.reposignal.chart.AltText;
import dev.reposignal.chart.ChartLabel;
import java.util.ArrayList;
import java.util.List;

/** Parts of an article as labels of a drawing. */
final class PictureLabels {
    private PictureLabels() {}

    /** Parts as labels: a fact stays a fact. */
    static List<ChartLabel> labels(List<Part> parts) {
        return parts.stream().map(PictureLabels::label).toList();
    }

    /** The one label of a single part. */
    static ChartLabel label(Part part) {
        if (part instanceof Part.Bound bound) {
            return ChartLabel.fact(bound.fact().id(), bound.text(), bound.fact().source());
        }
        return ChartLabel.words(part.text());
    }

    /** Our own words beside a drawing; they hold no number. */
    static ChartLabel words(String text) {
        return label(new Part.Literal(text));
    }

    /**
     * What a picture tells those who do not see it.
     *
     * @param name the picture's name
     * @param title what is drawn
     * @param description how to read it, a whole sentence
     * @param rows what it prints
     */
    static AltText meaning(String name, String title, String description, List<List<List<Part>>> rows) {
        List<ChartLabel> labels = new ArrayList<>(List.of(words(description)));
        for (int row = 0; row < rows.size(); row++) {
            labels.add(words(row == 0 ? " " : "; "));
            List<List<Part>> cells = rows.get(row);
            for (int cell = 0; cell < cells.size(); cell++) {
                if (cell > 0) {
                    labels.add(words(" "));
                }
                labels.addAll(labels(cells.get(cell)));
            }
        }
        if (!rows.isEmpty()) {
            labels.add(words("."));
        }
        return new AltText("picture-" + name, words(title).text(), labels);
    }
}
