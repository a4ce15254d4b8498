package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words with places for facts. */
class FrameTest {
    private static final ArticleInputs INPUTS = TestNight.ordinary().inputs();

    @Test
    void places_areFilledByTheirUnit() {
        assertThat(written(
                        "{night.repos_observed} repos, {repo.velocity_7d} a day, {share.share}, {night.snapshot_date}"))
                .isEqualTo("13,540 repos, 88.6 a day, 40%, 2026-03-06");
    }

    @Test
    void formats_changeHowAValueIsPrinted() {
        assertThat(written("{night.new_surfacing_repos:spelled} at {repo.full_name:short}, {cluster.label:headline}"))
                .isEqualTo("three at tidepool, Agent Memory");
    }

    @ParameterizedTest
    @CsvSource({"0,0 owners are", "1,1 owner is", "2,2 owners are", "1000,'1,000 owners are'"})
    void words_agreeWithTheirNumber(int owners, String expected) {
        ArticleInputs inputs = TestNight.ordinary()
                .at("clusters", 0, row -> row.put("owners", owners))
                .inputs();
        Scene scene = Scene.of("cluster", inputs.cluster("c017").orElseThrow());

        assertThat(written("{cluster.owners|owner|owners} {cluster.owners?is|are}", scene))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "7%,a",
        "8%,an",
        "11%,an",
        "18%,an",
        "80%,an",
        "100,a",
        "'11,000',an",
        "'1,100',a",
        "110,a",
        "Python,a",
        "Elixir,an",
        "HTML,an",
        "PHP,a",
        "Unity,a",
        "Unix,a",
        "Objective-C,an",
        "C++,a"
    })
    void article_isAsItIsSpoken(String following, String expected) {
        assertThat(Figures.article(following)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1,first",
        "2,second",
        "12,twelfth",
        "13,13th",
        "21,21st",
        "22,22nd",
        "103,103rd",
        "111,111th",
        "1013,'1,013th'"
    })
    void ordinals_haveTheirEnding(int number, String expected) {
        assertThat(Figures.ordinal(number)).isEqualTo(expected);
    }

    @Test
    void lists_areJoinedAsSpoken() {
        List<Rows.RepoSignal> surfacing = INPUTS.surfacing();

        assertThat(written("{r:names}", Scene.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 1))))
                .isEqualTo("lanternworks/tidepool");
        assertThat(written("{r:names}", Scene.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 2))))
                .isEqualTo("lanternworks/tidepool and orchardlab/agentgrove");
        assertThat(written("{r:names}", Scene.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 3))))
                .isEqualTo("lanternworks/tidepool, orchardlab/agentgrove and mirevale/quill-mcp");
        assertThat(written("{r?name|names}", Scene.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 2))))
                .isEqualTo("names");
    }

    @Test
    void missingRowOrValue_doesNotFit() {
        Scene young = Scene.of("repo", Nights.young().inputs().surfacing().get(0));

        assertThat(Frame.of("s", "{repo.velocity_28d}").fits(young)).isFalse();
        assertThat(Frame.of("s", "{cluster.label}").fits(young)).isFalse();
        assertThat(Frame.of("s", "{repo.velocity_7d}").fits(young)).isTrue();
    }

    @Test
    void numbersAndLooseBraces_areRefused() {
        assertThatThrownBy(() -> Frame.of("s", "twice as many")).hasMessageContaining("A number must be a fact");
        assertThatThrownBy(() -> Frame.of("s", "{repo.stars")).hasMessageContaining("Cannot read the braces");
        assertThatThrownBy(() -> Frames.parsed(List.of("[a]", "one", "[a]")))
                .hasMessage("The slot a stands there twice");
    }

    /** Names a row or column wrongly and it would never be said. */
    @Test
    void everyFrame_canBeSaid() {
        Scene scene = Told.night(INPUTS)
                .with("repo", INPUTS.surfacing().get(0))
                .with("share", INPUTS.languages().get(0))
                .with("other", INPUTS.languages().get(1))
                .with("cluster", INPUTS.forming().get(0))
                .with("insight", INPUTS.insights().get(0))
                .with("highlight", INPUTS.highlights().get(0))
                .with("snapshot", INPUTS.snapshots().get(0))
                .with("prediction", INPUTS.predictions().get(0))
                .with("outcome", INPUTS.outcomes().get(0))
                .with("component", INPUTS.components().get(0))
                .with("kinds", INPUTS.kinds())
                .with("bin", INPUTS.bins().get(0))
                .with("shares", INPUTS.languages())
                .with("newcomers", INPUTS.surfacing())
                .with("dropped", INPUTS.surfacing())
                .with("leaders", INPUTS.surfacing())
                .with("pulling", INPUTS.surfacing())
                .with("misses", INPUTS.outcomes());
        Scribe scribe = new Scribe(LocalDate.parse("2026-03-06"), History.NONE);

        Frames.all()
                .forEach((slot, frames) -> frames.forEach(frame -> {
                    assertThat(frame.fits(scene)).as(frame.id()).isTrue();
                    assertThat(Article.text(
                                    frame.write(scene, scribe.sentence()).parts()))
                            .as(frame.id())
                            .doesNotContain("  ", " .", " ,")
                            .isNotBlank();
                }));
    }

    @Test
    void everyFrame_standsOnce() {
        Map<String, String> slots = new TreeMap<>();
        Frames.all()
                .forEach((slot, frames) -> frames.forEach(frame -> {
                    String before = slots.put(frame.id(), slot);
                    assertThat(before).as(frame.id()).isNull();
                }));
        assertThat(slots).hasSizeGreaterThan(500);
    }

    private static String written(String text) {
        return written(
                text,
                Scene.of("night", INPUTS.summary())
                        .with("repo", INPUTS.surfacing().get(0))
                        .with("share", INPUTS.languages().get(0))
                        .with("cluster", INPUTS.forming().get(0)));
    }

    private static String written(String text, Scene scene) {
        Scribe scribe = new Scribe(LocalDate.parse("2026-03-06"), History.NONE);
        return Article.text(Frame.of("s", text).write(scene, scribe.sentence()).parts());
    }
}
