package dev.reposignal.chart;

import java.util.List;

/**
 * The text alternative of a drawing, for readers who cannot see it.
 *
 * @param id unique in the page; the ids of title and description begin with it
 * @param title what is drawn
 * @param description what it shows; its facts repeat those in the drawing
 */
public record AltText(String id, String title, List<ChartLabel> description) {
    public AltText {
        description = List.copyOf(description);
    }
}
