package dev.reposignal.publish;

import dev.reposignal.table.Field;
import dev.reposignal.table.Tables;
import java.util.List;

/** The flags of {@code repo_signals} in words: those of the table dictionary, so that the two cannot disagree. */
public final class FlagWords {
    /** Every flag column, in the table's order. */
    public static final List<String> FLAGS = Tables.REPO_SIGNALS.fields().stream()
            .map(Field::name)
            .filter(name -> name.startsWith("is_"))
            .toList();

    private FlagWords() {}

    /** What a flag says, as a sentence. */
    public static String sentence(String flag) {
        return Tables.REPO_SIGNALS.fields().stream()
                .filter(field -> field.name().equals(flag))
                .map(field -> field.doc() + ".")
                .findFirst()
                .orElse(flag);
    }
}
