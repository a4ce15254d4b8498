package dev.reposignal.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.site.Crawl;
import dev.reposignal.site.TestSite;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeekDigestTest {
    @TempDir
    Path folder;

    @Test
    void weekThatIsOver_isAMailAndAnEntry_theOneThatGoesOnIsNot() throws Exception {
        Path site = published("site", "x/y");

        assertThat(site.resolve("weeks/2026-W10.eml")).doesNotExist();
        MimeMessage mail = mail(site.resolve("weeks/2026-W09.eml"));
        assertThat(mail.getSubject())
                .isEqualTo("Week 2026-W09: x/y up 44% in the week to 2026-02-27, all other repositories up 15%");
        assertThat(mail.getMessageID()).isEqualTo("<week-2026-W09@reposignal>");
        assertThat(mail.getHeader("Date")).containsExactly("Mon, 2 Mar 2026 00:00:00 GMT");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).contains("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains(
                        "One trend; 0 surfaced for the first time",
                        "- x/y: up 44% in the week",
                        "https://signals.example/weeks/2026-W09.html");
        assertThat(Jsoup.parse(parts.getBodyPart(1).getContent().toString())
                        .select("h1")
                        .text())
                .isEqualTo("Week 2026-W09");
        JsonNode feed =
                new ObjectMapper().readTree(site.resolve("weeks/weeks.json").toFile());
        assertThat(feed.path("items")).hasSize(1);
        assertThat(feed.path("items").path(0).path("url").asText())
                .isEqualTo("https://signals.example/weeks/2026-W09.html");
        assertThat(Crawl.problems(site)).isEmpty();
    }

    @Test
    void sameWeek_givesTheSameBytes() throws IOException {
        assertThat(published("one", "x").resolve("weeks/2026-W09.eml"))
                .hasSameBinaryContentAs(published("two", "x").resolve("weeks/2026-W09.eml"));
    }

    private static MimeMessage mail(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), in);
        }
    }

    private Path published(String name, String text) {
        return TestSite.published(
                folder.resolve(name),
                TestSite.settings("https://signals.example"),
                TestSite.full(text),
                List.of(new WeekDigest()));
    }
}
