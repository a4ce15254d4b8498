package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.row.Rows;
import dev.reposignal.text.NumberFormats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words with places for facts. */
class PhraseTest {
    private static final ArticleInputs INPUTS = TestNight.ordinary().inputs();

    @Test
    void places_areFilledByTheirUnit() {
        assertThat(
                        written(
                                "{night.repos_observed} repos, {repo.velocity_7d} a day, {bin.hit_rate}, {night.snapshot_date}"))
                .isEqualTo("13,540 repos, 88.6 a day, 6.4%, 2026-03-06");
    }

    @Test
    void formats_changeHowAValueIsPrinted() {
        assertThat(written(
                        "{night.new_surfacing_repos:spelled} at {repo.full_name:short}, {trend.subject_name:headline}"))
                .isEqualTo("three at tidepool, Agent Memory");
    }

    @ParameterizedTest
    @CsvSource({"0,0 owners are", "1,1 owner is", "2,2 owners are", "1000,'1,000 owners are'"})
    void words_agreeWithTheirNumber(int owners, String expected) {
        ArticleInputs inputs = TestNight.ordinary()
                .at("trends", 0, row -> row.put("owners", owners))
                .inputs();
        PhraseContext context = PhraseContext.of("trend", inputs.trends().get(0));

        assertThat(written("{trend.owners|owner|owners} {trend.owners?is|are}", context))
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
        assertThat(NumberFormats.article(following)).isEqualTo(expected);
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
        assertThat(NumberFormats.ordinal(number)).isEqualTo(expected);
    }

    @Test
    void lists_areJoinedAsSpoken() {
        List<Rows.RepoSignal> surfacing = INPUTS.surfacing();

        assertThat(written(
                        "{r:names}", PhraseContext.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 1))))
                .isEqualTo("lanternworks/tidepool");
        assertThat(written(
                        "{r:names}", PhraseContext.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 2))))
                .isEqualTo("lanternworks/tidepool and orchardlab/agentgrove");
        assertThat(written(
                        "{r:names}", PhraseContext.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 3))))
                .isEqualTo("lanternworks/tidepool, orchardlab/agentgrove and mirevale/quill-mcp");
        assertThat(written(
                        "{r?name|names}",
                        PhraseContext.of("night", INPUTS.summary()).with("r", surfacing.subList(0, 2))))
                .isEqualTo("Names");
    }

    @Test
    void missingRowOrValue_doesNotFit() {
        PhraseContext young =
                PhraseContext.of("repo", Nights.young().inputs().surfacing().get(0));

        assertThat(Phrase.of("s", "{repo.velocity_28d}").fits(young)).isFalse();
        assertThat(Phrase.of("s", "{cluster.label}").fits(young)).isFalse();
        assertThat(Phrase.of("s", "{repo.velocity_7d}").fits(young)).isTrue();
    }

    @Test
    void numbersAndLooseBraces_areRefused() {
        assertThatThrownBy(() -> Phrase.of("s", "twice as many")).hasMessageContaining("A number must be a fact");
        assertThatThrownBy(() -> Phrase.of("s", "{repo.stars")).hasMessageContaining("Cannot read the braces");
        assertThatThrownBy(() -> Phrasebook.parsed(List.of("[a]", "one", "[a]")))
                .hasMessage("The slot a stands there twice");
    }

    /** Names a row or column wrongly and it would never be said. */
    @Test
    void everyFrame_canBeSaid() {
        Rows.Trend field = TestNight.ordinary()
                .at("trends", 0, row -> row.put("week_share", 0.42)
                        .put("before_share", 0.35)
                        .put("leader_name", "orchardlab/agentgrove")
                        .put("leader_share", 0.2)
                        .put("half_repos", 11))
                .inputs()
                .trends()
                .get(0);
        Rows.Movement repo = TestNight.ordinary()
                .each("repo_movement", row -> row.put("released_on", "2026-03-01")
                        .put("subject", "agent memory"))
                .inputs()
                .movement("id:1001")
                .orElseThrow();
        PhraseContext context = Thesis.night(INPUTS)
                .with("repo", repo)
                .with("leader", repo)
                .with("earlier", field)
                .with("trend", field)
                .with("field", field)
                .with("first", field)
                .with("second", field)
                .with("trends", INPUTS.trends())
                .with("others", INPUTS.trends())
                .with("themes", INPUTS.trends())
                .with("carrier", INPUTS.members().get(0))
                .with("carriers", INPUTS.members())
                .with("prediction", INPUTS.predictions().get(0))
                .with("calls", INPUTS.predictions())
                .with("bin", INPUTS.bins().get(0))
                .with("misses", INPUTS.outcomes());
        ArticleComposer composer = new ArticleComposer(LocalDate.parse("2026-03-06"), RecentArticles.NONE);

        Phrasebook.all()
                .forEach((slot, frames) -> frames.forEach(frame -> {
                    assertThat(frame.fits(context)).as(frame.id()).isTrue();
                    assertThat(Article.text(
                                    frame.write(context, composer.sentence()).parts()))
                            .as(frame.id())
                            .doesNotContain("  ", " .", " ,")
                            .isNotBlank();
                }));
    }

    /** The one half that our own words may say is that of half_repos. */
    @Test
    void half_isSaidBesideTheColumnThatIsDefinedByIt() throws IOException {
        try (InputStream in = Objects.requireNonNull(Phrasebook.class.getResourceAsStream("phrases.txt"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> line.contains(" half ") && !line.startsWith("#"))
                    .isNotEmpty()
                    .allMatch(line -> line.contains(".half_repos"));
        }
    }

    @Test
    void everyFrame_standsOnce() {
        Map<String, String> slots = new TreeMap<>();
        Phrasebook.all()
                .forEach((slot, frames) -> frames.forEach(frame -> {
                    String before = slots.put(frame.id(), slot);
                    assertThat(before).as(frame.id()).isNull();
                }));
        assertThat(slots).hasSizeGreaterThan(80);
    }

    private static String written(String text) {
        return written(
                text,
                PhraseContext.of("night", INPUTS.summary())
                        .with("repo", INPUTS.surfacing().get(0))
                        .with("bin", INPUTS.bins().get(0))
                        .with("trend", INPUTS.trends().get(0)));
    }

    private static String written(String text, PhraseContext context) {
        ArticleComposer composer = new ArticleComposer(LocalDate.parse("2026-03-06"), RecentArticles.NONE);
        return Article.text(
                Phrase.of("s", text).write(context, composer.sentence()).parts());
    }

    @Test
    void ownWordsAboutASubject_areSaidOnlyWhereThereAreSome() {
        PhraseContext known = PhraseContext.of("trend", INPUTS.trends().get(0));
        PhraseContext unknown = PhraseContext.of(
                "trend",
                TestNight.ordinary()
                        .at("trends", 0, row -> row.put("subject_name", "thimble collecting"))
                        .inputs()
                        .trends()
                        .get(0));

        assertThat(written("{trend.subject_name}: {trend.subject_name:use}", known))
                .isEqualTo("Agent memory: stores that let an assistant remember earlier conversations");
        assertThat(Phrase.of("s", "{trend.subject_name:trial}").fits(unknown)).isFalse();
    }
}
