package dev.reposignal.cluster;

import dev.reposignal.stats.HungarianMatching;
import dev.reposignal.table.LineageEvent;
import dev.reposignal.text.Sha256;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which of the day's fields go on from the night before, what became of the others, and how they move: the rows of
 * {@code fields}.
 *
 * <p>A field goes on where it has the same name; where the list of fields has its earlier name among the phrases of another,
 * under that name; else where most of its members are ({@link Lineage#SAME_THEME}). So fields can be renamed, added and removed
 * in the settings, and the history of what stays is kept.
 */
public final class FieldLineage {
    /** Share of the members that must come from, or go to, one other field. */
    private static final double MOST = 0.5;

    private static final int IDENTITY_DIGITS = 10;

    /** Members by field today, by field the night before, and by both. */
    private final Map<String, Long> sizes = new TreeMap<>();

    private final Map<String, Long> clusters = new TreeMap<>();
    private final Map<String, Long> earlierSizes = new TreeMap<>();
    private final Map<String, Map<String, Long>> shared = new TreeMap<>();
    private final Map<String, String> earlierNames = new TreeMap<>();
    private final Map<String, String> ids = new TreeMap<>();
    private final LocalDate day;
    /** The identity of each field of the night before by its name. */
    private final Map<String, String> earlierIds;

    private FieldLineage(LocalDate day, Map<String, String> earlierIds) {
        this.day = day;
        this.earlierIds = Map.copyOf(earlierIds);
    }

    /**
     * Gives every field of the day its identity.
     *
     * @param model the clusters of the day
     * @param shared rows of {@link Lineage#shared}
     * @param earlier the clusters of the night before
     * @param earlierIds the identity of each field of that night by its name; may lack fields, and be empty
     */
    public static FieldLineage traced(
            LocalDate day,
            Fields list,
            ClusterModel model,
            List<Row> shared,
            List<PreviousCluster> earlier,
            Map<String, String> earlierIds) {
        List<@Nullable String> fields = new ArrayList<>();
        for (int cluster = 0; cluster < model.clusters(); cluster++) {
            fields.add(model.kind(cluster).field());
        }
        return traced(day, list, fields, shared, earlier, earlierIds);
    }

    static FieldLineage traced(
            LocalDate day,
            Fields list,
            List<@Nullable String> fields,
            List<Row> shared,
            List<PreviousCluster> earlier,
            Map<String, String> earlierIds) {
        FieldLineage lineage = new FieldLineage(day, earlierIds);
        lineage.count(fields, shared, earlier);
        lineage.match(list);
        lineage.name();
        return lineage;
    }

    private void count(List<@Nullable String> fields, List<Row> rows, List<PreviousCluster> earlier) {
        Map<String, String> earlierFields = new HashMap<>();
        for (PreviousCluster cluster : earlier) {
            if (cluster.field() != null) {
                earlierFields.put(cluster.clusterId(), cluster.field());
                earlierSizes.merge(cluster.field(), cluster.repos(), Long::sum);
            }
        }
        TreeSet<Integer> counted = new TreeSet<>();
        for (Row row : rows) {
            int cluster = row.<Integer>getAs("cluster");
            String field = fields.get(cluster);
            if (field == null) {
                continue;
            }
            long repos = row.<Long>getAs("repos");
            sizes.merge(field, repos, Long::sum);
            if (counted.add(cluster)) {
                clusters.merge(field, 1L, Long::sum);
            }
            String earlierId = row.getAs("earlier_id");
            String before = earlierId == null ? null : earlierFields.get(earlierId);
            if (before != null) {
                shared.computeIfAbsent(field, key -> new TreeMap<>()).merge(before, repos, Long::sum);
            }
        }
    }

    /** Finds the earlier name of each field that goes on. */
    private void match(Fields list) {
        TreeSet<String> open = new TreeSet<>(sizes.keySet());
        TreeSet<String> ended = new TreeSet<>(earlierSizes.keySet());
        for (String field : List.copyOf(open)) {
            if (ended.remove(field)) {
                open.remove(field);
                earlierNames.put(field, field);
            }
        }
        for (String field : List.copyOf(open)) {
            Optional<String> renamed = ended.stream()
                    .filter(before -> list.called(before).equals(Optional.of(field)))
                    .max(Comparator.comparingLong((String before) -> both(field, before))
                            .thenComparing(Comparator.reverseOrder()));
            renamed.ifPresent(before -> {
                ended.remove(before);
                open.remove(field);
                earlierNames.put(field, before);
            });
        }
        List<String> now = List.copyOf(open);
        List<String> then = List.copyOf(ended);
        double[][] similarities = new double[now.size()][then.size()];
        for (int row = 0; row < now.size(); row++) {
            for (int column = 0; column < then.size(); column++) {
                long both = both(now.get(row), then.get(column));
                long either =
                        sizes.getOrDefault(now.get(row), 0L) + earlierSizes.getOrDefault(then.get(column), 0L) - both;
                double jaccard = both == 0 ? 0 : (double) both / either;
                similarities[row][column] = jaccard >= Lineage.SAME_THEME ? jaccard : 0;
            }
        }
        int[] matched = HungarianMatching.heaviest(similarities);
        for (int row = 0; row < matched.length; row++) {
            if (matched[row] != HungarianMatching.NONE) {
                earlierNames.put(now.get(row), then.get(matched[row]));
            }
        }
    }

    /** A field that goes on keeps its identity; another one is named after itself, with the day where that is taken. */
    private void name() {
        Set<String> taken = new HashSet<>();
        earlierSizes.keySet().forEach(before -> taken.add(earlierIdentity(before)));
        earlierNames.forEach((field, before) -> ids.put(field, earlierIdentity(before)));
        for (String field : sizes.keySet()) {
            if (!ids.containsKey(field)) {
                String id = identity(field);
                ids.put(field, taken.contains(id) ? identity(field + "|" + day) : id);
            }
        }
    }

    /** A night of an older version has fields, and no identities of them. */
    private String earlierIdentity(String before) {
        return Objects.requireNonNullElseGet(earlierIds.get(before), () -> identity(before));
    }

    private static String identity(String name) {
        return "f-" + Sha256.hex(name, IDENTITY_DIGITS);
    }

    private long both(String field, String before) {
        return shared.getOrDefault(field, Map.of()).getOrDefault(before, 0L);
    }

    /**
     * Rows of fields; bounded by the number of fields.
     *
     * @param previousDay the night before; null where there is none
     * @param clusterRows the day's rows of clusters
     */
    public List<Row> rows(@Nullable LocalDate previousDay, List<Row> clusterRows) {
        Map<String, double[]> velocities = new HashMap<>();
        for (Row cluster : clusterRows) {
            String field = cluster.getAs("field");
            if (field != null) {
                double[] sums = velocities.computeIfAbsent(field, key -> new double[2]);
                sums[0] += cluster.<Double>getAs("velocity_7d");
                sums[1] += cluster.<Double>getAs("velocity_28d");
            }
        }
        List<Row> rows = new ArrayList<>();
        Date today = Date.valueOf(day);
        Date before = previousDay == null ? null : Date.valueOf(previousDay);
        ids.forEach((field, id) -> {
            String earlier = earlierNames.get(field);
            long repos = sizes.getOrDefault(field, 0L);
            String parent = earlier == null ? largest(shared.getOrDefault(field, Map.of())) : null;
            boolean isSplit = parent != null && both(field, parent) >= MOST * repos;
            String from = isSplit ? parent : earlier;
            LineageEvent event =
                    earlier != null ? LineageEvent.CONTINUED : isSplit ? LineageEvent.SPLIT : LineageEvent.BORN;
            double[] sums = velocities.getOrDefault(field, new double[2]);
            rows.add(RowFactory.create(
                    today,
                    id,
                    field,
                    event.value(),
                    before,
                    from,
                    isSplit ? earlierIdentity(Objects.requireNonNull(parent)) : null,
                    clusters.getOrDefault(field, 0L),
                    repos,
                    from == null ? 0L : earlierSizes.getOrDefault(from, 0L),
                    from == null ? 0L : both(field, from),
                    rounded(sums[0]),
                    rounded(sums[1])));
        });
        TreeSet<String> ended = new TreeSet<>(earlierSizes.keySet());
        ended.removeAll(earlierNames.values());
        for (String field : ended) {
            Map<String, Long> heirs = new TreeMap<>();
            shared.forEach((heir, origins) -> heirs.put(heir, origins.getOrDefault(field, 0L)));
            String heir = largest(heirs);
            boolean isMerged = heir != null && both(heir, field) >= MOST * earlierSizes.getOrDefault(field, 0L);
            rows.add(RowFactory.create(
                    today,
                    earlierIdentity(field),
                    field,
                    (isMerged ? LineageEvent.MERGED : LineageEvent.DIED).value(),
                    before,
                    field,
                    isMerged ? ids.get(heir) : null,
                    0L,
                    0L,
                    earlierSizes.getOrDefault(field, 0L),
                    isMerged ? both(Objects.requireNonNull(heir), field) : 0L,
                    0.0,
                    0.0));
        }
        return rows;
    }

    /** The key of the largest value, of several the first; null where none is above 0. */
    private static @Nullable String largest(Map<String, Long> sizes) {
        return sizes.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
