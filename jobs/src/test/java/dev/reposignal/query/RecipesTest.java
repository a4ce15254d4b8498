package dev.reposignal.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.testing.SampleNights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of recipes.md, on the sample's two nights. */
class RecipesTest {
    private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)\n```", Pattern.DOTALL);
    /** An answer that needs more is missing a view. */
    private static final int MOST_LINES = 4;

    @TempDir
    static Path folder;

    private static @Nullable LakeSession opened;

    @BeforeAll
    static void open() {
        opened = LakeSession.now(SampleNights.copy(folder.resolve("lake")));
    }

    private static List<Row> rows(String query) {
        return Objects.requireNonNull(opened).answer(query).collectAsList();
    }

    static List<String> queries() throws IOException {
        return QUERY.matcher(Files.readString(Path.of("docs/recipes.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void recipe_isShortAndAnswers(String query) {
        assertThat(query.lines().count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(rows(query)).isNotEmpty();
    }

    /** The sample exchanges the counts of two repositories on one day: some 90,000 stars that nobody gave. */
    @Test
    void starsByLanguage_leaveOutLevelShifts() throws IOException {
        List<Row> rows = rows(queries().get(0));

        assertThat(rows).allSatisfy(row -> assertThat(row.getLong(2)).isLessThan(50_000L));
    }
}
