package dev.reposignal.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster, a field or a language with its members and what they gained; see {@link TrendCounts}. */
final class TrendSubject {
    /** Members with most stars of which the first that fits leads. */
    private static final int LEADERS = 10;

    private final String type;
    private final String key;
    private final String name;
    private final @Nullable String field;
    private final @Nullable String relevance;
    private final List<Member> members = new ArrayList<>();
    private final List<TrendCounts.Week> weeks;
    private final TrendCounts.@Nullable Tally[] tallies;
    private final Map<String, @Nullable Boolean> confirmed = new HashMap<>();

    /**
     * A member.
     *
     * @param gain what it gained in the night's week and before; null where it was not counted on all days compared
     * @param words what confirms the label of its cluster; null where it is in none
     */
    record Member(
            String repoKey,
            String fullName,
            String owner,
            TrendCounts.@Nullable Gain gain,
            @Nullable List<String> words) {
        /** Of a member that was counted. */
        TrendCounts.Gain counted() {
            return Objects.requireNonNull(gain);
        }

        double addedVelocity() {
            return counted().weekVelocity() - counted().beforeVelocity();
        }

        long weekStars() {
            return counted().weekStars();
        }
    }

    /**
     * No members yet.
     *
     * @param weeks the weeks that are counted, the night's first
     */
    TrendSubject(
            String type,
            String key,
            String name,
            @Nullable String field,
            @Nullable String relevance,
            List<TrendCounts.Week> weeks) {
        this.type = type;
        this.key = key;
        this.name = name;
        this.field = field;
        this.relevance = relevance;
        this.weeks = weeks;
        this.tallies = new TrendCounts.@Nullable Tally[weeks.size()];
    }

    /**
     * Adds a member.
     *
     * @param gains what it gained by week; null where it was not counted
     */
    void add(Member member, TrendCounts.@Nullable Gain[] gains) {
        members.add(member);
        for (int week = 0; week < gains.length; week++) {
            TrendCounts.Gain gain = gains[week];
            if (gain != null) {
                TrendCounts.Tally tally = Objects.requireNonNullElseGet(tallies[week], TrendCounts.Tally::new);
                tally.add(gain);
                tallies[week] = tally;
            }
        }
    }

    String type() {
        return type;
    }

    String key() {
        return key;
    }

    String name() {
        return name;
    }

    @Nullable
    String field() {
        return field;
    }

    @Nullable
    String relevance() {
        return relevance;
    }

    /**
     * The words of which one must confirm that a member fits: a member of a field is there because of its cluster, so who does not fit
     * there does not fit here. Null where there is nothing to confirm.
     */
    @Nullable
    List<String> wordsFor(Member member) {
        return type.equals("language") ? null : member.words();
    }

    /** What its members gained in a week; null where none was counted. */
    TrendCounts.@Nullable Tally week(int week) {
        return tallies[week];
    }

    /** Notes whether a member's own words confirm the label; null where there is none to confirm. */
    void confirm(String repoKey, @Nullable Boolean isConfirmed) {
        confirmed.put(repoKey, isConfirmed);
    }

    @Nullable
    Boolean confirmsLabel(Member member) {
        return confirmed.get(member.repoKey());
    }

    /** Share of the carriers that confirm the label; null where there is none to confirm. */
    @Nullable
    Double labelFit() {
        List<Boolean> known = carriers().stream()
                .map(this::confirmsLabel)
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty()
                ? null
                : (double) known.stream().filter(isConfirmed -> isConfirmed).count() / known.size();
    }

    /** The members that carry its growth: those that moved most in its own direction. */
    List<Member> carriers() {
        Sums tonight = tonight();
        Double growth = tonight == null ? null : growth(tonight.week(), tonight.before());
        int direction = growth != null && growth < 0 ? -1 : 1;
        return counted()
                .sorted(Comparator.<Member>comparingDouble(member -> signless(-direction * member.addedVelocity()))
                        .thenComparing(Member::repoKey))
                .limit(Trends.CARRIERS)
                .toList();
    }

    /** Java orders a negative zero before zero; here they are the same. */
    private static double signless(double value) {
        return value == 0 ? 0 : value;
    }

    /** The members whose words are looked at: its carriers and those that may lead it. */
    List<Member> asked() {
        return Stream.concat(carriers().stream(), byGain().stream().limit(LEADERS))
                .distinct()
                .toList();
    }

    /** The member that gained most stars in the week; what is filed wrongly speaks for nobody, where another of the first ten fits. */
    Member leader() {
        List<Member> all = byGain();
        return all.stream()
                .limit(LEADERS)
                .filter(member -> !Boolean.FALSE.equals(confirmsLabel(member)))
                .findFirst()
                .orElse(all.get(0));
    }

    /** The part of the leader in the stars of the week; null where it is none. */
    @Nullable
    Double leaderShare() {
        return Trends.share(leader().weekStars(), weekStars());
    }

    /** As many members as it takes until half of the stars of the week are together. */
    long halfRepos() {
        long stars = weekStars();
        long larger = 0;
        long repos = 0;
        for (Member member : byGain()) {
            repos += 2 * larger < stars ? 1 : 0;
            larger += member.weekStars();
        }
        return repos;
    }

    private List<Member> byGain() {
        return counted()
                .sorted(Comparator.comparingLong(Member::weekStars).reversed().thenComparing(Member::repoKey))
                .toList();
    }

    private long weekStars() {
        return counted().mapToLong(Member::weekStars).sum();
    }

    /** The members that were counted on all days compared tonight. */
    private Stream<Member> counted() {
        return members.stream().filter(member -> member.gain() != null);
    }

    long owners() {
        return members.stream().map(Member::owner).distinct().count();
    }

    long risingOwners() {
        return counted()
                .filter(member -> member.counted().rises())
                .map(Member::owner)
                .distinct()
                .count();
    }

    long fallingOwners() {
        return counted()
                .filter(member -> member.counted().falls())
                .map(Member::owner)
                .distinct()
                .count();
    }

    /** The part of a member in what the night's week added; null where it added nothing. */
    @Nullable
    Double addedShare(Member member) {
        Sums tonight = tonight();
        return tonight == null || tonight.week() == tonight.before()
                ? null
                : Double.valueOf(member.addedVelocity() / (tonight.week() - tonight.before()));
    }

    /** Growth of the other members; null where nothing, or a loss, came before. */
    @Nullable
    Double growthWithout(Member member) {
        Sums tonight = tonight();
        TrendCounts.Gain gain = member.counted();
        return tonight == null
                ? null
                : growth(tonight.week() - gain.weekVelocity(), tonight.before() - gain.beforeVelocity());
    }

    /** Growth of a week over what came before; null where nothing, or a loss, came before. */
    static @Nullable Double growth(double week, double before) {
        return before > 0 ? Double.valueOf(week / before - 1) : null;
    }

    /** Stars a day. */
    private record Sums(double week, double before) {}

    private @Nullable Sums tonight() {
        TrendCounts.Tally tally = weeks.isEmpty() ? null : tallies[0];
        return tally == null
                ? null
                : new Sums(
                        (double) tally.weekStars / weeks.get(0).weekDays(),
                        (double) tally.beforeStars / weeks.get(0).beforeDays());
    }
}
