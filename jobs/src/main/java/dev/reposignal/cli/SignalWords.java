package dev.reposignal.cli;

import dev.reposignal.query.RepositoryFacts;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Flags;
import dev.reposignal.table.ScoreComponent;
import dev.reposignal.text.NumberFormats;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The measures and flags of a repository in words. */
final class SignalWords {
    private SignalWords() {}

    /** The raw value of a component as a phrase. */
    static String measured(Row component, RepositoryFacts facts) {
        int rawIndex = component.fieldIndex("raw_value");
        if (component.isNullAt(rawIndex)) {
            return facts.flag("is_new_arrival")
                    ? "unknown: less than 28 days of history"
                    : "unknown: no observation to compare with";
        }
        double raw = component.getDouble(rawIndex);
        return ScoreComponent.named(component.getAs("component"))
                .map(known -> measured(known, raw, facts))
                .orElseGet(() -> "%s %s".formatted(NumberFormats.quantity(raw), component.<String>getAs("unit")));
    }

    private static String measured(ScoreComponent component, double raw, RepositoryFacts facts) {
        return switch (component) {
            case DAY_SURGE -> pace(raw, "last day", facts.number(Columns.VELOCITY_24H), facts);
            case WEEK_SURGE -> pace(raw, "last week", facts.number(Columns.VELOCITY_7D), facts);
            case MOMENTUM -> "%s stars per day over the last week".formatted(NumberFormats.rate(raw));
            case GROWTH -> "%s more stars in a week".formatted(NumberFormats.percent(raw));
            case BURST ->
                "%s robust deviations %s its own earlier weeks"
                        .formatted(NumberFormats.rate(Math.abs(raw)), raw < 0 ? "below" : "above");
            case PERSISTENCE -> "gained stars on %s of the last 28 days".formatted(NumberFormats.percent(raw));
        };
    }

    private static String pace(double ratio, String window, @Nullable Double velocity, RepositoryFacts facts) {
        return "%s %s stars per day, 28 days %s: %s times, with 10 added to both"
                .formatted(
                        window, known(velocity), known(facts.number(Columns.VELOCITY_28D)), NumberFormats.ratio(ratio));
    }

    /** The flags that are set, as sentences. */
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
        return ScoreComponent.title(component.getAs("component"));
    }

    static String whole(Row component) {
        return component.<BigDecimal>getAs("weight").stripTrailingZeros().toPlainString();
    }

    /** A velocity in stars a day; "unknown" for null, as a dash in a sentence is no word. */
    static String known(@Nullable Double perDay) {
        return perDay == null ? "unknown" : NumberFormats.rate(perDay);
    }

    /** A gain with its sign; "unknown" for null. */
    static String signed(@Nullable Double gain) {
        return gain == null ? "unknown" : NumberFormats.signedCount(gain);
    }
}
