package dev.reposignal.cluster;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Counts in how many owners' texts each term of one cluster occurs. */
final class TermCounts {
    static final StructType SCHEMA = new StructType()
            .add("cluster_id", DataTypes.StringType, false)
            .add("key", DataTypes.StringType, false)
            .add("surface", DataTypes.StringType, false)
            .add("term_owners", DataTypes.LongType, false)
            .add("cluster_terms", DataTypes.LongType, false);

    /** What one owner alone says is dropped in clusters of more owners: it names no theme. */
    private static final int FEWEST_OWNERS = 2;

    private long owners;
    private @Nullable String lastOwner;
    private final Map<String, Count> counts = new HashMap<>();

    private TermCounts() {}

    /**
     * The terms of a cluster with their counts, and the number of all its terms.
     *
     * @param members cluster_id, owner, text; sorted by owner
     */
    static Iterator<Row> counted(String clusterId, Iterator<Row> members) {
        TermCounts counts = new TermCounts();
        members.forEachRemaining(row -> counts.add(row.getString(1), row.getString(2)));
        return counts.rows(clusterId);
    }

    private void add(String owner, String text) {
        if (!Objects.equals(owner, lastOwner)) {
            owners++;
            lastOwner = owner;
        }
        for (Terms.Term term : Terms.terms(text)) {
            counts.computeIfAbsent(term.key(), key -> new Count()).add(owners, term.surface());
        }
    }

    private Iterator<Row> rows(String clusterId) {
        long all = counts.values().stream().mapToLong(count -> count.owners).sum();
        long fewest = Math.min(FEWEST_OWNERS, owners);
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue().owners >= fewest)
                .map(entry -> RowFactory.create(
                        clusterId, entry.getKey(), entry.getValue().surface(), entry.getValue().owners, all))
                .iterator();
    }

    private static final class Count {
        private long owners;
        private long lastOwner = -1;
        private final Map<String, Integer> surfaces = new TreeMap<>();

        void add(long owner, String surface) {
            if (owner != lastOwner) {
                lastOwner = owner;
                owners++;
            }
            surfaces.merge(surface, 1, Integer::sum);
        }

        /** The commonest spelling, of several the first by alphabet. */
        String surface() {
            String best = "";
            int most = 0;
            for (Map.Entry<String, Integer> entry : surfaces.entrySet()) {
                if (entry.getValue() > most) {
                    most = entry.getValue();
                    best = entry.getKey();
                }
            }
            return best;
        }
    }
}
