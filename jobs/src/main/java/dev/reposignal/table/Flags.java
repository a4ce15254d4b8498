package dev.reposignal.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import org.apache.spark.sql.Column;

/** The anomaly flags of {@code repo_signals}: all of them, their meanings, and which ones exclude a repository. */
public final class Flags {
    /** Every flag column, in the table's order. */
    public static final List<String> ALL = Tables.REPO_SIGNALS.fields().stream()
            .map(Field::name)
            .filter(name -> name.startsWith("is_"))
            .toList();

    /** The star count is not the repository's own or not observed: such a repository is not tracked. */
    public static final List<String> MISLEADING =
            List.of("is_level_shift", "is_alias", "is_frozen_series", "is_filled_in");

    /** The stars may be bought: such a repository may be tracked but neither surfaces nor is recommended. */
    public static final String SUSPECT = "is_suspect_burst";

    /** The stars did not stay: counted, not guessed. Such a repository is not tracked. */
    public static final String LOST = "is_gain_lost";

    private Flags() {}

    /** The meaning of a flag, as in the table dictionary. */
    public static String meaning(String flag) {
        return Tables.REPO_SIGNALS.fields().stream()
                .filter(field -> field.name().equals(flag))
                .map(Field::doc)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No flag " + flag));
    }

    /** Whether a row of {@code repo_signals} has one of the flags {@link #MISLEADING}. */
    public static Column isMisleading() {
        return MISLEADING.stream().map(flag -> col(flag)).reduce(Column::or).orElseThrow();
    }

    /**
     * Whether the change of the star count is growth: neither a level shift nor counted under another name already. Sums
     * over many repositories use only such rows, because one level shift can outweigh all other repositories.
     */
    public static Column isGrowth() {
        return not(col("is_level_shift").or(col("is_alias")));
    }

    /** Whether a row has the flag {@link #LOST}, which older nights do not know. */
    public static Column isLost() {
        return coalesce(col(LOST), lit(false));
    }

    /** Whether a row has any flag that forbids to recommend it. */
    public static Column isDoubtful() {
        return isMisleading().or(coalesce(col(SUSPECT), lit(false))).or(isLost());
    }
}
