package dev.reposignal.query;

import dev.reposignal.error.Errors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.CompoundPlanStatement;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.ShowColumns;
import org.apache.spark.sql.catalyst.plans.logical.ShowFunctions;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A parsed statement that only reads.
 *
 * @param sql as it was typed, less the semicolon at its end
 * @param names lower-case names of the relations it mentions
 */
record Statement(String sql, Set<String> names) {
    /** What a statement begins with that may be run; the plan itself is looked at as well. */
    private static final Set<String> READING =
            Set.of("select", "with", "show", "describe", "desc", "explain", "values", "from", "table");

    /** Functions that call any Java method, and so do what they like. */
    private static final Set<String> CALLING_OUT = Set.of("reflect", "java_method", "try_reflect");

    Statement {
        names = Set.copyOf(names);
    }

    /**
     * Parses, and refuses what does more than read.
     *
     * @throws dev.reposignal.error.UserException where it is no statement, or one that writes
     */
    static Statement parsed(SparkSession spark, String text) {
        String sql = text.strip().replaceFirst("(\\s*;)+$", "");
        String first = firstWord(sql);
        if (!READING.contains(first)) {
            throw Errors.notAQuery(first);
        }
        LogicalPlan plan = plan(spark, sql);
        TreeSet<String> names = new TreeSet<>();
        Deque<LogicalPlan> remaining = new ArrayDeque<>(Set.of(plan));
        while (!remaining.isEmpty()) {
            LogicalPlan node = remaining.pop();
            refuseToWrite(node);
            if (node instanceof UnresolvedRelation relation) {
                addName(names, relation.multipartIdentifier());
            } else if (node instanceof UnresolvedTableOrView relation) {
                addName(names, relation.multipartIdentifier());
            } else if (node instanceof ExplainCommand explain) {
                remaining.add(explain.logicalPlan());
            } else if (node instanceof DescribeQueryCommand describe) {
                remaining.add(describe.plan());
            }
            addPlans(remaining, node.children());
            addPlans(remaining, node.innerChildren());
            addExpressions(remaining, node.expressions());
        }
        return new Statement(sql, names);
    }

    private static LogicalPlan plan(SparkSession spark, String sql) {
        try {
            return ((org.apache.spark.sql.classic.SparkSession) spark)
                    .sessionState()
                    .sqlParser()
                    .parsePlan(sql);
        } catch (Exception e) {
            throw QueryFault.asUserError(e, sql, Set.of());
        }
    }

    private static String firstWord(String sql) {
        String bare = sql.replaceAll("(?s)/\\*.*?\\*/|--[^\\n]*", " ").replaceFirst("^[\\s(]+", "");
        return bare.split("[^A-Za-z]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static void refuseToWrite(LogicalPlan node) {
        boolean isReadingCommand = node instanceof DescribeRelation
                || node instanceof DescribeQueryCommand
                || node instanceof ShowTables
                || node instanceof ShowViews
                || node instanceof ShowColumns
                || node instanceof ShowFunctions
                || node instanceof ExplainCommand;
        boolean isOther = node instanceof Command
                || node instanceof ParsedStatement
                || node instanceof CompoundPlanStatement
                || node instanceof ScriptTransformation;
        if (isOther && !isReadingCommand) {
            throw Errors.notAQuery(node.nodeName());
        }
    }

    private static void addName(Set<String> names, scala.collection.Seq<String> parts) {
        if (parts.size() == 1) {
            names.add(parts.apply(0).toLowerCase(Locale.ROOT));
        }
    }

    private static void addPlans(Deque<LogicalPlan> remaining, Iterable<?> nodes) {
        for (Object node : CollectionConverters.asJava(nodes)) {
            if (node instanceof LogicalPlan plan) {
                remaining.add(plan);
            }
        }
    }

    private static void addExpressions(Deque<LogicalPlan> remaining, Iterable<Expression> expressions) {
        for (Expression expression : CollectionConverters.asJava(expressions)) {
            if (expression instanceof UnresolvedFunction function) {
                String name = String.join(".", CollectionConverters.asJava(function.nameParts()))
                        .toLowerCase(Locale.ROOT);
                if (CALLING_OUT.contains(name)) {
                    throw Errors.notAQuery(name);
                }
            }
            if (expression instanceof PlanExpression<?> subquery && subquery.plan() instanceof LogicalPlan plan) {
                remaining.add(plan);
            }
            addExpressions(remaining, expression.children());
        }
    }
}
