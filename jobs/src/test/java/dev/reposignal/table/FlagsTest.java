package dev.reposignal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagsTest {
    @Test
    void everyFlagThatIsReliedOn_isAColumnWithAMeaning() {
        List<String> doubtful = new ArrayList<>(Flags.MISLEADING);
        doubtful.add(Flags.SUSPECT);
        doubtful.add(Flags.LOST);

        assertThat(Flags.ALL).containsAll(doubtful);
        assertThat(Flags.ALL).allSatisfy(flag -> assertThat(Flags.meaning(flag)).isNotBlank());
        assertThatThrownBy(() -> Flags.meaning("is_pretty")).hasMessageContaining("is_pretty");
    }

    /** A view is SQL and cannot ask the list; a flag that is added must not be forgotten there. */
    @ParameterizedTest
    @ValueSource(strings = {"movers", "quiet_climbers"})
    void viewsThatPraise_leaveOutWhatIsDoubtful(String view) {
        String doubtful = "NOT (%s OR coalesce(%s, false) OR coalesce(%s, false))"
                .formatted(String.join(" OR ", Flags.MISLEADING), Flags.SUSPECT, Flags.LOST);

        assertThat(View.named(view).query().replaceAll("\\s+", " ")).contains(doubtful);
    }
}
