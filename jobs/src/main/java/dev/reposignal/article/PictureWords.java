package dev.reposignal.article;

import dev.reposignal.chart.Label;
import dev.reposignal.chart.Meaning;
import java.util.ArrayList;
import java.util.List;

/** Parts of an article as labels of a drawing. */
final class PictureWords {
    private PictureWords() {}

    /** Parts as labels: a fact stays a fact. */
    static List<Label> labels(List<Part> parts) {
        return parts.stream().map(PictureWords::label).toList();
    }

    /** The one label of a single part. */
    static Label label(Part part) {
        if (part instanceof Part.Bound bound) {
            return Label.fact(bound.fact().id(), bound.text(), bound.fact().source());
        }
        return Label.words(part.text());
    }

    /** Our own words beside a drawing; they hold no number. */
    static Label words(String text) {
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
    static Meaning meaning(String name, String title, String description, List<List<List<Part>>> rows) {
        List<Label> labels = new ArrayList<>(List.of(words(description)));
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
        return new Meaning("picture-" + name, words(title).text(), labels);
    }
}
