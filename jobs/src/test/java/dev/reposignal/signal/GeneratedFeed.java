package dev.reposignal.signal;

import dev.reposignal.table.Table;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A feed with every kind of gap, the same for the same seed. */
final class GeneratedFeed {
    private GeneratedFeed() {}

    /** Repositories whose days go missing one by one, in runs, weekly, or all before some day; stars rise and fall. */
    static List<Map<String, @Nullable Object>> rows(long seed, LocalDate day) {
        Random random = new Random(seed);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int repository = 0; repository < 150; repository++) {
            int kind = random.nextInt(4);
            double share = random.nextDouble();
            int missingRun = random.nextInt(60);
            long stars = random.nextInt(20_000);
            LocalDate begin = day.minusDays(random.nextInt(60));
            for (LocalDate at = begin; !at.isAfter(day); at = at.plusDays(1)) {
                stars = Math.max(0, stars + random.nextInt(40) - 10);
                long before = ChronoUnit.DAYS.between(at, day);
                boolean isThere =
                        switch (kind) {
                            case 0 -> true;
                            case 1 -> before % 7 == 0;
                            case 2 -> before < 1 || before < missingRun || before > missingRun + 8;
                            default -> random.nextDouble() < share;
                        };
                if (isThere || (before == 0 && repository % 10 != 0)) {
                    rows.add(TestRows.row(
                            Table.DAY,
                            at,
                            "repo_key",
                            "name:owner/repository-" + repository,
                            "full_name",
                            "owner/repository-" + repository,
                            "stars",
                            stars,
                            "observed",
                            true));
                }
            }
        }
        return rows;
    }
}
