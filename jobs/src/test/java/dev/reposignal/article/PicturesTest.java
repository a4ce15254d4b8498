package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.article.Article.Picture;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The pictures of an article: what they print are facts, and all that they print is said in words too. */
class PicturesTest {
    private static final Rendered ORDINARY = Rendered.of(TestNight.ordinary());

    @Test
    void ordinaryNight_hasEveryPicture() {
        assertThat(pictures(ORDINARY).stream().map(Picture::name))
                .containsExactly("board", "calibration", "pace", "themes");
    }

    @Test
    void emptyNight_hasNone() {
        assertThat(pictures(Rendered.of(Nights.empty()))).isEmpty();
    }

    @Test
    void picture_isAnImageWithTitleAndDescription() {
        for (Element svg : ORDINARY.element().select("svg")) {
            assertThat(svg.attr("role")).isEqualTo("img");
            assertThat(svg.attr("aria-labelledby"))
                    .isEqualTo(svg.expectFirst("> title").id());
            assertThat(svg.attr("aria-describedby"))
                    .isEqualTo(svg.expectFirst("> desc").id());
            assertThat(svg.expectFirst("> title").text()).isNotBlank();
            assertThat(svg.select("[style], script, style, image, a, foreignObject"))
                    .isEmpty();
        }
    }

    @Test
    void description_repeatsExactlyTheFactsPrinted() {
        for (Element svg : ORDINARY.element().select("svg")) {
            assertThat(svg.select("desc .repeated").eachText())
                    .isEqualTo(
                            svg.select(".fact").stream().map(Element::ownText).toList());
        }
    }

    @Test
    void textInAPicture_isAFactAMarkOnAScaleOrWithoutNumber() {
        for (Element svg : ORDINARY.element().select("svg")) {
            svg.select(".fact, .scale, .repeated").remove();
            assertThat(svg.text()).doesNotContainPattern("[\\p{Nd}\\p{No}\\p{Nl}]");
        }
    }

    @Test
    void marksOnAScale_standOnAxesOnly() {
        assertThat(ORDINARY.element().select(".scale")).isNotEmpty();
        assertThat(ORDINARY.element().select(":not(.soft) > .scale")).isEmpty();
    }

    @Test
    void markdown_hasNoPictures() {
        for (Picture picture : pictures(ORDINARY)) {
            assertThat(ORDINARY.markdown()).doesNotContain(picture.inWords());
        }
        assertThat(ORDINARY.markdown()).doesNotContain("<svg");
    }

    @Test
    void sources_listEveryFactOnceUnderItsRow() {
        List<String> listed = ORDINARY.element().select(".sources a").eachAttr("href");

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(ORDINARY.article().facts().stream()
                        .map(fact -> "#" + fact.id())
                        .toList());
        for (Element entry : ORDINARY.element().select(".sources li")) {
            Set<String> rows = entry.select("a").stream()
                    .map(link -> ORDINARY.article().facts().stream()
                            .filter(fact -> link.attr("href").equals("#" + fact.id()))
                            .map(fact -> fact.row().table() + " " + fact.row().key() + " version "
                                    + fact.row().version())
                            .findFirst()
                            .orElseThrow())
                    .collect(Collectors.toSet());
            assertThat(rows).hasSize(1);
            assertThat(entry.text()).startsWith(rows.iterator().next());
        }
    }

    @Test
    void numbers_takeTheFocusWithoutBeingTabStops() {
        assertThat(ORDINARY.element().select("data.fact"))
                .isNotEmpty()
                .allSatisfy(number -> assertThat(number.attr("tabindex")).isEqualTo("-1"));
    }

    @Test
    void repositoryWithoutPace_isNotMarked() {
        TestNight night = TestNight.ordinary().at("repo_signals", 0, row -> row.putNull("velocity_7d"));
        Picture pace = picture(Rendered.of(night), "pace");

        assertThat(pace.rows()).hasSize(picture(ORDINARY, "pace").rows().size() - 1);
    }

    @Test
    void article_staysWithinItsLimit() {
        assertThat(ORDINARY.html().length()).isLessThan(290_000);
    }

    private static Picture picture(Rendered rendered, String name) {
        return pictures(rendered).stream()
                .filter(picture -> picture.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Picture> pictures(Rendered rendered) {
        return rendered.article().sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Picture.class::isInstance)
                .map(Picture.class::cast)
                .toList();
    }
}
