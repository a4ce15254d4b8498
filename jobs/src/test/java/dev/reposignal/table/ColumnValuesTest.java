package dev.reposignal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnValuesTest {
    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of(Tables.REPO_SIGNALS, "tier", List.of("surfacing", "tracked", "watched")),
                Arguments.of(Tables.FEED_HEALTH, "verdict", List.of("publish", "hold")),
                Arguments.of(Tables.PREDICTIONS, "subject_type", List.of("repository", "cluster", "field", "language")),
                Arguments.of(
                        Tables.PREDICTIONS,
                        "kind",
                        List.of(
                                "breakout",
                                "young_gain",
                                "stars_reached",
                                "cluster_growth",
                                "field_share",
                                "language_newcomers")),
                Arguments.of(Tables.PREDICTION_OUTCOMES, "outcome", List.of("hit", "miss", "unobservable")),
                Arguments.of(Tables.CLUSTER_LINEAGE, "event", List.of("continued", "born", "split", "merged", "died")),
                Arguments.of(
                        Tables.HIGHLIGHTS, "kind", List.of("quiet_mover", "contrarian", "breakout_watch", "to_star")),
                Arguments.of(
                        Tables.RUNS,
                        "status",
                        List.of("started", "written", "published", "site_failed", "held", "failed", "interrupted")),
                Arguments.of(Tables.LANGUAGE_BREAKDOWN, "scope", List.of("tracked", "all")));
    }

    /** The values are a contract with analysts and with lakes of older versions. */
    @ParameterizedTest
    @MethodSource("columns")
    void column_takesExactlyTheValuesOfItsEnum(Table table, String column, List<String> values) {
        String condition = column + " IN ('" + String.join("', '", values) + "')";

        assertThat(table.checks()).extracting(Check::condition).contains(condition);
    }

    @Test
    void value_becomesItsConstant() {
        assertThat(Outcome.of("unobservable")).isEqualTo(Outcome.UNOBSERVABLE);
        assertThat(HighlightRule.of("small_and_fast").kind()).isEqualTo(HighlightKind.TO_STAR);
    }

    @Test
    void unknownValue_isRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Outcome.of("Hit"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid Outcome 'Hit': it must be hit, miss or unobservable");
    }

    @Test
    void board_isWhatSurfacesOrIsTracked() {
        assertThat(Arrays.stream(Tier.values()).filter(Tier::isOnBoard)).containsExactly(Tier.SURFACING, Tier.TRACKED);
    }

    @Test
    void document_namesEveryKind() throws IOException {
        String insights = Files.readString(Path.of("docs/insights.md"));
        String predictions = Files.readString(Path.of("docs/predictions.md"));

        assertThat(InsightKind.values()).allSatisfy(kind -> assertThat(insights).contains(kind.value()));
        assertThat(ClaimKind.values())
                .allSatisfy(kind -> assertThat(predictions).contains(kind.value()));
    }
}
