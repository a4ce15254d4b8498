package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.article.ArticlePage;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChartDataTest {
    private static final Edition EDITION =
            new Edition(LocalDate.of(2026, 3, 6), Map.of("clusters", 7L), List.of(), Set.of(), Map.of());

    @Test
    void csv_quotesTextAndKeepsFormulasFromRunning() {
        ChartData data = ChartData.of(
                EDITION,
                TestSite.LICENCE,
                "Clusters",
                "clusters",
                List.of(new ChartData.Column("label", ""), new ChartData.Column("change", "stars/day")),
                List.of(Arrays.asList("a \"b\", c", -1.5), Arrays.asList("=1+1", null)));

        assertThat(data.csv()).isEqualTo("label,change\r\n\"a \"\"b\"\", c\",-1.5\r\n'=1+1,\r\n");
    }

    @Test
    void source_isTheTableAtItsVersion() {
        ChartData data =
                ChartData.of(EDITION, new DataLicence("CC0-1.0"), "Clusters", "clusters", List.of(), List.of());

        assertThat(data.source()).isEqualTo("RepoSignal, table clusters, version 7");
        assertThat(data.licence()).startsWith("CC0-1.0 for what this site computed; ");
    }

    @Test
    void article_givesEveryPrintedNumberWithItsRow() {
        ChartData data = ChartData.article(
                EDITION,
                TestSite.LICENCE,
                new SiteContent.ArticleNight(
                        new ArticlePage(LocalDate.of(2026, 3, 6), "Title", "Standfirst", "", ""),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new SiteContent.PrintedFact(
                                "f0001",
                                "picks",
                                "+1,545",
                                1545.0,
                                "stars",
                                "repo_movement",
                                "{\"a\":1}",
                                "week_gain",
                                9))));

        assertThat(data.csv().lines())
                .containsExactly(
                        "fact_id,section,text,value,unit,table_name,row_key,column_name,table_version",
                        "f0001,picks,\"'+1,545\",1545.0,stars,repo_movement,\"{\"\"a\"\":1}\",week_gain,9");
        assertThat(data.title()).isEqualTo("Numbers of the article of 2026-03-06 and of its charts");
    }
}
