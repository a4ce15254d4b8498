package dev.reposignal.article;

import dev.reposignal.row.Rows.KindRecord;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.row.TableRow;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Our own words with the facts left open, as {@code phrases.txt} has them. What stands between braces:
 *
 * <ul>
 *   <li>{@code {repo.stars}}: the column stars of the row called repo, printed by its unit
 *   <li>{@code {repo.stars:spelled}}: in another {@link ValueFormat}
 *   <li>{@code {repo.stars|star|stars}}: with the word that fits its number
 *   <li>{@code {repo.stars?is|are}}: the word alone
 *   <li>{@code {a share.language}}: with a or an before it
 *   <li>{@code {repos:paced}}: every row of a list, see {@link #printer}; {@code {repos?one|many}}: the word that fits its length
 * </ul>
 */
final class Phrase {
    private static final Pattern OPEN =
            Pattern.compile("\\{(a )?(\\w+)(?:\\.(\\w+))?(?::(\\w+))?(?:([|?])([^|}]*)\\|([^|}]*))?\\}");

    private final String id;
    private final List<Piece> pieces;

    private Phrase(String id, List<Piece> pieces) {
        this.id = id;
        this.pieces = pieces;
    }

    /** Words, or a place to fill. */
    private record Piece(
            String words,
            boolean hasArticle,
            @Nullable String row,
            @Nullable String column,
            @Nullable String format,
            @Nullable String mark,
            String one,
            String many) {}

    /**
     * A frame of a slot from its text.
     *
     * @throws IllegalArgumentException where braces do not pair, or our own words hold a number
     */
    static Phrase of(String slot, String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = OPEN.matcher(text);
        int from = 0;
        while (matcher.find()) {
            pieces.add(words(text.substring(from, matcher.start())));
            pieces.add(new Piece(
                    "",
                    matcher.group(1) != null,
                    matcher.group(2),
                    matcher.group(3),
                    matcher.group(4),
                    matcher.group(5),
                    Objects.requireNonNullElse(matcher.group(6), ""),
                    Objects.requireNonNullElse(matcher.group(7), "")));
            from = matcher.end();
        }
        pieces.add(words(text.substring(from)));
        // Named by its words, not by its place: a new frame between others leaves the memory of them as it is.
        return new Phrase("%s/%08x".formatted(slot, text.hashCode()), List.copyOf(pieces));
    }

    private static Piece words(String words) {
        if (words.contains("{") || words.contains("}")) {
            throw new IllegalArgumentException("Cannot read the braces in: " + words);
        }
        LiteralText.requireNoNumber(words);
        return new Piece(words, false, null, null, null, null, "", "");
    }

    /** Slot and words, the same as long as these are. */
    String id() {
        return id;
    }

    /** Whether a context has every row and value that it speaks of. */
    boolean fits(PhraseContext context) {
        return pieces.stream().allMatch(piece -> fits(piece, context));
    }

    private static boolean fits(Piece piece, PhraseContext context) {
        if (piece.row() == null) {
            return true;
        }
        if (piece.column() == null) {
            return context.list(piece.row()) != null;
        }
        TableRow row = context.row(piece.row());
        if (row == null) {
            return false;
        }
        Object value = row.value(piece.column());
        if (value != null && isOwnWords(piece)) {
            return Uses.of(value).isPresent();
        }
        return value != null && !(value instanceof List<?> list && list.isEmpty());
    }

    /** Whether our own words about the value are printed in its stead. */
    private static boolean isOwnWords(Piece piece) {
        return "use".equals(piece.format()) || "trial".equals(piece.format());
    }

    Sentence write(PhraseContext context, Sentence sentence) {
        for (Piece piece : pieces) {
            if (piece.row() == null) {
                if (!piece.words().isEmpty()) {
                    sentence.say(piece.words());
                }
            } else if (piece.column() == null) {
                writeList(piece, Objects.requireNonNull(context.list(piece.row())), sentence);
            } else {
                writeValue(piece, piece.column(), Objects.requireNonNull(context.row(piece.row())), sentence);
            }
        }
        return sentence;
    }

    private static void writeValue(Piece piece, String column, TableRow row, Sentence sentence) {
        Object value = Objects.requireNonNull(row.value(column));
        if (isOwnWords(piece)) {
            Uses.Use use = Uses.of(value).orElseThrow();
            sentence.say("use".equals(piece.format()) ? use.use() : use.trial());
            return;
        }
        if (!"?".equals(piece.mark())) {
            ValueFormat format = piece.format() == null
                    ? ValueFormat.ofUnit(row.unit(column), value)
                    : ValueFormat.of(piece.format());
            // The name of an account is no word of a sentence.
            if (format == ValueFormat.NAME && !column.equals("owner") && sentence.isAtStart()) {
                format = ValueFormat.STARTING;
            }
            if (piece.hasArticle()) {
                sentence.say(NumberFormats.article(format.printed(value)) + " ");
            }
            sentence.put(row, column, format);
        }
        if (piece.mark() != null) {
            boolean isOne = ((Number) value).doubleValue() == 1;
            sentence.say("|".equals(piece.mark()) ? " " : "").say(isOne ? piece.one() : piece.many());
        }
    }

    private static void writeList(Piece piece, List<? extends TableRow> rows, Sentence sentence) {
        if ("?".equals(piece.mark())) {
            sentence.say(rows.size() == 1 ? piece.one() : piece.many());
        } else {
            sentence.list(rows, printer(Objects.requireNonNullElse(piece.format(), "names")));
        }
    }

    /**
     * How each row of a list is printed. {@code "names"}: "a/b", {@code "grown"}:
     * "agent memory (up 36%)" or "(down 3%)", {@code "subjects"}: "agent memory", {@code "chances"}: "a/b (32%)", {@code "graded"}: "breakout (5
     * right, 7 wrong)".
     */
    private static BiConsumer<Sentence, TableRow> printer(String format) {
        return switch (format) {
            case "names" -> (sentence, row) -> sentence.put(row, "full_name", ValueFormat.NAME);
            case "subjects" -> (sentence, row) -> sentence.put(row, "subject_name", ValueFormat.NAME);
            case "grown" -> (sentence, row) -> grown(sentence, (Trend) row);
            case "chances" -> (sentence, row) -> chance(sentence, (Prediction) row);
            case "graded" -> (sentence, row) -> graded(sentence, (KindRecord) row);
            default -> throw new IllegalArgumentException("No such way to print a list: " + format);
        };
    }

    private static void grown(Sentence sentence, Trend trend) {
        sentence.put(trend, "subject_name", ValueFormat.NAME)
                .say(trend.growthOr0() < 0 ? " (down " : " (up ")
                .put(trend, "growth", ValueFormat.MAGNITUDE)
                .say(")");
    }

    private static void chance(Sentence sentence, Prediction prediction) {
        sentence.put(prediction, "subject_name", ValueFormat.NAME)
                .say(" (")
                .put(prediction, "probability", ValueFormat.PERCENT)
                .say(")");
    }

    private static void graded(Sentence sentence, KindRecord kind) {
        sentence.put(kind, "kind", ValueFormat.LABEL)
                .say(" (")
                .put(kind, "hits", ValueFormat.COUNT)
                .say(" right, ")
                .put(kind, "misses", ValueFormat.COUNT)
                .say(" wrong)");
    }
}
