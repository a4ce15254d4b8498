package dev.reposignal.site;

import dev.reposignal.chart.HistoryChart;
import dev.reposignal.chart.SmallLineChart;
import dev.reposignal.row.MeasuredWords;
import dev.reposignal.row.Rows;
import dev.reposignal.table.Tier;
import dev.reposignal.text.NumberFormats;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A repository that ever surfaced or was predicted about.
 *
 * @param latest its signals on the last published night that measured it
 * @param isArchived whether its owner has archived it
 * @param components of its score on the latest night, the most points first; empty where that night did not score it
 * @param nights the nights it was on the board, newest first
 * @param clusterId its cluster on the latest night; null for an outlier and where it was not observed
 * @param claims predictions about it, newest first
 * @param counts observed star counts, by day
 */
public record Repository(
        String repoKey,
        Rows.RepoSignal latest,
        @Nullable String description,
        List<String> topics,
        boolean isArchived,
        List<Rows.ScoreComponent> components,
        List<BoardNight> nights,
        @Nullable String clusterId,
        List<Claim> claims,
        List<Count> counts) {
    /** Days that a small line of star counts shows. */
    private static final int SPARK_DAYS = 60;

    private static final int RISE_DAYS = 7;
    private static final int RECENT_DAYS = 28;
    /** A rise below this is not worth a line. */
    private static final int LEAST_RISE = 500;

    public Repository {
        topics = List.copyOf(topics);
        components = components.stream()
                .sorted(Comparator.comparing(Rows.ScoreComponent::points)
                        .thenComparing(Rows.ScoreComponent::weight)
                        .reversed()
                        .thenComparing(Rows.ScoreComponent::component))
                .toList();
        nights = List.copyOf(nights);
        claims = Claim.newestFirst(claims);
        counts = List.copyOf(counts);
    }

    /** A night on the board. */
    public record BoardNight(
            LocalDate snapshotDate,
            String tier,
            int boardPlace,
            long stars,
            @Nullable BigDecimal signalScore,
            @Nullable Double breakoutProbability) {
        public boolean isSurfacing() {
            return Tier.of(tier) == Tier.SURFACING;
        }
    }

    /** Stars observed at the start of a day. */
    public record Count(LocalDate snapshotDate, long stars) {}

    /** The star counts as a chart, with the nights on which it surfaced. */
    HistoryChart history() {
        return HistoryChart.of(
                counts.stream()
                        .map(count -> new HistoryChart.Count(count.snapshotDate(), count.stars()))
                        .toList(),
                nights.stream()
                        .filter(BoardNight::isSurfacing)
                        .map(night -> new HistoryChart.Count(night.snapshotDate(), night.stars()))
                        .toList(),
                goal());
    }

    /** The latest open prediction of stars to gain that is not past its day; null without one. */
    private HistoryChart.@Nullable Goal goal() {
        return claims.stream()
                .filter(claim -> claim.isOpen()
                        && claim.starsAtClaim() != null
                        && claim.requiredGain() != null
                        && claim.dueOn().isAfter(latest.snapshotDate()))
                .findFirst()
                .map(claim -> new HistoryChart.Goal(
                        claim.madeOn(),
                        Objects.requireNonNull(claim.starsAtClaim()),
                        claim.dueOn(),
                        Objects.requireNonNull(claim.starsAtClaim()) + Objects.requireNonNull(claim.requiredGain())))
                .orElse(null);
    }

    /**
     * The fastest week before the last four weeks, if it was at least twice as fast as the last one: a rise that is over; null without
     * one.
     */
    private @Nullable Rise pastRise() {
        Double now = latest.velocity7d();
        if (now == null) {
            return null;
        }
        LocalDate end = latest.snapshotDate().minusDays(RECENT_DAYS);
        Rise best = null;
        int from = 0;
        for (int to = 0; to < counts.size() && !counts.get(to).snapshotDate().isAfter(end); to++) {
            LocalDate day = counts.get(to).snapshotDate();
            while (counts.get(from).snapshotDate().isBefore(day.minusDays(RISE_DAYS))) {
                from++;
            }
            boolean isWhole = counts.get(from).snapshotDate().equals(day.minusDays(RISE_DAYS));
            long gained = counts.get(to).stars() - counts.get(from).stars();
            if (isWhole && (best == null || gained > best.gained())) {
                best = new Rise(day, gained);
            }
        }
        return best != null && best.gained() >= LEAST_RISE && best.gained() >= 2 * RISE_DAYS * now ? best : null;
    }

    /** Stars gained in the seven days to a day. */
    private record Rise(LocalDate day, long gained) {}

    /** What a component measured, as {@code explain} says it. */
    public String measured(Rows.ScoreComponent component) {
        return MeasuredWords.of(latest).measured(component.component(), component.rawValue(), component.unit());
    }

    /** The share of its points that a component gives, 0 to 100. */
    public static long fill(Rows.ScoreComponent component) {
        return component.weight().signum() == 0
                ? 0
                : Math.round(100
                        * component.points().doubleValue()
                        / component.weight().doubleValue());
    }

    /** What the front page shows of it. */
    FrontPage.Leader leader() {
        LocalDate first = latest.snapshotDate().minusDays(SPARK_DAYS);
        return new FrontPage.Leader(
                latest,
                description,
                clusterId,
                SmallLineChart.of(counts.stream()
                        .filter(count -> !count.snapshotDate().isBefore(first))
                        .map(count -> new SmallLineChart.Count(count.snapshotDate(), count.stars()))
                        .toList()));
    }

    public String fullName() {
        return latest.fullName();
    }

    /** What happened to it on a day, as the end of a sentence. */
    public record Seen(LocalDate day, String what) {}

    /** The earliest of the counts shown, when it was on the board and surfacing first, and its fastest week, by day. */
    public List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        if (!counts.isEmpty()) {
            Count first = counts.get(0);
            seen.add(new Seen(
                    first.snapshotDate(), "earliest of the counts above, with %s.".formatted(stars(first.stars()))));
        }
        Rise rise = pastRise();
        if (rise != null) {
            seen.add(new Seen(
                    rise.day(),
                    "end of its fastest week before the last four: %s stars in 7 days."
                            .formatted(NumberFormats.signedCount(rise.gained()))));
        }
        if (!nights.isEmpty()) {
            seen.add(first("first on the board", nights.get(nights.size() - 1)));
        }
        for (int i = nights.size() - 1; i >= 0; i--) {
            if (nights.get(i).isSurfacing()) {
                seen.add(first("first surfacing", nights.get(i)));
                break;
            }
        }
        seen.sort(Comparator.comparing(Seen::day));
        return seen;
    }

    private static Seen first(String what, BoardNight night) {
        return new Seen(
                night.snapshotDate(),
                "%s, at rank %s, with %s."
                        .formatted(what, NumberFormats.count(night.boardPlace()), stars(night.stars())));
    }

    private static String stars(long stars) {
        return NumberFormats.counted(stars, "star", "stars");
    }
}
