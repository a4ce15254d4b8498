package dev.reposignal.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import org.apache.spark.sql.Column;

/** The flags of {@code repo_signals}: which there are, what each means, and which speak against a repository. */
public final class Flags {
    /** Every flag column, in the table's order. */
    public static final List<String> ALL = Tables.REPO_SIGNALS.fields().stream()
            .map(Field::name)
            .filter(name -> name.startsWith("is_"))
            .toList();

    /** Say that the counts are another's or made up: such a repository is not tracked. */
    public static final List<String> MISLEADING =
            List.of("is_level_shift", "is_alias", "is_frozen_series", "is_filled_in");

    /** Says that the stars may be bought: such a repository is tracked at most, and nothing is said in its praise. */
    public static final String SUSPECT = "is_suspect_burst";

    private Flags() {}

    /** What a flag says, as the table dictionary has it. */
    public static String meaning(String flag) {
        return Tables.REPO_SIGNALS.fields().stream()
                .filter(field -> field.name().equals(flag))
                .map(Field::doc)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No flag " + flag));
    }

    /** Whether a row of {@code repo_signals} has a flag that says its counts mislead. */
    public static Column isMisleading() {
        return MISLEADING.stream().map(flag -> col(flag)).reduce(Column::or).orElseThrow();
    }

    /**
     * Whether the change in a row's counts is growth: not the step to another repository's counts, nor counted under another
     * name already. Sums over many repositories take only such rows; one swap can outweigh all the rest.
     */
    public static Column isGrowth() {
        return not(col("is_level_shift").or(col("is_alias")));
    }

    /** Whether a row has any flag that speaks against praising it. */
    public static Column isDoubtful() {
        return isMisleading().or(coalesce(col(SUSPECT), lit(false)));
    }
}
