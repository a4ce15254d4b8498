package dev.reposignal.query;

import dev.reposignal.error.Errors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Checks a query after Spark has resolved its names, so that no spelling can hide a call: IDENTIFIER('ref' || 'lect') has no
 * name before. Nothing of the query is run.
 */
public final class AnalysedQuery {
    private AnalysedQuery() {}

    /**
     * Refuses a query that calls Java or reads anything outside the lake.
     *
     * @param root the lake's folder
     * @throws dev.reposignal.error.UserException naming what is refused
     */
    static void check(SparkSession spark, String sql, String root, QueryLimits limits) {
        var state = ((org.apache.spark.sql.classic.SparkSession) spark).sessionState();
        LogicalPlan parsed;
        try {
            parsed = state.sqlParser().parsePlan(sql);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
        LogicalPlan asked = asked(parsed);
        if (asked instanceof Command) {
            return;
        }
        LogicalPlan analysed =
                state.executePlan(asked, CommandExecutionMode.SKIP()).analyzed();
        check(analysed, leaf -> {
            if (!limits.allowsFiles()) {
                checkLeaf(leaf, root);
            }
        });
    }

    /**
     * Refuses rows that are made by calling Java.
     *
     * @throws dev.reposignal.error.UserException naming the function
     */
    public static void requireNoCalls(Dataset<Row> rows) {
        check(
                ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                        .queryExecution()
                        .analyzed(),
                leaf -> {});
    }

    private static void check(LogicalPlan analysed, Consumer<LogicalPlan> checkLeaf) {
        Deque<LogicalPlan> remaining = new ArrayDeque<>();
        remaining.add(analysed);
        while (!remaining.isEmpty()) {
            LogicalPlan node = remaining.pop();
            if (node instanceof Command) {
                throw Errors.notAQuery(node.nodeName());
            }
            if (node instanceof LeafNode) {
                checkLeaf.accept(node);
            }
            addPlans(remaining, node.children());
            addPlans(remaining, node.innerChildren());
            checkExpressions(remaining, node.expressions());
        }
    }

    /** The query that an EXPLAIN or DESCRIBE is about: to explain it, Spark may run parts of it. */
    private static LogicalPlan asked(LogicalPlan plan) {
        if (plan instanceof ExplainCommand explain) {
            return asked(explain.logicalPlan());
        }
        return plan instanceof DescribeQueryCommand describe ? asked(describe.plan()) : plan;
    }

    private static void checkLeaf(LogicalPlan leaf, String root) {
        if (leaf instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files) {
            for (Path path : CollectionConverters.asJava(files.location().rootPaths())) {
                if (!isInside(path, root)) {
                    throw Errors.fileOutsideTheLake(path.toString());
                }
            }
            return;
        }
        boolean isKnown = leaf instanceof LocalRelation
                || leaf instanceof OneRowRelation
                || leaf instanceof Range
                || leaf instanceof LogicalRDD
                || leaf instanceof InMemoryRelation
                || leaf instanceof CTERelationRef;
        if (!isKnown) {
            throw Errors.fileOutsideTheLake(leaf.nodeName());
        }
    }

    private static boolean isInside(Path path, String root) {
        String folder = new Path(root).toUri().normalize().getPath();
        String asked = path.toUri().normalize().getPath();
        String scheme = new Path(root).toUri().getScheme();
        String askedScheme = path.toUri().getScheme();
        boolean isSameSystem = scheme == null || askedScheme == null || scheme.equals(askedScheme);
        return isSameSystem && (asked.equals(folder) || asked.startsWith(folder + "/"));
    }

    private static void addPlans(Deque<LogicalPlan> remaining, Iterable<?> nodes) {
        for (Object node : CollectionConverters.asJava(nodes)) {
            if (node instanceof LogicalPlan plan) {
                remaining.add(plan);
            }
        }
    }

    private static void checkExpressions(Deque<LogicalPlan> remaining, Iterable<Expression> expressions) {
        for (Expression expression : CollectionConverters.asJava(expressions)) {
            String kind = expression.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            boolean isCallingOut = kind.contains("reflect") || kind.contains("udf") || kind.contains("udaf");
            if (isCallingOut) {
                throw Errors.notAQuery(expression.prettyName());
            }
            if (expression instanceof PlanExpression<?> subquery && subquery.plan() instanceof LogicalPlan plan) {
                remaining.add(plan);
            }
            checkExpressions(remaining, expression.children());
        }
    }
}
