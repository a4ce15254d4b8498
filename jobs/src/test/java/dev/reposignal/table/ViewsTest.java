package dev.reposignal.table;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two published nights, of 27 February and 6 March, and a held one of 7 March. */
class ViewsTest {
    static List<View> views() {
        return Views.ALL;
    }

    @BeforeEach
    void emptyTables() {
        Tables.ALL.stream()
                .filter(table -> !table.equals(Tables.REPO_MONTHS))
                .forEach(table -> given(TestRows.of(table), table));
        given(Tables.RUNS, """
                snapshot_date | run_id          | status    | finished_at
                2026-02-27    | 2026-02-27-0001 | published | 2026-02-27T03:00:01Z
                2026-03-06    | 2026-03-06-0001 | published | 2026-03-06T03:00:01Z
                2026-03-07    | 2026-03-07-0001 | held      | 2026-03-07T03:00:01Z
                """);
        Views.ALL.forEach(view -> TestSpark.session().sql("CREATE OR REPLACE TEMPORARY VIEW " + view.definition()));
    }

    /** Gives a table these rows and no others. */
    private static void given(Table table, String text) {
        given(TestRows.table(table, text), table);
    }

    private static void given(Dataset<Row> rows, Table table) {
        rows.createOrReplaceTempView(table.name());
        if (table.equals(Tables.SNAPSHOTS)) {
            RepositoryMonths.of(rows).createOrReplaceTempView(Tables.REPO_MONTHS.name());
        }
    }

    private static Dataset<Row> sql(String query) {
        return TestSpark.session().sql(query);
    }

    @ParameterizedTest
    @MethodSource("views")
    void view_hasTheColumnsItDeclares(View view) {
        StructType schema = TestSpark.session().table(view.name()).schema();

        assertThat(Arrays.stream(schema.fields())
                        .map(field -> field.name() + " " + field.dataType().simpleString())
                        .toList())
                .isEqualTo(view.fields().stream()
                        .map(field -> field.name() + " " + field.type().simpleString())
                        .toList());
        assertThat(Arrays.stream(schema.fields())
                        .map(StructField::getComment)
                        .map(scala.Option::get)
                        .toList())
                .isEqualTo(view.fields().stream().map(Field::comment).toList());
    }

    @ParameterizedTest
    @MethodSource("views")
    void columnOfATable_hasTheUnitItHasThere(View view) {
        List<Table> read = Tables.ALL.stream()
                .filter(table -> Pattern.compile("\\b(FROM|JOIN)\\s+" + table.name() + "\\b")
                        .matcher(view.query())
                        .find())
                .toList();
        for (Field field : view.fields()) {
            List<String> units = read.stream()
                    .flatMap(table -> table.fields().stream())
                    .filter(column ->
                            column.name().equals(field.name()) && column.type().equals(field.type()))
                    .map(Field::unit)
                    .toList();
            if (!units.isEmpty()) {
                assertThat(units).as("unit of %s.%s", view.name(), field.name()).contains(field.unit());
            }
        }
    }

    @Test
    void nights_ofADayRunTwice_isTheLastRun() {
        given(Tables.RUNS, """
                snapshot_date | run_id          | status    | finished_at
                2026-03-06    | 2026-03-06-0001 | published | 2026-03-06T03:00:01Z
                2026-03-06    | 2026-03-06-0002 | failed    | 2026-03-06T03:00:02Z
                2026-02-27    | 2026-02-27-0002 | published | 2026-02-27T03:00:02Z
                2026-02-27    | 2026-02-27-0001 | held      | 2026-02-27T03:00:01Z
                """);

        assertThatRows(sql("SELECT * FROM nights ORDER BY snapshot_date")).areExactly("""
                snapshot_date | run_id          | status    | attempts
                2026-02-27    | 2026-02-27-0002 | published | 2
                2026-03-06    | 2026-03-06-0002 | failed    | 2
                """);
    }

    @Test
    void nights_nameThePublishedNightBefore_passingOverAHeldOne() {
        given(Tables.RUNS, """
                snapshot_date | run_id          | status    | finished_at
                2026-02-27    | 2026-02-27-0001 | published | 2026-02-27T03:00:01Z
                2026-02-28    | 2026-02-28-0001 | held      | 2026-02-28T03:00:01Z
                2026-03-06    | 2026-03-06-0001 | published | 2026-03-06T03:00:01Z
                """);

        assertThatRows(sql("SELECT * FROM nights ORDER BY snapshot_date")).areExactly("""
                snapshot_date | previous_night
                2026-02-27    | null
                2026-02-28    | 2026-02-27
                2026-03-06    | 2026-02-27
                """);
    }

    @ParameterizedTest
    @EnumSource(RunStatus.class)
    void nights_arePublishableByTheirStatus(RunStatus status) {
        given(Tables.RUNS, """
                snapshot_date | run_id          | status | finished_at
                2026-03-06    | 2026-03-06-0001 | %s     | 2026-03-06T03:00:01Z
                """.formatted(status.value()));

        assertThatRows(sql("SELECT * FROM nights")).areExactly("is_publishable\n" + status.isPublishable());
        assertThatRows(sql("SELECT count(*) AS runs FROM runs WHERE " + RunStatus.publishable()))
                .areExactly("runs\n" + (status.isPublishable() ? 1 : 0));
    }

    @Test
    void latestSignals_passOverAHeldNight_andNameTheFlags() {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier    | signal_rank | is_alias | is_new_arrival
                2026-02-27    | name:a/a | a/a       | watched | 1           | false    | false
                2026-03-06    | name:a/a | a/a       | watched | 2           | true     | true
                2026-03-06    | name:b/b | b/b       | watched | 1           | false    | false
                2026-03-07    | name:a/a | a/a       | watched | 1           | false    | false
                """);

        assertThatRows(sql("SELECT * FROM latest_signals ORDER BY signal_rank")).areExactly("""
                snapshot_date | full_name | flags
                2026-03-06    | b/b       | []
                2026-03-06    | a/a       | [alias, new_arrival]
                """);
    }

    @Test
    void latestSignals_ofAStepThatIsNoGrowth_addNothingToSums() {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier    | language | signal_rank | velocity_7d | acceleration | is_level_shift | is_alias
                2026-03-06    | name:a/a | a/a       | watched | Go       | 1           | 14000.0     | 9000.0       | true           | false
                2026-03-06    | name:b/b | b/b       | watched | Go       | 2           | 12.5        | 2.0          | false          | false
                2026-03-06    | name:c/c | c/c       | watched | Go       | 3           | 12.0        | 2.0          | false          | true
                """);

        assertThatRows(sql("SELECT sum(velocity_7d) AS pace, sum(acceleration) AS acceleration, count(*) AS repos"
                        + " FROM latest_signals GROUP BY language"))
                .areExactly("""
                pace | acceleration | repos
                12.5 | 2.0          | 3
                """);
    }

    @Test
    void board_hasEveryPublishedNight_withNightsInARowAndCluster() {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier      | board_place
                2026-02-27    | name:a/a | a/a       | surfacing | 1
                2026-03-06    | name:b/b | b/b       | surfacing | 1
                2026-03-06    | name:a/a | a/a       | tracked   | 2
                2026-03-06    | name:c/c | c/c       | watched   | null
                2026-03-07    | name:b/b | b/b       | surfacing | 1
                """);
        given(Tables.CLUSTER_MEMBERS, """
                snapshot_date | repo_key | full_name | cluster_id | field
                2026-03-06    | name:a/a | a/a       | c1         | security
                """);
        given(Tables.CLUSTERS, """
                snapshot_date | cluster_id | label
                2026-03-06    | c1         | secrets
                """);
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed | description
                2026-03-06    | name:a/a | a/a       | 5     | true     | Finds secrets
                """);

        assertThatRows(sql("SELECT * FROM board ORDER BY snapshot_date, board_place"))
                .areExactly("""
                snapshot_date | board_place | full_name | tier      | nights_in_row | cluster_label | field    | description
                2026-02-27    | 1           | a/a       | surfacing | 1             | null          | null     | null
                2026-03-06    | 1           | b/b       | surfacing | 1             | null          | null     | null
                2026-03-06    | 2           | a/a       | tracked   | 2             | secrets       | security | Finds secrets
                """);
    }

    @Test
    void boardChanges_tellWhoCameAndWent() {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key  | full_name | tier      | board_place | breakout_probability
                2026-02-27    | name:a/a  | a/a       | surfacing | 1           | 0.4
                2026-02-27    | name:b/b  | b/b       | tracked   | 2           | 0.1
                2026-02-27    | name:c/c  | c/c       | surfacing | 3           | 0.2
                2026-02-27    | name:d/d  | d/d       | watched   | null        | 0.0
                2026-02-27    | name:e/e  | e/e       | surfacing | 4           | 0.1
                2026-02-27    | name:f/f  | f/f       | surfacing | 5           | 0.1
                2026-03-06    | name:a/a  | a/a       | watched   | null        | 0.1
                2026-03-06    | name:b/b  | b/b       | surfacing | 1           | 0.3
                2026-03-06    | name:c/c  | c/c       | tracked   | 3           | 0.1
                2026-03-06    | name:d/d  | d/d       | surfacing | 2           | 0.3
                2026-03-06    | name:f/f  | f/f       | surfacing | 4           | 0.1
                """);

        assertThatRows(sql("SELECT * FROM board_changes ORDER BY full_name")).areExactly("""
                snapshot_date | previous_night | full_name | change   | tier      | previous_tier | board_place | previous_place | breakout_probability
                2026-03-06    | 2026-02-27     | a/a       | left     | watched   | surfacing     | null        | 1              | 0.1
                2026-03-06    | 2026-02-27     | b/b       | surfaced | surfacing | tracked       | 1           | 2              | 0.3
                2026-03-06    | 2026-02-27     | c/c       | sank     | tracked   | surfacing     | 3           | 3              | 0.1
                2026-03-06    | 2026-02-27     | d/d       | entered  | surfacing | watched       | 2           | null           | 0.3
                2026-03-06    | 2026-02-27     | e/e       | left     | null      | surfacing     | null        | 4              | null
                """);
    }

    @Test
    void boardOutcomes_areOfTheFirstNight_andTellTheVanished() {
        given(Tables.RUNS, """
                snapshot_date | run_id          | status    | finished_at
                2026-01-01    | 2026-01-01-0001 | published | 2026-01-01T03:00:01Z
                2026-01-02    | 2026-01-02-0001 | published | 2026-01-02T03:00:01Z
                2026-02-01    | 2026-02-01-0001 | published | 2026-02-01T03:00:01Z
                """);
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier      | board_place | stars
                2026-01-01    | id:1     | a/a       | surfacing | 1           | 100
                2026-01-02    | id:1     | a/a       | surfacing | 1           | 110
                2026-01-01    | id:2     | gone/now  | surfacing | 2           | 50
                2026-02-01    | id:3     | new/one   | surfacing | 1           | 70
                """);
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed
                2026-01-01    | id:1     | a/a       | 100   | true
                2026-01-28    | id:1     | a/a       | 120   | true
                2026-01-29    | id:1     | a/a       | 999   | false
                2026-01-30    | id:1     | a/a       | 150   | true
                2026-02-01    | id:1     | a/a       | 160   | true
                2026-01-01    | id:2     | gone/now  | 50    | true
                2026-02-04    | id:3     | new/one   | 75    | true
                """);

        assertThatRows(sql("SELECT * FROM board_outcomes ORDER BY snapshot_date, board_place"))
                .areExactly("""
                snapshot_date | full_name | stars | day_after  | stars_after | gain_after | growth_after | is_over
                2026-01-01    | a/a       | 100   | 2026-01-30 | 150         | 50         | 0.5          | true
                2026-01-01    | gone/now  | 50    | null       | null        | null       | null         | true
                2026-02-01    | new/one   | 70    | null       | null        | null       | null         | false
                """);
    }

    @Test
    void repoHistory_ofALevelShift_gainsNothing() {
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed
                2026-03-01    | id:1     | a/a       | 640   | true
                2026-03-02    | id:1     | a/a       | 646   | true
                2026-03-10    | id:1     | a/a       | 646   | true
                2026-03-11    | id:1     | a/a       | 99148 | true
                2026-03-12    | id:1     | a/a       | 99166 | true
                2026-03-13    | id:1     | a/a       | 49582 | true
                2026-03-14    | id:1     | a/a       | 49000 | true
                """);

        assertThatRows(sql("SELECT * FROM repo_history ORDER BY snapshot_date")).areExactly("""
                snapshot_date | stars | stars_gained | is_level_shift
                2026-03-01    | 640   | null         | false
                2026-03-02    | 646   | 6            | false
                2026-03-10    | 646   | 0            | false
                2026-03-11    | 99148 | null         | true
                2026-03-12    | 99166 | 18           | false
                2026-03-13    | 49582 | null         | true
                2026-03-14    | 49000 | -582         | false
                """);
    }

    @Test
    void repoWeeks_beginOnMonday() {
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed
                2026-03-01    | id:1     | a/a       | 100   | true
                2026-03-02    | id:1     | a/a       | 103   | true
                2026-03-08    | id:1     | a/a       | 111   | true
                2026-03-10    | id:1     | a/a       | 121   | true
                """);
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier    | language
                2026-03-06    | id:1     | a/a       | watched | Go
                """);

        assertThatRows(sql("SELECT * FROM repo_weeks ORDER BY week")).areExactly("""
                week       | full_name | language | days_observed | stars | stars_gained
                2026-02-23 | a/a       | Go       | 1             | 100   | null
                2026-03-02 | a/a       | Go       | 2             | 111   | 11
                2026-03-09 | a/a       | Go       | 1             | 121   | 10
                """);
    }

    @Test
    void repositories_areOneRowEach_withTheirEarlierNames() {
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed
                2026-01-31    | id:1     | Old/name  | 100   | true
                2026-03-06    | id:1     | New/name  | 120   | true
                2026-03-06    | id:2     | b/b       | 7     | true
                """);
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier    | language
                2026-03-06    | id:1     | New/name  | tracked | Go
                """);

        assertThatRows(sql("SELECT * FROM repositories ORDER BY repo_key")).areExactly("""
                repo_key | full_name | owner | name | earlier_names | first_observed_on | last_observed_on | days_observed | stars | language | tier
                id:1     | New/name  | new   | name | [Old/name]    | 2026-01-31        | 2026-03-06       | 2             | 120   | Go       | tracked
                id:2     | b/b       | b     | b    | []            | 2026-03-06        | 2026-03-06       | 1             | 7     | null     | null
                """);
    }

    @Test
    void movers_areOrderedInEachWindow_withoutFlaggedOrUnknownOnes() {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | full_name | tier    | stars | stars_gained_24h | days_elapsed_24h | velocity_24h | stars_gained_7d | days_elapsed_7d | velocity_7d | is_level_shift
                2026-03-06    | a/a       | watched | 110   | null             | null             | null         | 10              | 8               | 1.25        | false
                2026-03-06    | b/b       | watched | 60    | 20               | 1                | 20.0         | 30              | 7               | 30/7        | false
                2026-03-06    | c/c       | watched | 9999  | null             | null             | null         | null            | null            | 500.0       | true
                """);

        assertThatRows(sql("SELECT * FROM movers ORDER BY window_days, position"))
                .areExactly("""
                window_days | position | full_name | stars_gained | days_elapsed | share_gained
                1           | 1        | b/b       | 20           | 1            | 0.5
                7           | 1        | b/b       | 30           | 7            | 1.0
                7           | 2        | a/a       | 10           | 8            | 0.1
                """);
    }

    @Test
    void quietClimbers_areSmallSteadyAndNotSurfacing() {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | full_name     | stars | signal_rank | velocity_24h | velocity_7d | velocity_28d | stars_gained_28d | tier
                2026-03-06    | steady/slow   | 4000  | 4000        | 3.0          | 3.5         | 3.0          | 84               | watched
                2026-03-06    | steady/small  | 400   | 400         | 3.0          | 3.5         | 3.0          | 84               | tracked
                2026-03-06    | too/large     | 5000  | 5000        | 3.0          | 3.5         | 3.0          | 84               | watched
                2026-03-06    | week/faster   | 400   | 400         | 3.0          | 4.1         | 3.0          | 84               | watched
                2026-03-06    | day/spike     | 400   | 400         | 6.5          | 3.5         | 3.0          | 84               | watched
                2026-03-06    | shown/already | 400   | 400         | 3.0          | 3.5         | 3.0          | 84               | surfacing
                """);

        assertThatRows(sql("SELECT * FROM quiet_climbers ORDER BY position")).areExactly("""
                position | full_name    | share_gained_28d
                1        | steady/small | 84/400
                2        | steady/slow  | 84/4000
                """);
    }

    @Test
    void leftSurfacing_namesWhatFellMost_ofTheFactorsOfTheScore() {
        // The night of 7 March was held: what it says of tiers counts for nothing.
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier      | board_place | stars | velocity_24h | velocity_7d | breakout_probability | surfacing_score | is_suspect_burst
                2026-02-27    | id:1     | a/stays   | surfacing | 1           | 1070  | 10.0         | 10.0        | 0.2                  | 2.0             | false
                2026-02-27    | id:2     | b/unlikely | surfacing | 2          | 1070  | 10.0         | 10.0        | 0.2                  | 1.9             | false
                2026-02-27    | id:3     | c/slow    | surfacing | 3           | 1070  | 2400.0       | 10.0        | 0.2                  | 1.8             | false
                2026-02-27    | id:4     | d/gone    | surfacing | 4           | 1070  | 10.0         | 10.0        | 0.2                  | 1.7             | false
                2026-02-27    | id:5     | e/bought  | surfacing | 5           | 1070  | 10.0         | 10.0        | 0.2                  | 1.6             | false
                2026-02-27    | id:6     | f/passed  | surfacing | 6           | 1070  | 10.0         | 10.0        | 0.2                  | 1.5             | false
                2026-02-27    | id:7     | g/still   | surfacing | 7           | 1070  | 10.0         | 10.0        | 0.2                  | 1.4             | false
                2026-02-27    | id:8     | h/large   | surfacing | 8           | 30070 | 10.0         | 10.0        | 0.2                  | 1.3             | false
                2026-03-06    | id:1     | a/stays   | surfacing | 1           | 1070  | 10.0         | 10.0        | 0.2                  | 2.0             | false
                2026-03-06    | id:2     | b/unlikely | watched  | null        | 1070  | 10.0         | 10.0        | 0.05                 | 0.5             | false
                2026-03-06    | id:3     | c/slow    | tracked   | 20          | 1070  | 1200.0       | 10.0        | 0.19                 | 1.2             | false
                2026-03-06    | id:5     | e/bought  | tracked   | 21          | 1070  | 10.0         | 10.0        | 0.2                  | null            | true
                2026-03-06    | id:6     | f/passed  | watched   | null        | 1070  | 10.0         | 10.0        | 0.2                  | 1.5             | false
                2026-03-06    | id:7     | g/still   | watched   | null        | 1070  | 10.0         | -1.0        | 0.2                  | null            | false
                2026-03-06    | id:8     | h/large   | watched   | null        | 60070 | 10.0         | 20.0        | 0.2                  | 0.65            | false
                2026-03-07    | id:1     | a/stays   | watched   | null        | 1070  | 10.0         | 10.0        | 0.2                  | 2.0             | false
                """);

        assertThatRows(sql("SELECT * FROM left_surfacing ORDER BY previous_place"))
                .areExactly("""
                snapshot_date | previous_night | full_name  | previous_place | board_place | reason      | why
                2026-03-06    | 2026-02-27   | b/unlikely | 2              | null        | probability | the probability of a break-out fell from 20.0% to 5.0%
                2026-03-06    | 2026-02-27   | c/slow     | 3              | 20          | pace        | it fell from 2,400 to 1,200 stars a day
                2026-03-06    | 2026-02-27   | d/gone     | 4              | null        | unobserved  | the feed does not list it on this day
                2026-03-06    | 2026-02-27   | e/bought   | 5              | 21          | flagged     | its star count is flagged: suspect burst
                2026-03-06    | 2026-02-27   | f/passed   | 6              | null        | overtaken   | others passed it; its own figures fell by less than 5%
                2026-03-06    | 2026-02-27   | g/still    | 7              | null        | no_gain     | it gained no stars in the week
                2026-03-06    | 2026-02-27   | h/large    | 8              | null        | size        | it became large: 60,070 stars
                """);
    }

    @Test
    void leftSurfacing_withoutAModel_comparesTheScores() {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier      | board_place | stars | velocity_7d | signal_score
                2026-02-27    | id:1     | a/lower   | surfacing | 1           | 1070  | 10.0        | 50.00
                2026-02-27    | id:2     | b/passed  | surfacing | 2           | 1070  | 10.0        | 40.00
                2026-03-06    | id:1     | a/lower   | tracked   | 30          | 1070  | 10.0        | 30.50
                2026-03-06    | id:2     | b/passed  | tracked   | 31          | 1070  | 10.0        | 40.00
                """);

        assertThatRows(sql("SELECT * FROM left_surfacing ORDER BY previous_place"))
                .areExactly("""
                full_name | reason    | why
                a/lower   | score     | its score fell from 50.00 to 30.50
                b/passed  | overtaken | others passed it; its own figures fell by less than 5%
                """);
    }

    @Test
    void surfacingTurnover_comparesWithTheNightAndTheWeekBefore() {
        given(Tables.RUNS, """
                snapshot_date | run_id          | status    | finished_at
                2026-02-26    | 2026-02-26-0001 | published | 2026-02-26T03:00:01Z
                2026-03-05    | 2026-03-05-0001 | published | 2026-03-05T03:00:01Z
                2026-03-06    | 2026-03-06-0001 | published | 2026-03-06T03:00:01Z
                """);
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | tier
                2026-02-26    | id:1     | surfacing
                2026-02-26    | id:2     | surfacing
                2026-03-05    | id:2     | surfacing
                2026-03-05    | id:3     | surfacing
                2026-03-06    | id:3     | surfacing
                2026-03-06    | id:4     | surfacing
                2026-03-06    | id:5     | surfacing
                2026-03-06    | id:1     | surfacing
                """);

        assertThatRows(sql("SELECT * FROM surfacing_turnover ORDER BY snapshot_date"))
                .areExactly("""
                snapshot_date | surfacing_repos | previous_night | new_repos | share_new | week_before | new_repos_7d | share_new_7d
                2026-02-26    | 2               | null         | null      | null      | null        | null         | null
                2026-03-05    | 2               | 2026-02-26   | 1         | 0.5       | 2026-02-26  | 1            | 0.5
                2026-03-06    | 4               | 2026-03-05   | 3         | 0.75      | 2026-02-26  | 3            | 0.75
                """);
    }

    @Test
    void firstSeen_countsPublishedNightsOnly_andFollowsARename() {
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed
                2026-01-01    | id:1     | old/name  | 10    | true
                2026-03-07    | id:1     | new/name  | 90    | true
                2026-03-06    | id:2     | b/b       | 5     | true
                """);
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | tier      | stars | signal_rank
                2026-02-27    | id:1     | tracked   | 30    | 20
                2026-03-06    | id:1     | surfacing | 70    | 3
                2026-03-07    | id:1     | surfacing | 90    | 1
                2026-03-06    | id:2     | tracked   | 5     | 30
                """);

        assertThat(sql("SELECT * FROM first_seen").collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactly("id:1 new/name 2026-01-01 2026-02-27 2026-03-06 3 70 1 2026-03-06 2026-03-07 90 20");
    }

    @Test
    void repoHistory_marksAGapAndDividesByItsDays() {
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed
                2026-03-01    | id:1     | old/name  | 100   | true
                2026-03-02    | id:1     | old/name  | 103   | true
                2026-03-06    | id:1     | new/name  | 111   | true
                2026-03-02    | id:2     | b/b       | 7     | true
                """);

        assertThatRows(sql("SELECT * FROM repo_history WHERE full_name = 'new/name' ORDER BY snapshot_date"))
                .areExactly("""
                snapshot_date | stars | previous_day | missing_days | stars_gained | stars_per_day
                2026-03-01    | 100   | null         | null         | null         | null
                2026-03-02    | 103   | 2026-03-01   | 0            | 3            | 3.0
                2026-03-06    | 111   | 2026-03-02   | 3            | 8            | 2.0
                """);
    }

    @Test
    void languageTrend_comparesPublishedNights() {
        given(Tables.LANGUAGE_BREAKDOWN, """
                snapshot_date | scope | language | share | position | velocity_7d
                2026-02-27    | all   | Rust     | 0.2   | 3        | 10
                2026-03-06    | all   | Rust     | 0.3   | 1        | 30
                2026-03-06    | all   | Go       | 0.7   | 2        | 10
                2026-03-07    | all   | Rust     | 0.9   | 1        | 99
                """);

        assertThatRows(sql("SELECT * FROM language_trend ORDER BY snapshot_date, language"))
                .areExactly("""
                snapshot_date | language | share_change | positions_climbed | velocity_share
                2026-02-27    | Rust     | null         | null              | 1.0
                2026-03-06    | Go       | null         | null              | 0.25
                2026-03-06    | Rust     | ~0.10000000  | 2                 | 0.75
                """);
    }

    @Test
    void clusterOverview_namesTheBestRankedMembers() {
        given(Tables.CLUSTERS, """
                snapshot_date | cluster_id | label         | repos
                2026-03-06    | c1         | web servers   | 2
                2026-03-06    | c2         | nobody scored | 0
                2026-02-27    | c1         | servers       | 0
                """);
        given(Tables.CLUSTER_MEMBERS, """
                snapshot_date | repo_key | full_name | cluster_id
                2026-03-06    | name:a/a | a/a       | c1
                2026-03-06    | name:b/b | b/b       | c1
                2026-03-06    | name:d/d | d/d       | c2
                """);
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier    | signal_rank
                2026-03-06    | name:a/a | a/a       | watched | 10
                2026-03-06    | name:b/b | b/b       | watched | 9
                2026-03-06    | name:d/d | d/d       | watched | null
                2026-02-27    | name:a/a | a/a       | watched | 1
                """);

        assertThatRows(sql("SELECT * FROM cluster_overview ORDER BY cluster_id"))
                .areExactly("""
                cluster_id | label         | repos | best_repos
                c1         | web servers   | 2     | [b/b, a/a]
                c2         | nobody scored | 0     | []
                """);
    }

    @Test
    void clusterHistory_tellsGrowthAndNewLabels() {
        given(Tables.CLUSTERS, """
                snapshot_date | cluster_id | label       | repos | velocity_7d
                2026-02-27    | c1         | servers     | 5     | 2.0
                2026-03-06    | c1         | web servers | 7     | 5.5
                """);

        assertThatRows(sql("SELECT * FROM cluster_history ORDER BY snapshot_date"))
                .areExactly("""
                snapshot_date | previous_night | repos_change | velocity_change | is_relabelled
                2026-02-27    | null           | null         | null            | null
                2026-03-06    | 2026-02-27     | 2            | 3.5             | true
                """);
    }

    @Test
    void fieldHistory_followsAFieldThroughARename_andLeavesOutWhatEnded() {
        given(Tables.FIELDS, """
                snapshot_date | field_id | field        | event     | previous_field | repos | previous_repos | shared_repos | velocity_7d
                2026-02-27    | f1       | AI           | born      | null           | 10    | 0              | 0            | 2.0
                2026-02-27    | f2       | databases    | born      | null           | 4     | 0              | 0            | 1.0
                2026-03-06    | f1       | AI agents    | continued | AI             | 12    | 10             | 9            | 5.5
                2026-03-06    | f2       | databases    | died      | databases      | 0     | 4              | 0            | 0.0
                """);
        given(Tables.TRENDS, """
                snapshot_date | subject_type | subject_key | week_share | growth
                2026-03-06    | field        | AI agents   | 0.25       | 0.5
                2026-03-06    | cluster      | AI agents   | 0.75       | 0.1
                """);

        assertThatRows(sql("SELECT * FROM field_history ORDER BY snapshot_date, field_id"))
                .areExactly("""
                snapshot_date | field_id | field     | kept_share | repos_change | velocity_change | week_share | growth
                2026-02-27    | f1       | AI        | null       | null         | null            | null       | null
                2026-02-27    | f2       | databases | null       | null         | null            | null       | null
                2026-03-06    | f1       | AI agents | 0.9        | 2            | 3.5             | 0.25       | 0.5
                """);
    }

    @Test
    void predictionResults_keepOpenClaims() {
        given(Tables.PREDICTIONS, """
                prediction_id | made_on    | due_on     | probability
                hit           | 2026-02-06 | 2026-03-06 | 0.25
                open          | 2026-02-06 | 2026-03-06 | 0.25
                gone          | 2026-02-06 | 2026-03-06 | 0.25
                """);
        given(Tables.PREDICTION_OUTCOMES, """
                prediction_id | outcome      | resolved_on | observed_value
                hit           | hit          | 2026-03-06  | 120.0
                gone          | unobservable | 2026-03-06  | null
                """);

        assertThatRows(sql("SELECT * FROM prediction_results ORDER BY prediction_id"))
                .areExactly("""
                prediction_id | outcome      | lead_days | squared_error
                gone          | unobservable | 28        | null
                hit           | hit          | 28        | 0.5625
                open          | open         | null      | null
                """);
    }

    @Test
    void feedDays_showMissingHeldAndUnjudgedDays() {
        given(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed
                2026-03-04    | id:1     | a/a       | 1     | true
                2026-03-06    | id:1     | a/a       | 2     | true
                2026-03-07    | id:1     | a/a       | 2     | true
                """);
        given(Tables.FEED_HEALTH, """
                snapshot_date | verdict | reason
                2026-03-06    | publish | null
                2026-03-07    | hold    | frozen
                """);

        assertThatRows(sql("SELECT * FROM feed_days ORDER BY snapshot_date")).areExactly("""
                snapshot_date | repos | state      | reason | night
                2026-03-04    | 1     | not judged | null   | null
                2026-03-05    | 0     | missing    | null   | null
                2026-03-06    | 1     | publish    | null   | published
                2026-03-07    | 1     | hold       | frozen | held
                """);
    }
}
