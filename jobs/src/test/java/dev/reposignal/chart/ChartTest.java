package dev.reposignal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    private static final AltText MEANING = new AltText("picture-x", "Title", List.of(ChartLabel.words("Description.")));

    @Test
    void heightsTooNear_areMovedApartWithinTheirRange() {
        assertThat(LabelPlacement.apart(new double[] {10, 11, 90}, 16, 0, 100)).containsExactly(10, 26, 90);
        assertThat(LabelPlacement.apart(new double[] {99, 98, 97}, 16, 0, 100)).containsExactly(100, 84, 68);
    }

    @Test
    void labelBesideAMark_takesRoomThatIsFree() {
        LabelPlacement boxes = new LabelPlacement(100, 100);

        LabelPlacement.Place first = boxes.beside(50, 50, 5, 2, 1).orElseThrow();
        LabelPlacement.Place second = boxes.beside(50, 50, 5, 2, 1).orElseThrow();

        assertThat(first.anchor()).isEqualTo(Svg.Anchor.START);
        assertThat(second.anchor()).isEqualTo(Svg.Anchor.END);
        assertThat(boxes.beside(50, 50, 5, 40, 4)).isEmpty();
    }

    @Test
    void scales_haveRoundTicks() {
        assertThat(AxisScale.logarithmic(3, 4000, 0, 100).powersOfTen()).containsExactly(10.0, 100.0, 1000.0);
        assertThat(AxisScale.shareEnd(0.36, 5)).isEqualTo(0.4);
        assertThat(AxisScale.shareEnd(1, 5)).isEqualTo(1);
        assertThat(AxisScale.shareStep(0.36, 5)).isEqualTo(0.1);
        assertThat(AxisScale.linear(5, 5, 0, 10).at(5)).isEqualTo(5);
        assertThat(List.of(0.1, 10.0, 1000.0, 1e6).stream()
                        .map(value -> AxisScale.power(value).text()))
                .containsExactly("0.1", "10", "1k", "1M");
    }

    @Test
    void texts_areEscapedWhereverTheyStand() {
        String hostile = "</text><script>alert('x')</script>\" onload=\"alert(1)";
        SvgMarkup drawing = SparkChart.drawn(
                new AltText("picture-x", hostile, List.of(ChartLabel.fact("f1", hostile, hostile))),
                List.of(new SparkChart.Row(
                        List.of(ChartLabel.fact("f1", hostile, hostile)),
                        ChartLabel.words(hostile),
                        List.of(),
                        List.of(new SparkChart.Point(FIRST, 2), new SparkChart.Point(FIRST.plusDays(1), 3)))),
                FIRST,
                FIRST.plusDays(1));

        Element svg = Jsoup.parseBodyFragment(drawing.markup()).expectFirst("svg");
        assertThat(svg.select("script, [onload]")).isEmpty();
        assertThat(svg.expectFirst(".fact").ownText()).isEqualTo(hostile);
        assertThat(svg.expectFirst(".fact > title").text()).isEqualTo(hostile);
    }

    @Test
    void missingDays_areBridgedByDots() {
        List<SparkChart.Point> points = new ArrayList<>();
        for (int day : new int[] {0, 1, 4, 5}) {
            points.add(new SparkChart.Point(FIRST.plusDays(day), 100 + day));
        }
        SvgMarkup drawing = SparkChart.drawn(
                MEANING,
                List.of(new SparkChart.Row(List.of(), ChartLabel.words("name"), List.of(), points)),
                FIRST,
                FIRST.plusDays(5));

        Element svg = Jsoup.parseBodyFragment(drawing.markup()).expectFirst("svg");
        assertThat(svg.expectFirst("path.line").attr("d")).containsPattern("^M[^ML]+L[^ML]+M[^ML]+L[^ML]+$");
        assertThat(svg.expectFirst("path.bridge").attr("stroke-dasharray")).isEqualTo("1 3");
    }

    @Test
    void chosenTheme_isLabelledWhereThereIsNoRoom() {
        List<ClusterMapChart.Theme> themes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            themes.add(new ClusterMapChart.Theme(
                    ChartLabel.words("a long label of a theme"), i % 2, 0.01 * i, 10, i == 29));
        }

        List<ClusterMapChart.Theme> labelled = ClusterMapChart.labelled(themes, List.of(), 40);

        assertThat(labelled).hasSizeLessThan(30).anyMatch(ClusterMapChart.Theme::isChosen);
    }
}
