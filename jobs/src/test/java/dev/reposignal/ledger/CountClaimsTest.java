package dev.reposignal.ledger;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims that learn from earlier counts: round numbers of stars, and shares of fields. */
class CountClaimsTest {
    private static final LocalDate MADE = LocalDate.parse("2026-01-30");
    private static final LocalDate END = MADE.plusDays(28);

    @Test
    void countDays_takeTheLatestCountOfUpToThreeDaysBefore_andLeaveOutAWeekWithoutOne() {
        NavigableMap<Integer, LocalDate> days = WeeklyCounts.days(
                MADE,
                new TreeSet<>(List.of(
                        MADE,
                        MADE.minusDays(10),
                        MADE.minusDays(18),
                        // After the night: never read.
                        MADE.plusDays(1))));

        assertThat(days).containsOnlyKeys(0, 1).containsEntry(1, MADE.minusDays(10));
    }

    @Test
    void counts_leaveOutWhatWasFilledInLater() {
        Dataset<Row> snapshots = TestRows.of(
                Tables.SNAPSHOTS,
                List.of(
                        count(MADE, "a", 30, true),
                        count(MADE.minusWeeks(1), "a", 20, false),
                        count(MADE.minusWeeks(2), "a", 10, true)));

        List<Long> counts = counts(snapshots, MADE, MADE.minusWeeks(1), MADE.minusWeeks(2))
                .head()
                .getList(1);

        assertThat(counts).startsWith(30L, null, 10L, null);
    }

    /** 40 repositories, each four windows: those with 970 stars need 30 and gain 40 in 28 days; those with 960 need 40 as well. */
    @Test
    void milestoneExperience_countsWhoReachedTheNextRoundNumber_byHowNearItWas() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        IntStream.range(0, 40).forEach(repo -> {
            // Steady: what is as near as its pace reaches the number, what is farther does not.
            long pace = 40;
            for (int week = 0; week <= 11; week++) {
                long stars = (repo < 20 ? 1_010 : 940) - week * pace / 4;
                rows.add(count(MADE.minusWeeks(week), "r" + repo, stars, true));
            }
        });
        LocalDate[] days =
                IntStream.rangeClosed(0, 11).mapToObj(MADE::minusWeeks).toArray(LocalDate[]::new);

        Dataset<Row> experience = MilestoneClaims.experience(counts(TestRows.of(Tables.SNAPSHOTS, rows), days))
                .orderBy("group");

        // 1,010 stars tonight: 970, 960, 950, 940 in the windows, that need 30 (of 40: bin 3), 40 (4), 50 (5), 60 (6);
        // only the
        // first two were reached. 940 tonight: 900 to 870 need 100 to 130, 2.5 times the pace and more: bin 8 for those
        // up to 3.
        assertThatRows(experience).areExactly("""
            group | base_repos
            3     | 140
            4     | 140
            5     | 140
            6     | 140
            8     | 140
            """);
        double base = (40 + 1.0) / (140 + 2);
        assertThat(experience.first().<Double>getAs("base_rate")).isCloseTo(base, within(1e-12));
        assertThat(experience.first().<Double>getAs("probability")).isCloseTo((20 + 4 * base) / 24, within(1e-12));
    }

    @Test
    void milestoneExperience_ofFewCases_isNone() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int week = 0; week <= 11; week++) {
            rows.add(count(MADE.minusWeeks(week), "a", 1_010 - week * 10L, true));
        }
        LocalDate[] days =
                IntStream.rangeClosed(0, 11).mapToObj(MADE::minusWeeks).toArray(LocalDate[]::new);

        assertThat(MilestoneClaims.experience(counts(TestRows.of(Tables.SNAPSHOTS, rows), days))
                        .collectAsList())
                .isEmpty();
    }

    @Test
    void milestoneClaim_isOfWhatCouldGoEitherWay_theEvenestFirst() {
        Dataset<Row> claims = milestoneClaims(TestRows.of(Tables.PREDICTIONS)).orderBy("position");

        assertThatRows(claims).areExactly("""
            prediction_id                 | required_gain | probability | stars_at_claim | gain_before
            2026-01-30:stars_reached:even | 95            | 0.5         | 905            | 100
            2026-01-30:stars_reached:near | 60            | 0.7         | 4940           | 100
            """);
        assertThat(claims.head().<String>getAs("claim"))
                .isEqualTo("o/even reaches 1,000 stars in the 28 days after 2026-01-30: 95 more than it has");
        assertThat(claims.head().<String>getAs("criterion"))
                .isEqualTo("{\"metric\":\"stars_gained\",\"repo_key\":\"even\",\"from\":\"2026-01-30\",\"days\":28,"
                        + "\"observed_within_days\":34,\"at_least\":95,\"reaches\":1000}");
    }

    @Test
    void milestoneClaim_isNotMadeWhileOneRuns() {
        Dataset<Row> ledger = TestRows.table(Tables.PREDICTIONS, """
            prediction_id | made_on    | due_on     | kind          | subject_key
            p             | 2026-01-20 | 2026-02-17 | stars_reached | even
            q             | 2026-01-02 | 2026-01-30 | stars_reached | near
            """);

        assertThatRows(milestoneClaims(ledger)).areExactly("""
            subject_key | position
            near        | 1
            """);
    }

    @ParameterizedTest(name = "{0} stars after 28 days: {1}")
    @CsvSource({"1000, hit", "999, miss"})
    void milestoneClaim_isGradedByTheRoundNumber(long stars, String outcome) {
        Dataset<Row> claim = milestoneClaims(TestRows.of(Tables.PREDICTIONS)).where("subject_key = 'even'");

        Row graded = Grading.resolved(
                        END,
                        BreakoutClaims.observed(
                                TestRows.of(Tables.SNAPSHOTS, List.of(count(END, "even", stars, true))), claim))
                .head();

        assertThat(graded.<String>getAs("outcome")).isEqualTo(outcome);
    }

    @Test
    void fieldWindows_compareSharesBeforeAndAfter_ofThoseWhoseGrowthCounts() {
        Dataset<Row> windows =
                fieldWindows(fieldMembers()).where("week in (0, 4)").orderBy("field", "week");

        // Web gains 10 a week and 30 in the last four weeks each, data 10 always; the jump of "moved" is no growth.
        assertThatRows(windows).areExactly("""
            field | week | gain | required_value | is_up | observed_value
            data  | 0    | 800  | 0.25           | true  | null
            data  | 4    | 800  | 0.5            | true  | 0.25
            web   | 0    | 2400 | 0.75           | true  | null
            web   | 4    | 800  | 0.5            | true  | 0.75
            """);
    }

    @Test
    void fieldClaim_asksForTheLargerShareOfTheWeekAndOfTheFourWeeks() {
        Dataset<Row> claims = fieldClaims().orderBy("position");

        assertThatRows(claims).areExactly("""
            prediction_id               | subject_type | required_value | required_gain | gain_before | unit
            2026-01-30:field_share:web  | field        | 0.75           | null          | 2400        | share of new stars
            2026-01-30:field_share:data | field        | 0.25           | null          | 800         | share of new stars
            """);
        Row first = claims.head();
        assertThat(first.<String>getAs("claim"))
                .isEqualTo(
                        "The field web keeps its share: it takes at least 75.00% of all new stars in the 28 days after"
                                + " 2026-01-30, as in the 7 before");
        assertThat(first.getList(first.fieldIndex("members"))).hasSize(20);
        assertThat(first.<Double>getAs("probability")).isBetween(0.0, 1.0);
    }

    @Test
    void fieldClaim_ofFewFinishedWindows_isNotMade() {
        Dataset<Row> few = fieldWindows(fieldMembers()).where("week in (0, 4, 5, 6)");

        assertThat(FieldClaims.made(MADE, fieldMembers(), few).collectAsList()).isEmpty();
    }

    @Test
    void fieldClaim_ofASmallField_isNotMade() {
        Dataset<Row> members = fieldMembers().where("repo_key != 'web19'");

        assertThat(FieldClaims.made(MADE, members, fieldWindows(members))
                        .select("subject_key")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("data");
    }

    /** Web gains so much with each of its 20 repositories while data gains 1,000 in all. */
    @ParameterizedTest(name = "{0} of 20 seen with {1} stars more: {2} ({3})")
    @CsvSource(
            nullValues = "-",
            value = {
                "20, 150, hit, 0.75",
                "20, 149, miss, 0.7487",
                "10, 400, hit, 0.8",
                "9, 4000, unobservable, -",
            })
    void fieldClaim_isGradedByTheShareOfTheRepositoriesNamed(
            int seen, long gain, String outcome, @Nullable Double share) {
        List<Map<String, @Nullable Object>> signals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            signals.add(signal(MADE, "web" + i, 1_000, false));
            signals.add(signal(MADE, "data" + i, 1_000, false));
            signals.add(signal(END, "data" + i, 1_050, false));
            if (i < seen) {
                signals.add(signal(END, "web" + i, 1_000 + gain, false));
            }
        }
        // A level shift in the time, and what was not there when the claim was made, are no part of the feed.
        signals.add(signal(MADE, "shifted", 1_000, false));
        signals.add(signal(END, "shifted", 90_000, true));
        signals.add(signal(END, "newcomer", 9_000, false));

        Row graded = Grading.resolved(
                        MADE.plusDays(34),
                        FieldClaims.observed(
                                TestRows.publishedNights(END),
                                TestRows.of(Tables.REPO_SIGNALS, signals),
                                fieldClaims().where("subject_key = 'web'")))
                .to(Tables.PREDICTION_OUTCOMES.nullableSchema())
                .head();

        assertThat(graded.<String>getAs("outcome")).isEqualTo(outcome);
        if (share == null) {
            assertThat(graded.<Object>getAs("observed_value")).isNull();
            assertThat(graded.<String>getAs("evidence")).contains("fewer than half of 20 repositories");
        } else {
            assertThat(graded.<Double>getAs("observed_value")).isEqualTo(share);
            assertThat(graded.<String>getAs("evidence")).contains(seen + " of 20 repositories seen");
        }
    }

    private static Dataset<Row> milestoneClaims(Dataset<Row> ledger) {
        Dataset<Row> signals = TestRows.table(Tables.REPO_SIGNALS, MADE, """
            repo_key | full_name | stars | stars_gained_28d | is_suspect_burst | tier      | signal_rank
            near     | o/near    | 4940  | 100              | false            | tracked   | 1
            even     | o/even    | 905   | 100              | false            | surfacing | 2
            sure     | o/sure    | 990   | 100              | false            | tracked   | 3
            far      | o/far     | 500   | 100              | false            | tracked   | 4
            slow     | o/slow    | 999   | 2                | false            | tracked   | 5
            suspect  | o/suspect | 905   | 100              | true             | tracked   | 6
            watched  | o/watched | 905   | 100              | false            | watched   | null
            young    | o/young   | 905   | null             | false            | tracked   | 7
            """);
        Dataset<Row> experience = TestRows.table("""
            group int | base_repos bigint | base_rate double | probability double
            0         | 500               | 0.3              | 0.9
            2         | 500               | 0.3              | 0.7
            4         | 500               | 0.3              | 0.5
            """);
        return MilestoneClaims.made(signals, experience, ledger).to(Tables.PREDICTIONS.nullableSchema());
    }

    private static Dataset<Row> fieldMembers() {
        List<Map<String, @Nullable Object>> signals = new ArrayList<>();
        List<Map<String, @Nullable Object>> members = new ArrayList<>();
        for (String field : List.of("web", "data")) {
            for (int i = 0; i < 20; i++) {
                signals.add(signal(MADE, field + i, 10_000, false));
                members.add(row(Table.DAY, MADE, "repo_key", field + i, "cluster_id", "c-" + field));
            }
        }
        signals.add(signal(MADE, "moved", 90_000, true));
        members.add(row(Table.DAY, MADE, "repo_key", "moved", "cluster_id", "c-web"));
        Dataset<Row> clusters = TestRows.table(Tables.CLUSTERS, MADE, """
            cluster_id | label | field
            c-web      | web   | web
            c-data     | data  | data
            """);
        return FieldClaims.members(
                clusters, TestRows.of(Tables.CLUSTER_MEMBERS, members), TestRows.of(Tables.REPO_SIGNALS, signals));
    }

    private static Dataset<Row> fieldWindows(Dataset<Row> members) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        LocalDate[] days =
                IntStream.rangeClosed(0, 12).mapToObj(MADE::minusWeeks).toArray(LocalDate[]::new);
        for (int week = 0; week <= 12; week++) {
            for (int i = 0; i < 20; i++) {
                rows.add(count(days[week], "data" + i, 10_000 - 10L * week, true));
                rows.add(count(days[week], "web" + i, 10_000 - 10L * week - 20L * Math.min(week, 4), true));
            }
            rows.add(count(days[week], "moved", week == 0 ? 90_000 : 1_000, true));
        }
        return FieldClaims.windows(counts(TestRows.of(Tables.SNAPSHOTS, rows), days), members);
    }

    private static Dataset<Row> fieldClaims() {
        return FieldClaims.made(MADE, fieldMembers(), fieldWindows(fieldMembers()))
                .to(Tables.PREDICTIONS.nullableSchema());
    }

    private static Dataset<Row> counts(Dataset<Row> snapshots, LocalDate... days) {
        return WeeklyCounts.of(WeeklyCounts.days(MADE, new TreeSet<>(List.of(days))), snapshots);
    }

    private static Map<String, @Nullable Object> count(LocalDate day, String key, long stars, boolean observed) {
        return row(Table.DAY, day, "repo_key", key, "full_name", "o/" + key, "stars", stars, "observed", observed);
    }

    private static Map<String, @Nullable Object> signal(LocalDate day, String key, long stars, boolean isLevelShift) {
        return TestRows.rows(Tables.REPO_SIGNALS, day, """
            repo_key | full_name | stars | is_level_shift
            %s       | o/%s      | %d    | %s
            """.formatted(key, key, stars, isLevelShift))
                .get(0);
    }
}
