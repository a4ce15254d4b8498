package dev.reposignal.article;

import dev.reposignal.config.*;
import dev.reposignal.publish.*;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.*;

class PreviewTest {
    @Test
    void preview() throws Exception {
        Settings.Site site =
                SettingsLoader.load(Optional.empty(), Map.of(), Map.of()).site();
        List<ArticlePage> pages = new ArrayList<>();
        Path real = Path.of("/tmp/real-night.json");
        for (String day : List.of("2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06")) {
            TestNight night = day.equals("2026-03-06") && Files.exists(real)
                    ? TestNight.read(Files.newInputStream(real))
                    : TestNight.ordinary();
            Article a = ArticleWriter.written(site, night.on(day).inputs());
            pages.add(new ArticlePage(
                    a.day(), a.titleText(), a.standfirstText(), ArticleMarkdown.rendered(a), ArticleHtml.rendered(a)));
        }
        Site.published(Path.of("/tmp/preview/site"), site, pages);
    }
}
