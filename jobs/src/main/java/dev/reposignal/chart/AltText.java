package dev.reposignal.chart;

import java.util.List;

/**
 * What a drawing tells those who do not see it.
 *
 * @param id unique in the page; the identities of title and description begin with it
 * @param title what is drawn
 * @param description what it shows; facts in it repeat what the drawing prints
 */
public record AltText(String id, String title, List<ChartLabel> description) {
    public AltText {
        description = List.copyOf(description);
    }
}
