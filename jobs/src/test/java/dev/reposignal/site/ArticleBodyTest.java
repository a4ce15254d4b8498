package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.site.SiteContent.NamedFact;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArticleBodyTest {
    private static final PageLayout FRAME = new PageLayout(
            TestSite.SETTINGS,
            new Edition(
                    LocalDate.of(2026, 3, 6),
                    Map.of(),
                    List.of(),
                    Set.of("name:acme/rocket"),
                    Map.of("c-1", "rockets")),
            "articles/2026-03-06.html",
            "",
            "",
            null,
            List.of(),
            List.of(),
            null);

    private static final List<NamedFact> NAMED = List.of(
            new NamedFact("f0001", "name:acme/rocket", null),
            new NamedFact("f0002", null, "c-1"),
            new NamedFact("f0003", "name:other/unknown", null));

    @Test
    void nameOfARepository_leadsToItsPageAndAnArrowToGitHub() {
        assertThat(
                        linked(
                                "<p><a class=\"fact\" id=\"f0001\" href=\"https://github.com/acme/rocket\" title=\"repo_signals {&#34;a&#34;}\" rel=\"noopener\"><bdi>acme/rocket</bdi></a>.</p>"))
                .isEqualTo(
                        "<p><a class=\"fact\" id=\"f0001\" href=\"../repositories/acme/rocket.html\" title=\"repo_signals {&#34;a&#34;}\"><bdi>acme/rocket</bdi></a>"
                                + "<a class=\"outward\" href=\"https://github.com/acme/rocket\" rel=\"noopener\" aria-label=\"acme/rocket on GitHub\">↗</a>.</p>");
    }

    @Test
    void nameOfACluster_leadsToItsPage() {
        assertThat(linked("<bdi class=\"fact\" id=\"f0002\" title=\"clusters $1\">rockets</bdi> rise"))
                .isEqualTo(
                        "<a class=\"fact\" id=\"f0002\" href=\"../clusters/c-1.html\" title=\"clusters $1\"><bdi>rockets</bdi></a> rise");
    }

    @Test
    void claim_leadsToThePageOfItsRepository() {
        assertThat(
                        linked(
                                "<span class=\"fact\" id=\"f0001\" title=\"t\"><a href=\"https://github.com/acme/rocket\" rel=\"noopener\"><bdi>acme/rocket</bdi></a><bdi> gains</bdi></span>"))
                .startsWith(
                        "<span class=\"fact\" id=\"f0001\" title=\"t\"><a href=\"../repositories/acme/rocket.html\"><bdi>acme/rocket</bdi></a><a class=\"outward\"")
                .endsWith("<bdi> gains</bdi></span>");
    }

    @Test
    void nameWithoutAPage_staysAsItIs() {
        String body =
                "<a class=\"fact\" id=\"f0003\" href=\"https://github.com/other/unknown\" title=\"t\" rel=\"noopener\"><bdi>other/unknown</bdi></a>"
                        + "<bdi class=\"fact\" id=\"f0009\" title=\"t\">Rust</bdi>";

        assertThat(linked(body)).isEqualTo(body);
    }

    private static String linked(String body) {
        return ArticleBody.linked(body, NAMED, FRAME);
    }
}
