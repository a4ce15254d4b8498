package dev.reposignal.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few of the kills of jobs/bench/collect-kills.sh. */
class CollectKillsTest {
    @TempDir
    Path folder;

    @Test
    void realProcessKilledAtARandomRequest_endsWithTheSameBytes() throws IOException, InterruptedException {
        try (CollectKills kills = new CollectKills(folder, 7)) {
            CollectKills.Result result = kills.run(2);

            assertThat(result.requests()).isGreaterThan(30);
            assertThat(result.killed()).isPositive();
            assertThat(result.different()).as(result.line()).isEmpty();
        }
    }
}
