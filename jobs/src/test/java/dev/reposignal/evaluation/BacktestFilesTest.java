package dev.reposignal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reposignal.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestFilesTest {
    @TempDir
    Path folder;

    @Test
    void json_holdsEveryFigureWithItsInterval() throws IOException {
        BacktestFiles.write(folder, backtest());

        JsonNode json =
                new JsonMapper().readTree(folder.resolve("backtest.json").toFile());
        assertThat(json.get("backtest_id").asText()).isEqualTo("2025-07-01..2026-02-28");
        assertThat(json.get("metrics")).hasSize(backtest().measurements().size());
        JsonNode first = json.get("metrics").get(0);
        assertThat(first.get("method").asText()).isEqualTo("universe");
        assertThat(first.get("low").isNull()).isTrue();
        assertThat(json.get("methods").get("stars").get("is_baseline").asBoolean())
                .isTrue();
    }

    @Test
    void page_saysWhatWasFoundAndLoadsNothing() throws IOException {
        BacktestFiles.write(folder, backtest());

        Document page = Jsoup.parse(Files.readString(folder.resolve("backtest.html")));
        assertThat(page.expectFirst(".finding").text())
                .isEqualTo("Of the 15 repositories that the RepoSignal model ranked first each date, 31% broke out; "
                        + "of those by the best baseline, 3 days against 28 days, 14% did.");
        assertThat(page.select("script, link[rel=stylesheet], img, a")).isEmpty();
        assertThat(page.text()).doesNotContain("null", "NaN");
    }

    @Test
    void charts_areReadableWithoutSeeingThem() throws IOException {
        BacktestFiles.write(folder, backtest());

        Document page = Jsoup.parse(Files.readString(folder.resolve("backtest.html")));
        assertThat(page.select("svg")).hasSize(4).allSatisfy(svg -> {
            assertThat(svg.attr("role")).isEqualTo("img");
            for (String id : svg.attr("aria-labelledby").split(" ", -1)) {
                assertThat(svg.getElementById(id)).isNotNull();
            }
            assertThat(svg.expectFirst("desc").text()).isNotBlank().doesNotContain("null");
        });
        assertThat(page.select("svg").get(1).expectFirst("desc").text())
                .startsWith(
                        "Share of break-outs among the first 15 of each date: RepoSignal model 31%, interval 25% to 37%;");
        for (Element mark : page.select("svg circle")) {
            assertThat(Double.parseDouble(mark.attr("cx"))).isBetween(60.0, 655.0);
        }
    }

    @Test
    void page_ofNothing_saysSo() {
        String page = BacktestFiles.page(
                new Backtest("x", LocalDate.parse("2025-07-01"), LocalDate.parse("2025-07-02"), List.of()));

        assertThat(Jsoup.parse(page).expectFirst(".finding").text()).isEqualTo("Nothing was graded in this range.");
    }

    @Test
    void folderThatIsAFile_isRefusedWithARemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> BacktestFiles.write(file, backtest()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write the files of the backtest to")
                .hasMessageContaining("Name a folder that you can write to");
    }

    private static Backtest backtest() {
        List<Measurement> figures = new ArrayList<>();
        for (String period : List.of("all", "2025-Q3", "2025-Q4", "2026-Q1")) {
            figures.add(counted(period, "dates", 35));
            figures.add(counted(period, "rows", 412_345));
            figures.add(counted(period, "repositories", 12_876));
            figures.add(counted(period, "breakouts", 5_123));
            figures.add(counted(period, "vanished", 3_210));
            figures.add(new Measurement(period, "universe", "breakout_share", 0, 0.0124, 0.0115, 0.0134, 412_345));
            double[] precision = {
                0.22, 0.31, 0.25, 0.02, 0.11, 0.1, 0.09, 0.08, 0.07, 0.13, 0.14, 0.06, 0.17, 0.21, 0.22, 0.18, 0.22, 0.2
            };
            int next = 0;
            for (RankingMethod method : RankingMethod.values()) {
                double own = precision[next++];
                for (int k : new int[] {5, 15, 50}) {
                    double value = own * (k == 5 ? 1.3 : k == 15 ? 1 : 0.7);
                    figures.add(figure(period, method, "precision", k, value, 0.06));
                }
                figures.add(figure(period, method, "recall", 50, own * 0.8, 0.04));
                figures.add(figure(period, method, "average_precision", 0, own / 2, 0.02));
                figures.add(figure(period, method, "auc", 0, 0.6 + own, 0.01));
                if (period.equals("all")) {
                    figures.add(figure(period, method, "median_gain_28d", 15, 1_000 * own, 40));
                    figures.add(figure(period, method, "growth_ratio_28d", 15, 10 * own, 0.5));
                    figures.add(figure(period, method, "captured_share", 50, own, 0.1));
                }
            }
            figures.add(figure(period, RankingMethod.PROBABILITY, "brier_score", 0, 0.0113, 0.001));
            figures.add(new Measurement(period, "base_rate", "brier_score", 0, 0.0123, 0.0113, 0.0133, 412_345));
            figures.add(figure(period, RankingMethod.PROBABILITY, "brier_skill", 0, 0.081, 0.01));
            for (int bin = 1; bin <= 10; bin++) {
                boolean isEmpty = bin == 10;
                double said = (bin - 0.55) / 10;
                figures.add(new Measurement(
                        period,
                        "probability",
                        "mean_probability",
                        bin,
                        isEmpty ? null : said,
                        null,
                        null,
                        4_000 / bin));
                figures.add(
                        isEmpty
                                ? new Measurement(period, "probability", "observed_share", bin, null, null, null, 0)
                                : figure(
                                        period,
                                        RankingMethod.PROBABILITY,
                                        "observed_share",
                                        bin,
                                        said * 0.93,
                                        0.01 * bin));
            }
        }
        return new Backtest(
                "2025-07-01..2026-02-28", LocalDate.parse("2025-07-01"), LocalDate.parse("2026-02-28"), figures);
    }

    private static Measurement counted(String period, String metric, double count) {
        return new Measurement(period, "universe", metric, 0, count, null, null, (long) count);
    }

    private static Measurement figure(
            String period, RankingMethod method, String metric, int place, double value, double half) {
        return new Measurement(
                period, method.column(), metric, place, value, Math.max(0, value - half), value + half, 35);
    }
}
