package dev.reposignal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DailyAggregatesTest {
    private final DailyAggregates market = new DailyAggregates();

    @Test
    void surgeOfOthers_leavesTheRepositoryOutAndIsDrawnTowardsTheMarket() {
        market.add(100L, "Rust", "a", null);
        market.add(400L, "Rust", "b", null);
        market.add(-200L, "C", "c", null);
        market.close();

        assertThat(market.mean()).isEqualTo(100);
        // One other, 300 above the market, among ten average ones.
        assertThat(market.languageSurge(100L, "Rust")).isCloseTo(300 / 11.0, within(1e-12));
        assertThat(market.languageSurge(-200L, "C")).isZero();
    }

    @Test
    void repositoryWithoutSurge_isSurroundedByAllOthersAndRanksFirst() {
        market.add(null, "Rust", "a", null);
        market.add(50L, "Rust", "a", null);
        market.add(70L, "Go", "b", null);
        market.close();

        assertThat(market.rank(null)).isZero();
        assertThat(market.rank(50L)).isEqualTo(0.5);
        assertThat(market.rank(70L)).isEqualTo(1);
        assertThat(market.ownerRepositories("a")).isEqualTo(2);
        assertThat(market.ownerSurge(null, "a")).isCloseTo(-10 / 11.0, within(1e-12));
    }

    @Test
    void equalSurges_shareTheLowestRank() {
        for (long surge : new long[] {5, 5, 5, 9, 1}) {
            market.add(surge, "", "a", null);
        }
        market.close();

        assertThat(market.rank(5L)).isEqualTo(0.25);
    }

    @Test
    void topics_theHighestCounts() {
        market.add(0L, "", "a", List.of("ai", "cli"));
        market.add(90L, "", "b", List.of("ai"));
        market.add(-90L, "", "c", List.of("cli"));
        market.close();

        assertThat(market.topicSurge(0L, List.of("ai", "cli"))).isCloseTo(90 / 11.0, within(1e-12));
        assertThat(market.topicSurge(0L, List.of())).isNaN();
        assertThat(market.topicSurge(0L, null)).isNaN();
    }

    @Test
    void nothingMeasured_tellsNothing() {
        market.add(null, "", "a", List.of("ai"));
        market.close();

        assertThat(market.mean()).isNaN();
        assertThat(market.rank(null)).isZero();
        assertThat(market.languageSurge(null, "")).isNaN();
        assertThat(market.topicSurge(null, List.of("ai"))).isNaN();
    }
}
