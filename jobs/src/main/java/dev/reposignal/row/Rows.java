package dev.reposignal.row;

import dev.reposignal.table.HighlightRule;
import dev.reposignal.table.InsightKind;
import dev.reposignal.table.Outcome;
import dev.reposignal.table.Tier;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows an article is written from, one record per table, with the columns it may speak of. */
public final class Rows {
    private Rows() {}

    /** A row of the table night_summary. */
    public record NightSummary(
            RowReference row,
            @Unit("day, UTC") LocalDate snapshotDate,
            @Unit("repositories") long reposObserved,
            @Unit("repositories") long reposScored,
            @Unit("repositories") long reposGaining,
            @Unit("repositories") long reposLosing24h,
            @Unit("stars") long starsGained7d,
            @Unit("repositories") long trackedRepos,
            @Unit("repositories") long surfacingRepos,
            @Unit("points, 0-100") @Nullable BigDecimal lowestSurfacingScore,
            @Unit("points, 0-100") @Nullable BigDecimal highestScore,
            @Unit("languages") long trackedLanguages,
            @Unit("clusters") long clusters,
            @Unit("clusters") long formingClusters,
            @Unit("repositories") long newSurfacingRepos,
            @Unit("repositories") long droppedSurfacingRepos,
            @Unit("day, UTC") @Nullable LocalDate previousDay)
            implements TableRow {}

    /** A row of the table track_record. */
    public record TrackRecord(
            RowReference row,
            @Unit("predictions") long predictionsMade,
            @Unit("predictions") long resolvedToday,
            @Unit("predictions") long predictionsOpen,
            @Unit("predictions") long hits,
            @Unit("predictions") long misses,
            @Unit("predictions") long unobservable,
            @Unit("0-1") @Nullable Double hitRate,
            @Unit("0-1") @Nullable Double meanBaseRate,
            @Unit("0-1, lower is better") @Nullable Double brierScore,

            @Unit("1 is perfect, 0 is the base rate") @Nullable
            Double brierSkill)
            implements TableRow {}

    /** A row of the table feed_health. */
    public record FeedHealth(
            RowReference row,
            @Unit("day, UTC") LocalDate snapshotDate,
            @Unit("repositories") long repos,
            @Unit("ratio") @Nullable Double coverage,
            @Unit("repositories") long comparedRepos,
            @Unit("0-1") @Nullable Double shareUnchanged,
            @Unit("0-1") @Nullable Double shareNegative,
            boolean isThin,
            boolean isFrozen,
            boolean isPurgeDay,
            String verdict,
            @Nullable String reason)
            implements TableRow {}

    /** A row of the table language_breakdown. */
    public record LanguageShare(
            RowReference row,
            String scope,
            String language,
            @Unit("repositories") long repos,
            @Unit("repositories") long scopeRepos,
            @Unit("0-1") double share,
            @Unit("1 is most") int position,
            @Unit("day, UTC") @Nullable LocalDate previousDay,
            @Unit("0-1") @Nullable Double previousShare,
            @Unit("-1 to 1") @Nullable Double shareChange,
            @Unit("repositories") long surfacingRepos,
            @Unit("0-1") @Nullable Double surfacingShare,
            @Unit("repositories") long acceleratingRepos,
            @Unit("0-1") double acceleratingShare,
            @Unit("stars/day") double velocity7d)
            implements TableRow {}

    /** A row of the table repo_signals. */
    public record RepoSignal(
            RowReference row,
            String repoKey,
            String fullName,
            String owner,
            @Nullable String language,
            @Unit("stars") long stars,
            @Unit("days") int historyDays,
            @Unit("stars") @Nullable Long starsGained24h,
            @Unit("stars") @Nullable Long starsGained7d,
            @Unit("stars") @Nullable Long starsGained28d,
            @Unit("days") @Nullable Integer daysElapsed24h,
            @Unit("days") @Nullable Integer daysElapsed7d,
            @Unit("days") @Nullable Integer daysElapsed28d,
            @Unit("stars/day") @Nullable Double velocity24h,
            @Unit("stars/day") @Nullable Double velocity7d,
            @Unit("stars/day") @Nullable Double velocity28d,
            @Unit("stars/day") @Nullable Double acceleration,
            @Unit("robust deviations") @Nullable Double burst,
            boolean isNewArrival,
            @Unit("points, 0-100") @Nullable BigDecimal signalScore,
            @Unit("1 is best") @Nullable Integer signalRank,
            @Unit("0-1") @Nullable Double breakoutProbability,
            @Unit("1 is best") @Nullable Integer boardPlace,
            String tier)
            implements TableRow {
        /** The tier as its constant. */
        public Tier tierOf() {
            return Tier.of(tier);
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
    public record Snapshot(
            RowReference row,
            String repoKey,
            String fullName,
            @Nullable String description) implements TableRow {}

    /** A row of the table score_components. */
    public record ScoreComponent(
            RowReference row,
            String repoKey,
            String component,
            @Unit("see unit") @Nullable Double rawValue,
            String unit,
            @Unit("0-1") @Nullable Double normalised,
            @Unit("points") BigDecimal weight,
            @Unit("points") BigDecimal points)
            implements TableRow {}

    /** A row of the table clusters. */
    public record Cluster(
            RowReference row,
            String clusterId,
            String label,
            List<String> keywords,
            @Unit("repositories") long repos,
            @Unit("owners") long owners,
            @Unit("repositories") long acceleratingRepos,
            @Unit("owners") long acceleratingOwners,
            @Unit("repositories") long trackedRepos,
            @Unit("repositories") long surfacingRepos,
            @Unit("stars/day") double velocity7d,
            @Unit("stars/day") double velocity28d,
            @Unit("stars/day") double acceleration,
            @Unit("0-1") @Nullable Double cohesion,
            @Unit("days") int ageDays,
            @Unit("0-100") double formingScore,
            @Unit("1 is best") @Nullable Integer formingRank,
            boolean isForming)
            implements TableRow {
        public Cluster {
            keywords = List.copyOf(keywords);
        }
    }

    /** A row of the table cluster_members. */
    public record ClusterMember(
            RowReference row,
            String repoKey,
            String fullName,
            @Nullable String clusterId,
            @Unit("cosine, 0-2") @Nullable Double distance)
            implements TableRow {}

    /** A row of the table clusters, as the map of all of them shows it. */
    public record Theme(
            RowReference row,
            String clusterId,
            String label,
            @Unit("repositories") long repos,
            @Unit("repositories") long trackedRepos,
            @Unit("repositories") long surfacingRepos,
            boolean isForming,
            double x,
            double y)
            implements TableRow {}

    /** A row of the table highlights. */
    public record Highlight(
            RowReference row,
            String kind,
            String rule,
            @Unit("1 is first") int position,
            String subjectType,
            String subjectKey,
            String subjectName,
            @Unit("see measure_unit") @Nullable Double measure,
            @Nullable String measureUnit,
            String reason)
            implements TableRow {
        /** The rule as its constant; it gives the kind. */
        public HighlightRule ruleOf() {
            return HighlightRule.of(rule);
        }
    }

    /** A row of the table insights. */
    public record Insight(
            RowReference row,
            String kind,
            String subjectType,
            String subjectKey,
            String subjectName,
            @Unit("see value_unit") double value,
            String valueUnit,
            @Unit("see value_unit") double expected,
            @Unit("see cases_unit") long cases,
            String casesUnit,
            @Unit("bits") double surprise,
            @Unit("0-1") double support,
            @Unit("articles") int articlesRunning,
            @Unit("bits") double strength,
            @Unit("1 is first") int position)
            implements TableRow {
        /** The kind as its constant. */
        public InsightKind kindOf() {
            return InsightKind.of(kind);
        }
    }

    /** A row of the table track_record_kinds. */
    public record KindRecord(
            RowReference row,
            String kind,
            @Unit("predictions") long predictionsMade,
            @Unit("predictions") long predictionsOpen,
            @Unit("predictions") long hits,
            @Unit("predictions") long misses,
            @Unit("0-1") @Nullable Double hitRate,
            @Unit("0-1") @Nullable Double meanProbability,
            @Unit("0-1") @Nullable Double meanBaseRate)
            implements TableRow {}

    /** A row of the table track_record_bins. */
    public record Bin(
            RowReference row,
            String kind,
            @Unit("1-10") int bin,
            @Unit("predictions") long predictions,
            @Unit("predictions") long hits,
            @Unit("0-1") double meanProbability,
            @Unit("0-1") double hitRate)
            implements TableRow {}

    /** A row of the table predictions. */
    public record Prediction(
            RowReference row,
            String predictionId,
            @Unit("day, UTC") LocalDate madeOn,
            @Unit("day, UTC") LocalDate dueOn,
            String subjectType,
            String subjectKey,
            String subjectName,
            String claim,
            String criterion,
            @Unit("0-1") double probability,
            @Unit("0-1") double baseRate,
            String model)
            implements TableRow {}

    /** A row of the table prediction_outcomes. */
    public record PredictionOutcome(
            RowReference row,
            String predictionId,
            @Unit("day, UTC") LocalDate resolvedOn,
            String outcome,
            @Unit("see predictions.unit") @Nullable Double observedValue,
            String evidence)
            implements TableRow {
        /** The outcome as its constant. */
        public Outcome outcomeOf() {
            return Outcome.of(outcome);
        }
    }

    /**
     * A row as its record. Numbers and days are taken in whatever type the reader has them.
     *
     * @param type the record to fill
     * @param reference where the row stands
     * @param column gives a column's value by its name, null where the table has null
     */
    public static <R extends Record & TableRow> R read(
            Class<R> type, RowReference reference, Function<String, @Nullable Object> column) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values = Arrays.stream(components)
                .map(component -> component.getName().equals("row")
                        ? reference
                        : converted(component, reference, column.apply(TableRow.columnOf(component.getName()))))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("Cannot read " + reference, e);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has its canonical constructor", e);
        }
    }

    private static @Nullable Object converted(
            RecordComponent component, RowReference reference, @Nullable Object value) {
        if (value == null) {
            if (component.getType().isPrimitive()) {
                throw new IllegalArgumentException("%s is null in %s".formatted(component.getName(), reference));
            }
            return null;
        }
        String type = component.getType().getSimpleName().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "long" -> ((Number) value).longValue();
            case "int", "integer" -> ((Number) value).intValue();
            case "double" -> ((Number) value).doubleValue();
            case "localdate" -> value instanceof java.sql.Date date ? date.toLocalDate() : value;
            case "list" -> value instanceof List<?> list ? list : List.of((Object[]) value);
            default -> value;
        };
    }
}
