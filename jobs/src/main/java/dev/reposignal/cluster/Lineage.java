package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import dev.reposignal.stats.HungarianMatching;
import dev.reposignal.table.LineageEvent;
import dev.reposignal.text.Sha256;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which of the day's clusters go on from the night before, and what became of the others.
 *
 * <p>Two clusters are one theme where their members are: the pairs are chosen together so that their Jaccard similarities
 * add up to the most ({@link HungarianMatching}), and only a pair that shares enough keeps the identity. So a theme keeps its
 * {@code cluster_id} through changes of the number of clusters, of the model and of the texts.
 */
public final class Lineage {
    /** Jaccard similarity from which two clusters are one theme. */
    static final double SAME_THEME = 0.25;
    /** Share of the known members that must come from, or go to, one other cluster. */
    private static final double MOST = 0.5;

    private static final int IDENTITY_DIGITS = 10;

    private final Map<Integer, String> ids;
    private final List<Row> rows;

    private Lineage(Map<Integer, String> ids, List<Row> rows) {
        this.ids = ids;
        this.rows = rows;
    }

    /**
     * How many repositories each of the day's clusters shares with each of the night before: cluster, earlier_id, repos,
     * distance, medoid. At most as many rows as there are pairs of clusters.
     *
     * @param placed rows of {@link Clusters#placed}
     */
    public static Dataset<Row> shared(Dataset<Row> placed) {
        return placed.where(col("cluster").isNotNull())
                .groupBy("cluster", "earlier_id")
                .agg(
                        count(lit(1)).as("repos"),
                        min("distance").as("distance"),
                        // Rounded distances, so that the choice does not hang on the last bit.
                        min_by(col("repo_key"), struct("distance", "repo_key")).as("medoid"));
    }

    /**
     * Gives every cluster its identity.
     *
     * @param previousDay the night before; null where there is none
     * @param earlier the clusters of that night
     * @param shared the rows of {@link #shared}
     */
    public static Lineage traced(
            LocalDate day, @Nullable LocalDate previousDay, List<PreviousCluster> earlier, List<Row> shared) {
        Overlaps overlaps = Overlaps.of(earlier, shared);
        Map<Integer, String> kept = overlaps.kept();
        Map<Integer, String> ids = new TreeMap<>();
        overlaps.sizes
                .keySet()
                .forEach(cluster -> ids.put(
                        cluster,
                        Objects.requireNonNullElseGet(
                                kept.get(cluster),
                                () -> identity(day, Objects.requireNonNull(overlaps.medoids.get(cluster))))));
        return new Lineage(ids, overlaps.rows(day, previousDay, ids));
    }

    /** The identity of each of the day's clusters, by its number. */
    public Map<Integer, String> ids() {
        return Map.copyOf(ids);
    }

    /** Rows of cluster_lineage; bounded by the number of clusters. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Named after the day of its birth and its medoid then: no later theme gets the name of one that ended. */
    private static String identity(LocalDate day, String medoid) {
        return "c-" + Sha256.hex(day + "|" + medoid, IDENTITY_DIGITS);
    }

    /** The table of what is shared, with its margins. */
    private static final class Overlaps {
        /** Members by number of the day's cluster, and by identity of the earlier one. */
        private final Map<Integer, Long> sizes = new TreeMap<>();

        private final Map<String, Long> earlierSizes = new TreeMap<>();
        /** The same, of repositories that lie in a cluster on both days. */
        private final Map<Integer, Long> known = new TreeMap<>();

        private final Map<String, Long> earlierKnown = new TreeMap<>();
        private final Map<Integer, Map<String, Long>> shared = new TreeMap<>();
        private final Map<Integer, String> medoids = new TreeMap<>();
        private final Map<Integer, Double> distances = new TreeMap<>();

        static Overlaps of(List<PreviousCluster> earlier, List<Row> rows) {
            Overlaps overlaps = new Overlaps();
            earlier.forEach(theme -> overlaps.earlierSizes.put(theme.clusterId(), theme.repos()));
            rows.forEach(overlaps::add);
            return overlaps;
        }

        private void add(Row row) {
            int cluster = row.<Integer>getAs("cluster");
            String earlier = row.getAs("earlier_id");
            long repos = row.<Long>getAs("repos");
            sizes.merge(cluster, repos, Long::sum);
            addMedoid(cluster, row.getAs("medoid"), row.<Double>getAs("distance"));
            if (earlier != null) {
                known.merge(cluster, repos, Long::sum);
                earlierKnown.merge(earlier, repos, Long::sum);
                shared.computeIfAbsent(cluster, key -> new TreeMap<>()).put(earlier, repos);
            }
        }

        private void addMedoid(int cluster, String candidate, double distance) {
            String medoid = medoids.get(cluster);
            double least = distances.getOrDefault(cluster, Double.POSITIVE_INFINITY);
            if (medoid == null || distance < least || (distance == least && candidate.compareTo(medoid) < 0)) {
                medoids.put(cluster, candidate);
                distances.put(cluster, distance);
            }
        }

        /** The earlier identity of each cluster that goes on. */
        Map<Integer, String> kept() {
            List<Integer> clusters = List.copyOf(sizes.keySet());
            List<String> earlier = List.copyOf(earlierSizes.keySet());
            double[][] similarities = new double[clusters.size()][earlier.size()];
            for (int row = 0; row < clusters.size(); row++) {
                for (int column = 0; column < earlier.size(); column++) {
                    double similarity = jaccard(clusters.get(row), earlier.get(column));
                    similarities[row][column] = similarity >= SAME_THEME ? similarity : 0;
                }
            }
            int[] matched = HungarianMatching.heaviest(similarities);
            Map<Integer, String> kept = new LinkedHashMap<>();
            for (int row = 0; row < matched.length; row++) {
                if (matched[row] != HungarianMatching.NONE) {
                    kept.put(clusters.get(row), earlier.get(matched[row]));
                }
            }
            return kept;
        }

        private double jaccard(int cluster, String earlier) {
            long both = both(cluster, earlier);
            return both == 0
                    ? 0
                    : (double) both / (known.getOrDefault(cluster, 0L) + earlierKnown.getOrDefault(earlier, 0L) - both);
        }

        private long both(int cluster, String earlier) {
            return shared.getOrDefault(cluster, Map.of()).getOrDefault(earlier, 0L);
        }

        List<Row> rows(LocalDate day, @Nullable LocalDate previousDay, Map<Integer, String> ids) {
            List<Row> rows = new ArrayList<>();
            Date today = Date.valueOf(day);
            Date before = previousDay == null ? null : Date.valueOf(previousDay);
            ids.forEach((cluster, id) -> {
                long repos = sizes.getOrDefault(cluster, 0L);
                if (earlierSizes.containsKey(id)) {
                    rows.add(RowFactory.create(
                            today,
                            id,
                            LineageEvent.CONTINUED.value(),
                            before,
                            null,
                            repos,
                            earlierSizes.get(id),
                            both(cluster, id)));
                    return;
                }
                String parent = largest(shared.getOrDefault(cluster, Map.of()));
                boolean isSplit = parent != null && both(cluster, parent) >= MOST * repos;
                rows.add(RowFactory.create(
                        today,
                        id,
                        (isSplit ? LineageEvent.SPLIT : LineageEvent.BORN).value(),
                        before,
                        isSplit ? parent : null,
                        repos,
                        isSplit ? earlierSizes.get(parent) : Long.valueOf(0),
                        isSplit ? both(cluster, Objects.requireNonNull(parent)) : 0L));
            });
            TreeSet<String> ended = new TreeSet<>(earlierSizes.keySet());
            ended.removeAll(ids.values());
            for (String id : ended) {
                Integer heir = largest(heirs(id));
                boolean isMerged = heir != null && both(heir, id) >= MOST * earlierSizes.getOrDefault(id, 0L);
                rows.add(RowFactory.create(
                        today,
                        id,
                        (isMerged ? LineageEvent.MERGED : LineageEvent.DIED).value(),
                        before,
                        isMerged ? ids.get(heir) : null,
                        0L,
                        earlierSizes.get(id),
                        isMerged ? both(Objects.requireNonNull(heir), id) : 0L));
            }
            return rows;
        }

        private Map<Integer, Long> heirs(String earlier) {
            Map<Integer, Long> heirs = new TreeMap<>();
            shared.forEach((cluster, origins) -> {
                Long repos = origins.get(earlier);
                if (repos != null) {
                    heirs.put(cluster, repos);
                }
            });
            return heirs;
        }

        /** The key of the largest value, of several the first. */
        private static <K> @Nullable K largest(Map<K, Long> sizes) {
            K largest = null;
            long most = 0;
            for (Map.Entry<K, Long> entry : sizes.entrySet()) {
                if (entry.getValue() > most) {
                    most = entry.getValue();
                    largest = entry.getKey();
                }
            }
            return largest;
        }
    }
}
