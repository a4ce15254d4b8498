package dev.reposignal.row;

import dev.reposignal.table.HighlightRule;
import dev.reposignal.table.InsightKind;
import dev.reposignal.table.Outcome;
import dev.reposignal.table.Shortfall;
import dev.reposignal.table.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of the tables that the article and the site print, with the columns that they use. */
public final class Rows {
    private Rows() {}

    /** A row of the table night_summary. */
    @OfTable("night_summary")
    public record NightSummary(
            RowReference row,
            LocalDate snapshotDate,
            long reposObserved,
            long reposScored,
            long reposGaining,
            long reposLosing24h,
            long starsGained7d,
            long trackedRepos,
            long surfacingRepos,
            @Nullable BigDecimal lowestSurfacingScore,
            @Nullable BigDecimal highestScore,
            long trackedLanguages,
            long clusters,
            long formingClusters,
            long newSurfacingRepos,
            long droppedSurfacingRepos,
            @Nullable Long youngTrackedRepos,
            @Nullable Long youngJudgedRepos,
            @Nullable LocalDate previousDay)
            implements TableRow {}

    /** A row of the table track_record. */
    @OfTable("track_record")
    public record TrackRecord(
            RowReference row,
            long predictionsMade,
            long resolvedToday,
            long predictionsOpen,
            long hits,
            long misses,
            long unobservable,
            @Nullable Double hitRate,
            @Nullable Double meanBaseRate,
            @Nullable Double brierScore,
            @Nullable Double brierSkill)
            implements TableRow {}

    /** A row of the table feed_health. */
    @OfTable("feed_health")
    public record FeedHealth(
            RowReference row,
            LocalDate snapshotDate,
            long repos,
            @Nullable Double coverage,
            long comparedRepos,
            @Nullable Double shareUnchanged,
            @Nullable Double shareNegative,
            boolean isThin,
            boolean isFrozen,
            boolean isPurgeDay,
            String verdict,
            @Nullable String reason)
            implements TableRow {}

    /** A row of the table language_breakdown. */
    @OfTable("language_breakdown")
    public record LanguageShare(
            RowReference row,
            String scope,
            String language,
            long repos,
            long scopeRepos,
            double share,
            int position,
            @Nullable LocalDate previousDay,
            @Nullable Double previousShare,
            @Nullable Double shareChange,
            long surfacingRepos,
            @Nullable Double surfacingShare,
            long acceleratingRepos,
            double acceleratingShare,
            double velocity7d)
            implements TableRow {}

    /** A row of the table repo_signals. */
    @OfTable("repo_signals")
    public record RepoSignal(
            RowReference row,
            LocalDate snapshotDate,
            String repoKey,
            String fullName,
            String owner,
            @Nullable String language,
            long stars,
            int historyDays,
            @Nullable Long starsGained24h,
            @Nullable Long starsGained7d,
            @Nullable Long starsGained28d,
            @Nullable Integer daysElapsed24h,
            @Nullable Integer daysElapsed7d,
            @Nullable Integer daysElapsed28d,
            @Nullable Double velocity24h,
            @Nullable Double velocity7d,
            @Nullable Double velocity28d,
            @Nullable Double acceleration,
            @Nullable Double burst,
            boolean isLevelShift,
            boolean isAlias,
            boolean isFrozenSeries,
            boolean isNewArrival,
            boolean isFilledIn,
            boolean isSuspectBurst,
            @Nullable Double retainedShare,
            @Nullable Boolean isGainLost,
            @Nullable BigDecimal signalScore,
            @Nullable Integer signalRank,
            @Nullable Double breakoutProbability,
            @Nullable Integer ageDays,
            @Nullable Double youngProbability,
            @Nullable Double surfacingScore,
            @Nullable Integer boardPlace,
            String tier)
            implements TableRow {
        /** The tier as its constant. */
        public Tier tierOf() {
            return Tier.of(tier);
        }

        /** The names of the flag columns that are true, in the table's order. */
        public List<String> flags() {
            return TableRow.columnsOf(RepoSignal.class).stream()
                    .filter(column -> column.startsWith("is_") && Boolean.TRUE.equals(value(column)))
                    .toList();
        }

        public boolean surfaces() {
            return tierOf() == Tier.SURFACING;
        }

        public boolean isTracked() {
            return tierOf().isOnBoard();
        }

        public boolean accelerates() {
            return acceleration != null && acceleration > 0;
        }
    }

    /** A row of the table snapshots: what a repository says of itself. */
    @OfTable("snapshots")
    public record Snapshot(
            RowReference row,
            String repoKey,
            String fullName,
            @Nullable String description) implements TableRow {}

    /** A row of the table score_components. */
    @OfTable("score_components")
    public record ScoreComponent(
            RowReference row,
            String repoKey,
            String component,
            @Nullable Double rawValue,
            String unit,
            @Nullable Double normalised,
            BigDecimal weight,
            BigDecimal points)
            implements TableRow {}

    /** A row of the table clusters. */
    @OfTable("clusters")
    public record Cluster(
            RowReference row,
            LocalDate snapshotDate,
            String clusterId,
            String label,
            List<String> keywords,
            long repos,
            long owners,
            long acceleratingRepos,
            long acceleratingOwners,
            long trackedRepos,
            long surfacingRepos,
            double velocity7d,
            double velocity28d,
            double acceleration,
            @Nullable Double cohesion,
            int ageDays,
            double formingScore,
            @Nullable Integer formingRank,
            boolean isForming,
            double x,
            double y)
            implements TableRow {
        public Cluster {
            keywords = List.copyOf(keywords);
        }
    }

    /** A row of the table cluster_members. */
    @OfTable("cluster_members")
    public record ClusterMember(
            RowReference row,
            String repoKey,
            String fullName,
            @Nullable String clusterId,
            @Nullable Double distance) implements TableRow {}

    /** A row of the table clusters, as the map of all of them shows it. */
    @OfTable("clusters")
    public record Theme(
            RowReference row,
            String clusterId,
            String label,
            long repos,
            long trackedRepos,
            long surfacingRepos,
            boolean isForming,
            double x,
            double y)
            implements TableRow {}

    /** A row of the table highlights. */
    @OfTable("highlights")
    public record Highlight(
            RowReference row,
            String kind,
            String rule,
            int position,
            String subjectType,
            String subjectKey,
            String subjectName,
            @Nullable Double measure,
            @Nullable String measureUnit,
            String reason)
            implements TableRow {
        /** The rule as its constant; it gives the kind. */
        public HighlightRule ruleOf() {
            return HighlightRule.of(rule);
        }
    }

    /** A row of the table insights. */
    @OfTable("insights")
    public record Insight(
            RowReference row,
            String kind,
            String subjectType,
            String subjectKey,
            String subjectName,
            double value,
            String valueUnit,
            double expected,
            long cases,
            String casesUnit,
            double surprise,
            double support,
            int articlesRunning,
            double strength,
            int position)
            implements TableRow {
        /** The kind as its constant. */
        public InsightKind kindOf() {
            return InsightKind.of(kind);
        }
    }

    /** A row of the table trends. */
    @OfTable("trends")
    public record Trend(
            RowReference row,
            String subjectType,
            String subjectKey,
            String subjectName,
            @Nullable String field,
            @Nullable String relevance,
            long repos,
            long owners,
            long weekStars,
            long beforeStars,
            double weekVelocity,
            double beforeVelocity,
            @Nullable Double growth,
            @Nullable Double restGrowth,
            @Nullable Double growthOverRest,
            String largestRepoKey,
            String largestName,
            @Nullable Double largestShare,
            @Nullable Double growthWithoutLargest,
            @Nullable Double weekShare,
            @Nullable Double beforeShare,
            @Nullable Double feedGrowth,
            @Nullable String leaderRepoKey,
            @Nullable String leaderName,
            @Nullable Double leaderShare,
            @Nullable Long halfRepos,
            long risingOwners,
            long fallingOwners,
            @Nullable Long pastWeeks,
            @Nullable Long pastWeeksAsStrong,
            @Nullable Double falseDiscoveryRate,
            @Nullable Double fallFalseDiscoveryRate,
            @Nullable String fallsShort,
            boolean isTrend,
            int position)
            implements TableRow {
        public double growthOr0() {
            return growth == null ? 0 : growth;
        }

        /** Why it is no trend; empty where it is one. */
        public Optional<Shortfall> shortfall() {
            return Optional.ofNullable(fallsShort).map(Shortfall::of);
        }

        public boolean fallsShortBy(Shortfall shortfall) {
            return shortfall().equals(Optional.of(shortfall));
        }

        /** How much larger its share of all new stars became; 0 where it is unknown. */
        public double shareChange() {
            return weekShare == null || beforeShare == null ? 0 : weekShare - beforeShare;
        }
    }

    /** A row of the table trend_members. */
    @OfTable("trend_members")
    public record TrendMember(
            RowReference row,
            String subjectType,
            String subjectKey,
            String repoKey,
            String fullName,
            String owner,
            long ownerRepos,
            int position,
            double weekVelocity,
            double beforeVelocity,
            double addedVelocity,
            @Nullable Boolean confirmsLabel)
            implements TableRow {}

    /** A row of the table repo_movement. */
    @OfTable("repo_movement")
    public record Movement(
            RowReference row,
            String repoKey,
            String fullName,
            @Nullable String language,
            @Nullable String subject,
            @Nullable String field,
            @Nullable String relevance,
            @Nullable String summary,
            long stars,
            @Nullable Long monthGain,
            @Nullable Long weekGain,
            @Nullable Double weekVelocity,
            @Nullable Double beforeVelocity,
            @Nullable Double growth,
            @Nullable Double weekShare,
            @Nullable Double dayShare,
            @Nullable LocalDate bestDay,
            @Nullable Double bestDayShare,
            @Nullable Integer risingWeeks,
            @Nullable Long neededGain,
            @Nullable Double neededRatio,
            @Nullable Double probability,
            @Nullable Double timesUsual,
            @Nullable LocalDate releasedOn,
            @Nullable Boolean isNewlyDescribed)
            implements TableRow {}

    /** A row of the table track_record_kinds. */
    @OfTable("track_record_kinds")
    public record KindRecord(
            RowReference row,
            String kind,
            long predictionsMade,
            long predictionsOpen,
            long hits,
            long misses,
            @Nullable Double hitRate,
            @Nullable Double meanProbability,
            @Nullable Double meanBaseRate)
            implements TableRow {}

    /** A row of the table track_record_bins. */
    @OfTable("track_record_bins")
    public record Bin(
            RowReference row, String kind, int bin, long predictions, long hits, double meanProbability, double hitRate)
            implements TableRow {}

    /** A row of the table predictions. */
    @OfTable("predictions")
    public record Prediction(
            RowReference row,
            String predictionId,
            LocalDate madeOn,
            LocalDate dueOn,
            String kind,
            String subjectType,
            String subjectKey,
            String subjectName,
            String claim,
            String criterion,
            @Nullable Double requiredValue,
            @Nullable Long gainBefore,
            double probability,
            double baseRate,
            String model)
            implements TableRow {}

    /** A row of the table prediction_outcomes. */
    @OfTable("prediction_outcomes")
    public record PredictionOutcome(
            RowReference row,
            String predictionId,
            LocalDate resolvedOn,
            String outcome,
            @Nullable Double observedValue,
            String evidence)
            implements TableRow {
        /** The outcome as its constant. */
        public Outcome outcomeOf() {
            return Outcome.of(outcome);
        }
    }

    /** A row of the table models. */
    @OfTable("models")
    public record Model(
            RowReference row, String modelId, LocalDate trainedOn, double baseRate, Map<String, Double> figures)
            implements TableRow {
        public Model {
            figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        }
    }

    /**
     * A row as its record.
     *
     * @param type the record to fill
     * @param reference where the row is
     * @param column gives a column's value by its name, null where the table has null
     */
    public static <R extends Record & TableRow> R read(
            Class<R> type, RowReference reference, Function<String, @Nullable Object> column) {
        RecordType<R> record = RecordType.of(type);
        return record.create(
                component -> component.getName().equals("row") ? reference : column.apply(record.column(component)));
    }
}
