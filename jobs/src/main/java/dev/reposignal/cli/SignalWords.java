package dev.reposignal.cli;

import dev.reposignal.query.RepositoryFacts;
import dev.reposignal.table.Flags;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What the measures and flags of a repository mean, in words. */
final class SignalWords {
    private SignalWords() {}

    /** A component's measured value as a reader would say it. */
    static String measured(Row component, RepositoryFacts facts) {
        int rawIndex = component.fieldIndex("raw_value");
        if (component.isNullAt(rawIndex)) {
            return facts.flag("is_new_arrival")
                    ? "unknown: less than 28 days of history"
                    : "unknown: no observation to compare with";
        }
        double raw = component.getDouble(rawIndex);
        return switch (component.<String>getAs("component")) {
            case "day_surge" -> pace(raw, "the last day", facts.number("velocity_24h"), facts);
            case "week_surge" -> pace(raw, "the week", facts.number("velocity_7d"), facts);
            case "momentum" -> format("%s stars a day over the week", number(raw));
            case "growth" -> format("%s %% more stars in a week", number(100 * raw));
            case "burst" ->
                format(
                        "%s robust deviations %s its own earlier weeks",
                        number(Math.abs(raw)), raw < 0 ? "below" : "above");
            case "persistence" -> format("gained stars on %.0f %% of the days of four weeks", 100 * raw);
            default -> format("%s %s", number(raw), component.<String>getAs("unit"));
        };
    }

    private static String pace(double ratio, String window, @Nullable Double velocity, RepositoryFacts facts) {
        return format(
                "%s made %s stars a day, the month %s: %.2f times, with 10 added to both",
                window, known(velocity), known(facts.number("velocity_28d")), ratio);
    }

    /** The flags that are up, as sentences. */
    static List<String> flags(RepositoryFacts facts) {
        List<String> flags = Flags.ALL.stream()
                .filter(facts::flag)
                .map(flag -> flag.substring("is_".length()).replace('_', ' ') + ": " + Flags.meaning(flag))
                .collect(Collectors.toCollection(ArrayList::new));
        if (facts.isArchived()) {
            flags.add("archived by its owner");
        }
        return flags;
    }

    static String name(Row component) {
        return component.<String>getAs("component").replace('_', ' ');
    }

    static String whole(Row component) {
        return component.<BigDecimal>getAs("weight").stripTrailingZeros().toPlainString();
    }

    /** A number with as many decimals as matter; "unknown" for null. */
    static String known(@Nullable Double value) {
        return value == null ? "unknown" : number(value);
    }

    static String signed(@Nullable Double value) {
        return value == null ? "unknown" : (value > 0 ? "+" : "") + format("%,.0f", value);
    }

    static String number(double value) {
        return format(Math.abs(value) >= 100 ? "%,.0f" : "%.1f", value);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
