package dev.reposignal.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields above the clusters: {@code fields.tsv}, or the file of the setting {@code cluster.fields}.
 *
 * <p>A field has anchor phrases. A subject may name its field by any of them, so a field can be renamed in this list alone where
 * its earlier name stays among its phrases; and a cluster whose members name no subject belongs to the field whose phrases most
 * of them name.
 */
public final class Fields implements Serializable {
    private static final long serialVersionUID = 1;

    /**
     * One field.
     *
     * @param phrases the name and the anchor phrases, in lower case
     */
    record Field(String name, List<String> phrases) implements Serializable {
        Field {
            phrases = List.copyOf(phrases);
        }
    }

    private final ArrayList<Field> all;
    private final PhraseIndex index;

    Fields(List<Field> all) {
        this.all = new ArrayList<>(all);
        this.index = new PhraseIndex(all.stream().map(Field::phrases).toList());
    }

    public List<String> names() {
        return all.stream().map(Field::name).toList();
    }

    List<Field> all() {
        return List.copyOf(all);
    }

    String name(int field) {
        return all.get(field).name();
    }

    /** The name of the field that the text is the name or an anchor phrase of. */
    Optional<String> called(@Nullable String text) {
        return all.stream()
                .filter(field -> text != null && field.phrases().contains(text.toLowerCase(Locale.ROOT)))
                .map(Field::name)
                .findFirst();
    }

    /** The fields that the words of a text name. */
    Set<Integer> namedIn(@Nullable String text) {
        return index.namedIn(text).keySet();
    }
}
