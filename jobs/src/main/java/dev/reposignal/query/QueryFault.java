package dev.reposignal.query;

import dev.reposignal.error.Errors;
import dev.reposignal.error.UserException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Explains in one sentence why Spark refuses a query, with the most similar name and the position of the error. */
final class QueryFault {
    private static final int NAMES_SHOWN = 3;

    private QueryFault() {}

    /**
     * The error as a user error, or the exception unchanged if the query is not the cause.
     *
     * @param relations names of all tables and views
     */
    static RuntimeException asUserError(Exception error, String sql, Collection<String> relations) {
        Optional<Throwable> found = Stream.iterate((Throwable) error, Objects::nonNull, Throwable::getCause)
                .filter(QueryFault::isCausedByTheQuery)
                .findFirst();
        if (found.isEmpty()) {
            return error instanceof RuntimeException ours ? ours : new IllegalStateException(error);
        }
        Throwable fault = found.get();
        return invalid(sentence(fault, relations), fault, sql);
    }

    private static boolean isCausedByTheQuery(Throwable error) {
        return error instanceof SparkThrowable fault && fault.getCondition() != null && !fault.isInternalError();
    }

    private static UserException invalid(String sentence, Throwable fault, String sql) {
        return Errors.invalidQuery(sentence + place(fault, sql));
    }

    private static String sentence(Throwable error, Collection<String> relations) {
        SparkThrowable fault = (SparkThrowable) error;
        Map<String, String> values = fault.getMessageParameters();
        String condition = fault.getCondition();
        if (condition.startsWith("UNRESOLVED_COLUMN") || condition.startsWith("UNRESOLVED_FIELD")) {
            String name = bare(values.getOrDefault("objectName", values.getOrDefault("fieldName", "?")));
            List<String> proposals = Arrays.stream(
                            values.getOrDefault("proposal", "").split(", "))
                    .filter(proposal -> !proposal.isBlank())
                    .map(proposal -> lastPart(bare(proposal)))
                    .distinct()
                    .toList();
            return "there is no column %s here.%s".formatted(name, didYouMean(nearest(lastPart(name), proposals)));
        }
        if (condition.startsWith("TABLE_OR_VIEW_NOT_FOUND")) {
            String name = bare(values.getOrDefault("relationName", "?"));
            List<String> near = nearest(name, relations);
            return "there is no table or view %s.%s"
                    .formatted(
                            name,
                            near.isEmpty() ? " There are " + String.join(", ", relations) + "." : didYouMean(near));
        }
        if (condition.startsWith("UNRESOLVED_ROUTINE")) {
            String name = bare(values.getOrDefault("routineName", "?"));
            return "there is no function %s.%s".formatted(name, didYouMean(nearest(name, functions())));
        }
        if (condition.equals("PARSE_SYNTAX_ERROR")) {
            String at = values.getOrDefault("error", "?");
            return at.contains("end of input") || at.contains("<EOF>")
                    ? "it is incomplete: something is missing at its end."
                    : "there is a syntax error at %s or just before.".formatted(at);
        }
        return cleaned(String.valueOf(error.getMessage()));
    }

    private static String cleaned(String message) {
        String first = message.lines()
                .takeWhile(line -> !line.startsWith("==") && !line.startsWith("'") && !line.startsWith("+-"))
                .reduce((left, right) -> left + " " + right.strip())
                .orElse(message);
        return first.replaceFirst("^\\[[A-Z0-9_.]+\\]\\s*", "")
                .replaceFirst("\\s*SQLSTATE: \\w+.*$", "")
                .strip();
    }

    /** The line of the query with a mark under the error; "" if the position is unknown. */
    private static String place(Throwable fault, String sql) {
        if (!(fault instanceof AnalysisException analysis)
                || analysis.line().isEmpty()
                || analysis.startPosition().isEmpty()) {
            return "";
        }
        int line = (Integer) analysis.line().get();
        int column = (Integer) analysis.startPosition().get();
        List<String> lines = sql.lines().toList();
        if (line < 1 || line > lines.size()) {
            return "";
        }
        return "%n  %s%n  %s^".formatted(lines.get(line - 1), " ".repeat(column));
    }

    /** The most similar names: prefix matches first, then by edit distance; none if no name is similar. */
    static List<String> nearest(String name, Collection<String> names) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int tolerance = Math.max(2, wanted.length() / 3);
        return names.stream()
                .filter(each -> isNear(wanted, each.toLowerCase(Locale.ROOT), tolerance))
                .sorted(Comparator.comparing((String each) -> distance(wanted, each.toLowerCase(Locale.ROOT)))
                        .thenComparing(each -> Math.abs(each.length() - wanted.length()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NAMES_SHOWN)
                .toList();
    }

    private static boolean isNear(String wanted, String name, int tolerance) {
        return distance(wanted, name) <= tolerance
                || (wanted.length() >= 3 && (name.contains(wanted) || wanted.contains(name)));
    }

    private static int distance(String left, String right) {
        return UTF8String.fromString(left).levenshteinDistance(UTF8String.fromString(right));
    }

    private static List<String> functions() {
        return CollectionConverters.asJava(FunctionRegistry.builtin().listFunction()).stream()
                .map(identifier -> identifier.funcName())
                .filter(name -> Character.isLetter(name.charAt(0)))
                .toList();
    }

    private static String didYouMean(List<String> names) {
        return names.isEmpty() ? "" : " " + Errors.didYouMean(names, "");
    }

    private static String bare(@Nullable String name) {
        return name == null ? "?" : name.replace("`", "");
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
