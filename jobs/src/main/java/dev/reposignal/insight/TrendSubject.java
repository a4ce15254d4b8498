package dev.reposignal.insight;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, a field or a language with what its members gained, and those members that speak for it; see {@link TrendCounts}. What it
 * holds does not grow with the members.
 */
final class TrendSubject implements Serializable {
    /** Members with most stars of which the first that fits leads. */
    private static final int LEADERS = 10;

    private static final Comparator<Member> BY_RISE = Comparator.<Member>comparingDouble(
                    member -> signless(-member.addedVelocity()))
            .thenComparing(Member::repoKey);
    private static final Comparator<Member> BY_FALL = Comparator.<Member>comparingDouble(
                    member -> signless(member.addedVelocity()))
            .thenComparing(Member::repoKey);
    private static final Comparator<Member> BY_STARS =
            Comparator.comparingLong(Member::weekStars).reversed().thenComparing(Member::repoKey);

    private final String type;
    private final String key;
    private final String name;
    private final @Nullable String field;
    private final @Nullable String relevance;
    /** The members that added most stars a day, and those that lost most; those with most stars in the week. */
    private final List<Member> risers = new ArrayList<>();

    private final List<Member> fallers = new ArrayList<>();
    private final List<Member> gainers = new ArrayList<>();
    /** How many members gained so many stars in the week. */
    private final NavigableMap<Long, Long> membersByStars = new TreeMap<>();

    private final Owners owners = new Owners();
    private final List<TrendCounts.Week> weeks;
    private final TrendCounts.@Nullable Tally[] tallies;
    private final Map<String, @Nullable Boolean> confirmed = new HashMap<>();

    /** How many owners its members have. The members of one owner are added one after the other. */
    private static final class Owners implements Serializable {
        private long all;
        private long rising;
        private long falling;
        private boolean isRising;
        private boolean isFalling;

        void add(TrendCounts.@Nullable Gain gain) {
            isRising |= gain != null && gain.rises();
            isFalling |= gain != null && gain.falls();
        }

        void end() {
            all++;
            rising += isRising ? 1 : 0;
            falling += isFalling ? 1 : 0;
            isRising = false;
            isFalling = false;
        }

        void add(Owners others) {
            all += others.all;
            rising += others.rising;
            falling += others.falling;
        }
    }

    /**
     * A member.
     *
     * @param ownerRepos repositories of its owner in the feed
     * @param gain what it gained in the night's week and before; null where it was not counted on all days compared
     * @param words what confirms the label of its cluster; null where it is in none
     */
    record Member(
            String repoKey,
            String fullName,
            String owner,
            long ownerRepos,
            TrendCounts.@Nullable Gain gain,
            @Nullable List<String> words)
            implements Serializable {
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
     * Adds a member. The members of an owner are added one after the other, and then {@link #endOwner} is called.
     *
     * @param gains what it gained by week; null where it was not counted
     */
    void add(Member member, TrendCounts.@Nullable Gain[] gains) {
        owners.add(member.gain());
        if (member.gain() != null) {
            keep(member);
            membersByStars.merge(member.weekStars(), 1L, Long::sum);
        }
        for (int week = 0; week < gains.length; week++) {
            TrendCounts.Gain gain = gains[week];
            if (gain != null) {
                TrendCounts.Tally tally = Objects.requireNonNullElseGet(tallies[week], TrendCounts.Tally::new);
                tally.add(gain);
                tallies[week] = tally;
            }
        }
    }

    /** All members of an owner were added. */
    void endOwner() {
        owners.end();
    }

    /** Adds what members of other owners gained, and returns itself. */
    TrendSubject with(TrendSubject part) {
        Stream.of(part.risers, part.fallers, part.gainers).flatMap(List::stream).forEach(this::keep);
        part.membersByStars.forEach((stars, repos) -> membersByStars.merge(stars, repos, Long::sum));
        owners.add(part.owners);
        for (int week = 0; week < tallies.length; week++) {
            TrendCounts.Tally tally = part.tallies[week];
            if (tally != null) {
                TrendCounts.Tally sum = Objects.requireNonNullElseGet(tallies[week], TrendCounts.Tally::new);
                sum.add(tally);
                tallies[week] = sum;
            }
        }
        return this;
    }

    private void keep(Member member) {
        keep(risers, BY_RISE, Trends.CARRIERS, member);
        keep(fallers, BY_FALL, Trends.CARRIERS, member);
        keep(gainers, BY_STARS, LEADERS, member);
    }

    /** Puts a member in its place among the first so many. */
    private static void keep(List<Member> first, Comparator<Member> order, int most, Member member) {
        int found = Collections.binarySearch(first, member, order);
        if (found >= 0 || -found - 1 >= most) {
            return;
        }
        first.add(-found - 1, member);
        if (first.size() > most) {
            first.remove(most);
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
        return List.copyOf(growth != null && growth < 0 ? fallers : risers);
    }

    /** Java orders a negative zero before zero; here they are the same. */
    private static double signless(double value) {
        return value == 0 ? 0 : value;
    }

    /** The members whose words are looked at: its carriers and those that may lead it. */
    List<Member> asked() {
        return Stream.concat(carriers().stream(), gainers.stream()).distinct().toList();
    }

    /** The member that gained most stars in the week; what is filed wrongly speaks for nobody, where another of the first ten fits. */
    Member leader() {
        return gainers.stream()
                .filter(member -> !Boolean.FALSE.equals(confirmsLabel(member)))
                .findFirst()
                .orElse(gainers.get(0));
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
        for (Map.Entry<Long, Long> members : membersByStars.descendingMap().entrySet()) {
            for (long member = 0; member < members.getValue(); member++) {
                repos += 2 * larger < stars ? 1 : 0;
                larger += members.getKey();
            }
        }
        return repos;
    }

    private long weekStars() {
        return membersByStars.entrySet().stream()
                .mapToLong(members -> members.getKey() * members.getValue())
                .sum();
    }

    long owners() {
        return owners.all;
    }

    long risingOwners() {
        return owners.rising;
    }

    long fallingOwners() {
        return owners.falling;
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
