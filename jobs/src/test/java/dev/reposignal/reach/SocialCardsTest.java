package dev.reposignal.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.site.Crawl;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.Repository;
import dev.reposignal.site.TestSite;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocialCardsTest {
    private static final String CARD = "cards/acme/rocket.png";

    @TempDir
    Path folder;

    @Test
    void card_isNamedByThePageOfTheRepositoryAlone() throws IOException {
        Path site = published("site", "x/y", Map.of());

        Document page = Jsoup.parse(site.resolve("repositories/acme/rocket.html"));
        assertThat(page.select("meta[property=og:image]").attr("content")).isEqualTo("https://signals.example/" + CARD);
        assertThat(page.select("meta[property=og:image:alt]").attr("content"))
                .startsWith("acme/rocket: rank ")
                .contains("stars");
        assertThat(Jsoup.parse(site.resolve("method.html"))
                        .select("meta[property=og:image]")
                        .attr("content"))
                .isEqualTo("https://signals.example/card.png");
        BufferedImage card =
                Objects.requireNonNull(ImageIO.read(site.resolve(CARD).toFile()));
        assertThat(card.getWidth()).isEqualTo(1_200);
        assertThat(card.getHeight()).isEqualTo(630);
        assertThat(Files.size(site.resolve(CARD))).isBetween(2_000L, 40_000L);
        assertThat(Crawl.problems(site)).isEmpty();
    }

    @Test
    void sameContent_givesTheSameBytes_anotherOneDoesNot() throws IOException {
        Path one = published("one", "x/y", Map.of()).resolve(CARD);
        Path two = published("two", "x/y", Map.of()).resolve(CARD);
        Path early = published("early", "x/y", Map.of(TestSite.REPOSITORY, TestSite.LATEST.plusDays(12)))
                .resolve(CARD);

        assertThat(two).hasSameBinaryContentAs(one);
        assertThat(Files.readAllBytes(early)).isNotEqualTo(Files.readAllBytes(one));
    }

    @Test
    void cardThatDidNotChange_isTakenFromTheSiteBefore() throws IOException {
        Path card = published("site", "x/y", Map.of()).resolve(CARD);
        Files.writeString(card, "of the site before");

        assertThat(published("site", "x/y", Map.of()).resolve(CARD)).hasContent("of the site before");
        Path changed = published("site", "x/y", Map.of(TestSite.REPOSITORY, TestSite.LATEST.plusDays(12)))
                .resolve(CARD);
        assertThat(ImageIO.read(changed.toFile())).isNotNull();
    }

    @Test
    void keysThatCannotBeRead_drawAllCards() throws IOException {
        Path site = published("site", "x/y", Map.of());
        Files.writeString(site.resolve("cards/keys.json"), "{");
        Files.writeString(site.resolve(CARD), "of the site before");

        assertThat(ImageIO.read(published("site", "x/y", Map.of()).resolve(CARD).toFile()))
                .isNotNull();
    }

    /** As of a Monday, so that it is drawn once a week: a count of every night would change it every night. */
    @Test
    void watchedRepository_hasACardThoughItWasOnNoBoard() {
        Repository listed = TestSite.full("x/y").repositories().next();
        Repository unlisted = new Repository(
                listed.repoKey(),
                listed.latest(),
                listed.description(),
                listed.topics(),
                listed.isArchived(),
                listed.components(),
                List.of(),
                listed.clusterId(),
                listed.claims(),
                List.of(
                        new Repository.Count(LocalDate.of(2026, 3, 1), 4_000),
                        new Repository.Count(LocalDate.of(2026, 3, 2), 4_100),
                        new Repository.Count(TestSite.LATEST, 4_321)));

        assertThat(SocialCards.drawn(Map.of(), Set.of()).picture(unlisted)).isNull();
        assertThat(SocialCards.drawn(Map.of(), Set.of(listed.repoKey())).picture(unlisted))
                .extracting(PageLayout.Picture::text)
                .isEqualTo("acme/rocket: watched, as of 2026-03-02, 4,100 stars; a line of its stars");
    }

    @Test
    void hostileNames_areDrawnInsideTheSite() throws IOException {
        Path site = published("site", "../../<script>\u202Eevil\u0000/x\n", Map.of());

        try (Stream<Path> files = Files.walk(site.resolve("cards"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".png")).toList()) {
                assertThat(ImageIO.read(file.toFile())).as(file.toString()).isNotNull();
            }
        }
        assertThat(Crawl.problems(site)).isEmpty();
    }

    private Path published(String name, String text, Map<String, LocalDate> trended) {
        return TestSite.published(
                folder.resolve(name),
                TestSite.settings("https://signals.example"),
                TestSite.full(text),
                List.of(SocialCards.drawn(trended, Set.of())));
    }
}
