package dev.reposignal.ingest;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.contains;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.lake.Lake;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** The rules for rows of every format: how a value is interpreted and when a row is rejected. */
final class Rules {
    private static final String NUL = "\u0000";
    private static final String WHITE_SPACE = " \t\n\u000B\f\r\u0085\u00A0\u2028\u2029";

    /** GitHub's own limits are 39 and 100 characters; names of company accounts hold an underscore. */
    private static final String GITHUB_NAME = "^[A-Za-z0-9_-]{1,100}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}$";

    /** What programs write for no value, in lower case. */
    private static final String NOTHING =
            "^(\\(?(none|null)\\)?|nil|nan|nat|#?n/a|<na>|\\\\n|--?|undefined|#(ref|name|value)[!?])$";

    private static final List<String> TIMES = List.of("pushed_at", "created_at", "observed_at");

    private static final String TOPIC = "[a-z0-9][a-z0-9-]{0,49}";

    /** A day, also with the midnight that programs write behind it; with a zone it must be midnight in UTC. */
    private static final String DAY = "^\\d{4}-\\d{2}-\\d{2}([T ]00:00(:00(\\.0{1,9})?)?( ?(Z|UTC|[+-]00(:?00)?))?)?$";

    private static final String MOMENT =
            "^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})?)?$";

    /** How many optional values of a row could not be read and are null. */
    static final String BROKEN_VALUES = "broken_values";

    private Rules() {}

    /**
     * The columns of snapshots, with file, line_number, raw_text, the reason of a rejection and the problem of a file. If
     * reason is null, every required value is present.
     *
     * @param onlyDay the day that --date names, or null
     * @param limits with a latest day
     * @param files file, file_day and default_source of each file
     */
    static Dataset<Row> judged(@Nullable LocalDate onlyDay, RowLimits limits, Dataset<Row> files, Dataset<Row> found) {
        return found.transform(rows -> cleaned(rows))
                .join(org.apache.spark.sql.functions.broadcast(files), "file")
                .transform(rows -> typed(rows))
                .transform(rows -> withReason(onlyDay, limits, rows));
    }

    /** Texts without NUL (which many readers cannot process) and outer white space; an empty text becomes null. */
    private static Dataset<Row> cleaned(Dataset<Row> found) {
        StructType schema = found.schema();
        List<Column> columns = new ArrayList<>();
        for (String name : List.of("file", "line_number", "raw_text", "reason", TextRows.PROBLEM)) {
            columns.add(col(name));
        }
        for (String name : FoundRow.COLUMNS) {
            DataType type = schema.apply(name).dataType();
            if (type instanceof StringType) {
                Column plain = when(contains(col(name), lit(NUL)), replace(col(name), lit(NUL), lit("")))
                        .otherwise(col(name));
                Column trimmed = btrim(plain, lit(WHITE_SPACE));
                boolean mayBeMissing = !name.equals("full_name") && !name.equals("source");
                Column present = mayBeMissing ? when(not(lower(trimmed).rlike(NOTHING)), trimmed) : trimmed;
                columns.add(nullif(present, lit("")).as(name));
            } else if (type instanceof NullType) {
                columns.add(lit(null).cast(DataTypes.StringType).as(name));
            } else if (type instanceof DoubleType || type instanceof FloatType) {
                columns.add(when(not(isnan(col(name))), col(name)).as(name));
            } else {
                columns.add(col(name));
            }
        }
        return found.select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> typed(Dataset<Row> cleaned) {
        StructType schema = cleaned.schema();
        List<Column> columns = new ArrayList<>();
        for (String name :
                List.of("file", "line_number", "raw_text", "reason", TextRows.PROBLEM, "file_day", "default_source")) {
            columns.add(col(name));
        }
        for (String name : FoundRow.COLUMNS) {
            DataType type = schema.apply(name).dataType();
            columns.add(value(name, type).as(name));
            // The original text is kept beside the parsed value: the reason quotes it.
            boolean isText = type instanceof StringType;
            Column original = isText ? col(name) : col(name).cast(DataTypes.StringType);
            columns.add(
                    type instanceof ArrayType
                            ? lit(null).cast(DataTypes.StringType).as(original(name))
                            : original.as(original(name)));
        }
        return cleaned.select(columns.toArray(Column[]::new));
    }

    private static Column value(String name, DataType type) {
        Column column = col(name);
        return switch (name) {
            case "snapshot_date" -> day(column, type);
            case "pushed_at", "created_at", "observed_at" -> moment(column, type);
            case "repo_id", "stars", "forks", "open_issues" -> wholeNumber(column, type);
            case "archived", "observed" -> flag(column, type);
            case "topics" -> topics(column, type);
            default -> column;
        };
    }

    /** A time with a zone is a day where it is midnight in UTC; another may be the day before or after where it was written. */
    private static Column day(Column column, DataType type) {
        if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return when(column.equalTo(date_trunc("day", column)), column.cast(DataTypes.DateType));
        }
        return type instanceof StringType
                ? when(column.rlike(DAY), substring(column, 1, 10).try_cast(DataTypes.DateType))
                : column.cast(DataTypes.DateType);
    }

    private static Column moment(Column column, DataType type) {
        if (!(type instanceof StringType)) {
            return column.cast(DataTypes.TimestampType);
        }
        // BigQuery writes " UTC", Go " +0000 UTC", Postgres "+00", git "+0800", webhooks seconds since 1970.
        Column offset = regexp_replace(column, lit("( [+-]\\d{4}) [A-Z]{3,4}$"), lit("$1"));
        Column zone = regexp_replace(offset, lit(" ?(UTC|GMT)$"), lit("Z"));
        Column noBlank = regexp_replace(zone, lit("(:\\d{2}(?:\\.\\d+)?) ([+-]\\d{2}(?::?\\d{2})?)$"), lit("$1$2"));
        Column minutes = regexp_replace(noBlank, lit("(:\\d{2}(?:\\.\\d+)?[+-]\\d{2})$"), lit("$1:00"));
        Column usual = regexp_replace(minutes, lit("(:\\d{2}(?:\\.\\d+)?[+-]\\d{2})(\\d{2})$"), lit("$1:$2"));
        return when(usual.rlike(MOMENT), usual.try_cast(DataTypes.TimestampType))
                .when(
                        column.rlike("^\\d{9,10}(\\.\\d{0,6})?$"),
                        timestamp_seconds(column.try_cast(DataTypes.createDecimalType(16, 6))))
                .when(column.rlike("^\\d{12,13}$"), timestamp_millis(column.try_cast(DataTypes.LongType)))
                // Headers of HTTP and mail, and git's own format, without the name of the day.
                .when(
                        column.rlike("^[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} "),
                        try_to_timestamp(
                                regexp_replace(substring(column, 6, 40), lit("(GMT|UTC|Z)$"), lit("+0000")),
                                lit("d MMM yyyy HH:mm:ss Z")))
                .when(
                        column.rlike("^[A-Z][a-z]{2} [A-Z][a-z]{2} \\d{1,2} \\d{2}:\\d{2}:\\d{2} \\d{4} "),
                        try_to_timestamp(substring(column, 5, 40), lit("MMM d HH:mm:ss yyyy Z")));
    }

    private static Column wholeNumber(Column given, DataType type) {
        Column column = given;
        boolean mayHaveFraction =
                type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType;
        if (type instanceof StringType) {
            // pandas writes whole numbers of a column with gaps as 12.0.
            column = regexp_replace(column, lit("^([+-]?\\d+)\\.0*$"), lit("$1"));
        }
        Column number = column.try_cast(DataTypes.LongType);
        return mayHaveFraction ? when(column.equalTo(floor(column)), number) : number;
    }

    private static Column flag(Column column, DataType type) {
        if (type instanceof BooleanType) {
            return column;
        }
        Column lower = lower(column);
        return when(lower.equalTo("true"), lit(true)).when(lower.equalTo("false"), lit(false));
    }

    private static Column topics(Column column, DataType type) {
        Column joined = type instanceof ArrayType ? array_join(column, ";") : separated(lower(column));
        // What is left begins with a topic: the list is never empty, and need not be made twice to ask.
        Column text = nullif(btrim(lower(joined), lit(WHITE_SPACE + ";")), lit(""));
        return sort_array(array_distinct(array_remove(split(text, "\\s*;\\s*"), "")));
    }

    /** Lists as JSON, Python, Postgres, commas, bars, tags or hashes write them, with semicolons; other texts as they are. */
    private static Column separated(Column text) {
        Column inner = regexp_replace(text, lit("^[\\[{(]+|[\\])}]+$"), lit(""));
        // GitHub's own command writes topics as objects with a name.
        Column unquoted = regexp_replace(inner, lit("[{}]|[\"']name[\"']\\s*:|[\"']"), lit(""));
        Column isList = text.rlike("^[\\[{(].*[\\])}]$");
        Column isPlainList = text.rlike("^" + TOPIC + "(\\s*[,|]\\s*" + TOPIC + ")+$");
        return when(isList.or(isPlainList), regexp_replace(unquoted, lit("\\s*[,|]\\s*"), lit(";")))
                .when(
                        text.rlike("^[<#]" + TOPIC + "(>?[\\s,;|]*[<#]" + TOPIC + ")*>?$"),
                        regexp_replace(text, lit("[<>#\\s,;|]+"), lit(";")))
                .otherwise(text);
    }

    private static Dataset<Row> withReason(@Nullable LocalDate onlyDay, RowLimits limits, Dataset<Row> typed) {
        List<Column> reasons = new ArrayList<>();
        reasons.add(col("reason"));
        reasons.add(when(col("full_name").isNull(), lit("full_name is missing; give owner/name")));
        reasons.add(
                when(
                        col("full_name").rlike(GITHUB_NAME).equalTo(false),
                        quoting(
                                "full_name",
                                "is not a GitHub name; give owner/name of letters, digits, '-', '_' and, after the slash, '.'")));
        reasons.add(unreadable(
                "snapshot_date", "is not a day; write YYYY-MM-DD (a time with a zone must be midnight in UTC)"));
        reasons.add(when(
                coalesce(col("snapshot_date"), col("file_day")).isNull(),
                lit("snapshot_date is missing; fill it in or give the day with --date")));
        Column day = coalesce(col("snapshot_date"), col("file_day"));
        LocalDate latest = Objects.requireNonNull(limits.latestDay());
        reasons.add(when(
                day.gt(Lake.literal(latest)),
                concat(
                        lit("snapshot_date "),
                        day.cast(DataTypes.StringType),
                        lit(" is in the future: the latest day taken is " + latest
                                + "; correct the day or the clock"))));
        reasons.add(when(
                day.lt(Lake.literal(RowLimits.EARLIEST_DAY)),
                concat(
                        lit("snapshot_date "),
                        day.cast(DataTypes.StringType),
                        lit(" is before GitHub existed; correct the day"))));
        if (onlyDay != null) {
            reasons.add(when(
                    col("snapshot_date").notEqual(Lake.literal(onlyDay)),
                    quoting("snapshot_date", "contradicts --date " + onlyDay + "; correct one or leave out --date")));
        }
        reasons.add(unreadable("stars", "is not a whole number; write digits only"));
        reasons.add(when(col("stars").lt(0), quoting("stars", "is negative; a count is 0 or more")));
        reasons.add(when(
                col("stars").gt(RowLimits.LARGEST_COUNT),
                quoting("stars", "is more than any repository can have; correct it")));
        reasons.add(when(col("stars").isNull(), lit("stars is missing; a row needs a star count")));
        reasons.add(unreadable("repo_id", "is not a whole number; give GitHub's numeric id or leave it empty"));
        reasons.add(when(
                col("repo_id").leq(0), quoting("repo_id", "is not an id; give GitHub's numeric id or leave it empty")));
        reasons.add(unreadable("observed", "is not true or false; write one of them or leave it empty"));
        Column broken = lit(0);
        for (String optional : List.of("forks", "open_issues", "pushed_at", "created_at", "archived", "observed_at")) {
            broken = broken.plus(when(isUnreadable(optional), 1).otherwise(0));
        }
        for (String count : List.of("forks", "open_issues")) {
            broken = broken.plus(
                    when(not(col(count).between(0, RowLimits.LARGEST_COUNT)), 1).otherwise(0));
        }
        Column firstFutureTime = Lake.literal(latest.plusDays(1)).cast(DataTypes.TimestampType);
        for (String time : TIMES) {
            broken = broken.plus(when(col(time).geq(firstFutureTime), 1).otherwise(0));
        }
        return typed.select(
                col("file"),
                col("line_number"),
                col("raw_text"),
                coalesce(reasons.toArray(Column[]::new)).as("reason"),
                col(TextRows.PROBLEM),
                broken.as(BROKEN_VALUES),
                coalesce(col("snapshot_date"), col("file_day")).as("snapshot_date"),
                when(col("repo_id").isNotNull(), concat(lit("id:"), col("repo_id")))
                        .otherwise(concat(lit("name:"), lower(col("full_name"))))
                        .as("repo_key"),
                col("full_name"),
                col("repo_id"),
                col("description"),
                col("language"),
                col("topics"),
                col("stars"),
                count("forks"),
                count("open_issues"),
                time("pushed_at", firstFutureTime),
                time("created_at", firstFutureTime),
                col("archived"),
                coalesce(col("source"), col("default_source")).as("source"),
                coalesce(col("observed"), lit(true)).as("observed"),
                time("observed_at", firstFutureTime));
    }

    /** An optional time; null where it is in the future. */
    private static Column time(String column, Column firstFutureTime) {
        return when(col(column).lt(firstFutureTime), col(column)).as(column);
    }

    /** An optional count; null where it cannot be one. */
    private static Column count(String column) {
        return when(col(column).between(0, RowLimits.LARGEST_COUNT), col(column))
                .as(column);
    }

    private static Column unreadable(String column, String problem) {
        return when(isUnreadable(column), quoting(column, problem));
    }

    private static Column isUnreadable(String column) {
        return col(original(column)).isNotNull().and(col(column).isNull());
    }

    private static Column quoting(String column, String problem) {
        Column original = col(original(column));
        Column shown = when(length(original).gt(100), concat(substring(original, 1, 100), lit("...")))
                .otherwise(original);
        return concat(lit(column + " '"), shown, lit("' " + problem));
    }

    private static String original(String column) {
        return column + "_original";
    }
}
