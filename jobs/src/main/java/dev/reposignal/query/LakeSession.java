package dev.reposignal.query;

import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.View;
import dev.reposignal.table.Views;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.jspecify.annotations.Nullable;

/**
 * The tables and views of a lake under their names. A name is registered when a query mentions it, so a query opens
 * only the tables it reads; a table that no night has written yet has no rows.
 */
public final class LakeSession {
    private final Lake lake;
    private final @Nullable PastNight night;
    private final QueryLimits limits;

    private LakeSession(Lake lake, @Nullable PastNight night, QueryLimits limits) {
        this.lake = lake;
        this.night = night;
        this.limits = limits;
    }

    /** The lake as it is at the time of each query. */
    public static LakeSession now(Lake lake) {
        return new LakeSession(lake, null, QueryLimits.NONE);
    }

    /** The lake as a night left it. */
    public static LakeSession asOf(Lake lake, PastNight night) {
        return new LakeSession(lake, night, QueryLimits.NONE);
    }

    /** The same lake with other limits of a query. */
    public LakeSession limited(QueryLimits limits) {
        return new LakeSession(lake, night, limits);
    }

    /** The names of all tables and views. */
    public static List<String> names() {
        return Stream.concat(
                        Tables.ALL.stream().map(Table::name), Views.ALL.stream().map(View::name))
                .toList();
    }

    /** The tables and views with the most similar names; none if no name is similar. */
    public static List<String> nearest(String name) {
        return nearest(name, names());
    }

    /** The most similar of some names, the nearest first; none if no name is similar. */
    public static List<String> nearest(String name, Collection<String> names) {
        return QueryFault.nearest(name, names);
    }

    /** The night this session reads; empty if it reads the present lake. */
    public Optional<PastNight> night() {
        return Optional.ofNullable(night);
    }

    /**
     * The answer to a query, not computed yet.
     *
     * @throws dev.reposignal.error.UserException where the query is wrong or would write
     */
    public Dataset<Row> answer(String sql) {
        Statement statement = Statement.parsed(lake.spark(), sql);
        return explained(statement.sql(), () -> {
            if (statement.sql().toLowerCase(Locale.ROOT).startsWith("show")) {
                register(names());
            } else {
                register(statement.names());
            }
            AnalysedQuery.check(lake.spark(), statement.sql(), lake.root(), limits);
            return lake.spark().sql(statement.sql());
        });
    }

    /**
     * A whole table or view.
     *
     * @throws dev.reposignal.error.UserException if there is none of that name
     */
    public Dataset<Row> relation(String name) {
        String known = name.toLowerCase(Locale.ROOT);
        if (!names().contains(known)) {
            throw Errors.unknownRelation(name, nearest(name));
        }
        register(Set.of(known));
        return lake.spark().table(known);
    }

    /**
     * Plans a query for all rows of a table or view in the background: it reads the logs and finds the files, as the first
     * query has to.
     */
    public BackgroundTask<LogicalPlan> planning(String name) {
        return BackgroundTask.begun(() -> relation(name).queryExecution().optimizedPlan());
    }

    /**
     * Collects or otherwise runs a result; an error on the way is reported as an error of the query.
     *
     * @throws dev.reposignal.error.UserException where the query is to blame
     */
    public static <T> T run(String sql, Dataset<Row> answer, Function<Dataset<Row>, T> action) {
        return explained(sql, () -> action.apply(answer));
    }

    /**
     * The same within the limits of this session.
     *
     * @throws dev.reposignal.error.UserException where the query is to blame, or a limit ended it
     */
    public <T> T runLimited(String sql, Dataset<Row> answer, Function<Dataset<Row>, T> action) {
        return explained(sql, () -> QueryWatch.under(limits, lake.spark(), () -> action.apply(answer)));
    }

    private static <T> T explained(String sql, java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (Exception e) {
            throw QueryFault.asUserError(e, sql, names());
        }
    }

    /** Registers tables and views of these names and what they read in turn; other names are left to Spark. */
    private void register(Collection<String> names) {
        Set<String> wanted = new LinkedHashSet<>(names);
        for (View view : reversed(Views.ALL)) {
            if (wanted.contains(view.name())) {
                wanted.addAll(Statement.parsed(lake.spark(), view.query()).names());
            }
        }
        for (Table table : Tables.ALL) {
            if (wanted.contains(table.name())) {
                read(table).createOrReplaceTempView(table.name());
            }
        }
        for (View view : Views.ALL) {
            if (wanted.contains(view.name())) {
                lake.spark().sql("CREATE OR REPLACE TEMPORARY VIEW " + view.definition());
            }
        }
    }

    private Dataset<Row> read(Table table) {
        if (night != null) {
            return night.read(lake, table);
        }
        return table.equals(Tables.REPO_MONTHS)
                ? RepositoryMonths.read(lake, lake.read(Tables.SNAPSHOTS), lake.version(Tables.SNAPSHOTS))
                : lake.read(table);
    }

    private static List<View> reversed(List<View> views) {
        List<View> reversed = new java.util.ArrayList<>(views);
        java.util.Collections.reverse(reversed);
        return reversed;
    }
}
