package dev.reposignal.cli;

import dev.reposignal.query.RepositoryFacts;
import dev.reposignal.row.MeasuredWords;
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
        int raw = component.fieldIndex("raw_value");
        return new MeasuredWords(
                        facts.number(Columns.VELOCITY_24H),
                        facts.number(Columns.VELOCITY_7D),
                        facts.number(Columns.VELOCITY_28D),
                        facts.flag("is_new_arrival"))
                .measured(
                        component.getAs("component"),
                        component.isNullAt(raw) ? null : component.getDouble(raw),
                        component.getAs("unit"));
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

    /** A gain with its sign; "unknown" for null. */
    static String signed(@Nullable Double gain) {
        return gain == null ? "unknown" : NumberFormats.signedCount(gain);
    }
}
