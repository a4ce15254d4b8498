package dev.reposignal.article;

import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.TableRow;
import dev.reposignal.table.SubjectType;
import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.OutsideText;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words and facts in the order they are read. Words are literals without numbers; every number and every name is read
 * from a row, so that nothing can be printed that no row supports.
 */
final class Sentence {
    private static final Pattern SENTENCE_END = Pattern.compile("[.?!][”)]?\\s+$");
    private static final Pattern NEXT_SENTENCE = Pattern.compile("[.?!][”)]?\\s+[“(]?\\p{Ll}");

    private final ArticleComposer composer;
    private final List<Part> parts = new ArrayList<>();

    Sentence(ArticleComposer composer) {
        this.composer = composer;
    }

    /** Our own words, with the spaces around them; a sentence begins with a capital. */
    Sentence say(String words) {
        if (!words.isEmpty()) {
            String started = isAtStart() ? capital(words) : words;
            parts.add(new Part.Literal(NEXT_SENTENCE.matcher(started).replaceAll(found -> capital(found.group()))));
        }
        return this;
    }

    /** Whether what comes next begins a sentence. */
    boolean isAtStart() {
        return parts.isEmpty() || SENTENCE_END.matcher(Article.text(parts)).find();
    }

    private static String capital(String words) {
        int first = 0;
        while (first < words.length() && !Character.isLetterOrDigit(words.charAt(first))) {
            first++;
        }
        return words.substring(0, first)
                + words.substring(first, Math.min(words.length(), first + 1)).toUpperCase(Locale.ROOT)
                + words.substring(Math.min(words.length(), first + 1));
    }

    /** A value of a row. */
    Sentence put(TableRow row, String column, ValueFormat format) {
        Fact fact = composer.fact(row, column, format);
        parts.add(format.isFigure() ? new Part.Figure(fact) : text(row, column, format, fact));
        return this;
    }

    private static Part text(TableRow row, String column, ValueFormat format, Fact fact) {
        return switch (format) {
            case QUOTE -> new Part.Quote(fact);
            case CODE -> new Part.Code(fact);
            case CLAIM -> claim((Prediction) row, fact);
            case NAME, STARTING, SHORT -> new Part.Name(fact, column.equals("full_name") ? page(row, column) : null);
            default -> new Part.Name(fact, null);
        };
    }

    /** A claim; where it begins with a repository's name, that is linked. */
    private static Part claim(Prediction prediction, Fact fact) {
        String name = OutsideText.line(prediction.subjectName());
        String url = fact.text().startsWith(name) && prediction.subjectType().equals(SubjectType.REPOSITORY.value())
                ? GitHubLinks.page(name).orElse(null)
                : null;
        return new Part.Claim(fact, url == null ? "" : name, url);
    }

    private static @Nullable String page(TableRow row, String column) {
        return GitHubLinks.page(OutsideText.line(
                        Objects.requireNonNull(row.value(column)).toString()))
                .orElse(null);
    }

    /** Things joined as a list: "a", "a and b", "a, b and c". */
    <T> Sentence list(List<? extends T> things, BiConsumer<Sentence, T> printer) {
        for (int i = 0; i < things.size(); i++) {
            if (i > 0) {
                say(i == things.size() - 1 ? " and " : ", ");
            }
            printer.accept(this, things.get(i));
        }
        return this;
    }

    /** The words of a slot, with a space before them where something stands there; nothing where no frame fits. */
    Sentence frame(String slot, PhraseContext context) {
        composer.chosen(slot, context).ifPresent(frame -> {
            if (!parts.isEmpty()) {
                say(" ");
            }
            frame.write(context, this);
        });
        return this;
    }

    /** The words of a slot, without a space before them. */
    Sentence join(String slot, PhraseContext context) {
        composer.chosen(slot, context).ifPresent(frame -> frame.write(context, this));
        return this;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }
}
