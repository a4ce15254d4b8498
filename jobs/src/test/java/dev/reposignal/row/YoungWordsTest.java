package dev.reposignal.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YoungWordsTest {
    @Test
    void youngRepository_hasItsProbability_orItIsSaidThatNoneIsGiven() {
        assertThat(YoungWords.of(12, 0.07))
                .contains(
                        "Created 12 days before this day; it gains the stars of a break-out in the next 28 days with a"
                                + " probability of 7%");
        assertThat(YoungWords.of(1, null))
                .contains(
                        "Created 1 day before this day, too young for a break-out probability; none of its own is given"
                                + " either");
        assertThat(YoungWords.of(0, null))
                .hasValueSatisfying(text -> assertThat(text).startsWith("Created on this day"));
    }

    @Test
    void olderRepository_orOneOfUnknownAge_isNotSpokenOf() {
        assertThat(YoungWords.of(27, null)).isPresent();
        assertThat(YoungWords.of(28, 0.07)).isEmpty();
        assertThat(YoungWords.of(null, null)).isEmpty();
        assertThat(YoungWords.of(-1, null)).isEmpty();
    }
}
