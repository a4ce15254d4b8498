package dev.reposignal.article;

import dev.reposignal.article.Rows.Prediction;
import dev.reposignal.article.Rows.RepoSignal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Words and facts in the order they are read. Words are literals without numbers; every number and every name is read
 * from a row, so that nothing can be printed that no row supports.
 */
final class Sentence {
    private static final int QUOTE_LENGTH = 110;

    private static final Pattern CAPITAL = Pattern.compile("(?<![\\p{L}\\p{N}'’.-])\\p{Ll}");

    private final Scribe scribe;
    private final List<Part> parts = new ArrayList<>();

    Sentence(Scribe scribe) {
        this.scribe = scribe;
    }

    /** Our own words, with the spaces around them. */
    Sentence say(String words) {
        parts.add(new Part.Literal(words));
        return this;
    }

    /** 6,142 */
    Sentence count(TableRow row, String column) {
        return figure(row, column, Figures.count(number(row, column)));
    }

    /** A count with what is counted, right for one and for many: "1 repo is", "4 repos are". */
    Sentence count(TableRow row, String column, String one, String many) {
        boolean isOne = number(row, column).longValue() == 1;
        return count(row, column).say(" ").say(isOne ? one : many);
    }

    /** Three repos, one repo. */
    Sentence spelled(TableRow row, String column, String one, String many) {
        boolean isOne = number(row, column).longValue() == 1;
        return figure(row, column, Figures.spelled(number(row, column)))
                .say(" ")
                .say(isOne ? one : many);
    }

    /** 38% */
    Sentence percent(TableRow row, String column) {
        return figure(row, column, Figures.percent(number(row, column)));
    }

    /** Up 4 points. */
    Sentence change(TableRow row, String column) {
        return figure(row, column, Figures.change(number(row, column)));
    }

    /** 69.3 */
    Sentence score(TableRow row, String column) {
        return figure(row, column, Figures.score(number(row, column)));
    }

    /** 12.4, to be followed by "stars a day" or the like. */
    Sentence rate(TableRow row, String column) {
        return figure(row, column, Figures.rate(number(row, column)));
    }

    /** +12.4 */
    Sentence signedRate(TableRow row, String column) {
        return figure(row, column, Figures.signedRate(number(row, column)));
    }

    /** +1,550 */
    Sentence signedCount(TableRow row, String column) {
        return figure(row, column, Figures.signedCount(number(row, column)));
    }

    /** 2026-03-06 */
    Sentence day(TableRow row, String column) {
        return figure(row, column, ((LocalDate) present(row, column)).toString());
    }

    /** A repository by its name, linked. */
    Sentence repository(RepoSignal signal) {
        return name(signal, "full_name");
    }

    /** A repository by the part of its name after the owner, linked: for headlines. */
    Sentence shortName(RepoSignal signal) {
        String text = OutsideText.line(signal.fullName());
        String url = GitHub.page(text).orElse(null);
        String name = url == null ? text : text.substring(text.indexOf('/') + 1);
        parts.add(new Part.Name(scribe.fact(signal, "full_name", name, ""), url));
        return this;
    }

    /** A name; one of a repository is linked to its page. */
    Sentence name(TableRow row, String column) {
        String text = OutsideText.line(present(row, column).toString());
        String url = column.equals("full_name") ? GitHub.page(text).orElse(null) : null;
        parts.add(new Part.Name(scribe.fact(row, column, text, ""), url));
        return this;
    }

    /** A name without an owner, linked to nothing, cut to a length: for the labels of a drawing. */
    Sentence shortName(TableRow row, String column, int length) {
        String text = OutsideText.line(present(row, column).toString());
        String name = column.equals("full_name") && GitHub.page(text).isPresent()
                ? text.substring(text.indexOf('/') + 1)
                : text;
        parts.add(new Part.Name(scribe.fact(row, column, OutsideText.line(name, length), ""), null));
        return this;
    }

    /** A name with capitals, for a headline: agent memory is Agent Memory. */
    Sentence headline(TableRow row, String column) {
        String text = OutsideText.line(present(row, column).toString());
        String capitals =
                CAPITAL.matcher(text).replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
        parts.add(new Part.Name(scribe.fact(row, column, capitals, ""), null));
        return this;
    }

    /** A whole number as a count, any other with one decimal. */
    Sentence measure(TableRow row, String column) {
        double value = number(row, column).doubleValue();
        return figure(row, column, value == Math.rint(value) ? Figures.count(value) : Figures.rate(value));
    }

    /** A list of terms as one name: "agents, tools, memory". */
    Sentence terms(TableRow row, String column, int most) {
        List<?> terms = (List<?>) present(row, column);
        List<String> lines = terms.stream()
                .limit(most)
                .map(term -> OutsideText.line(term.toString()))
                .toList();
        parts.add(new Part.Name(scribe.fact(row, column, String.join(", ", lines), ""), null));
        return this;
    }

    /** An identifier with its underscores as spaces. */
    Sentence label(TableRow row, String column) {
        String text = OutsideText.line(present(row, column).toString()).replace('_', ' ');
        parts.add(new Part.Name(scribe.fact(row, column, text, ""), null));
        return this;
    }

    /** What others say, shortened, to be set in quotation marks. */
    Sentence quote(TableRow row, String column) {
        String text =
                OutsideText.line(present(row, column).toString(), QUOTE_LENGTH).replaceAll("\\.+$", "");
        parts.add(new Part.Quote(scribe.fact(row, column, text, "")));
        return this;
    }

    /** A whole sentence that stands in a table, without its full stop. */
    Sentence statement(TableRow row, String column) {
        String text = OutsideText.line(present(row, column).toString()).replaceAll("\\.$", "");
        parts.add(new Part.Name(scribe.fact(row, column, text, ""), null));
        return this;
    }

    /** A claim without its full stop; where it begins with a repository's name, that is linked. */
    Sentence claim(Prediction prediction) {
        String text = OutsideText.line(prediction.claim()).replaceAll("\\.$", "");
        String name = OutsideText.line(prediction.subjectName());
        String url = text.startsWith(name) && prediction.subjectType().equals("repository")
                ? GitHub.page(name).orElse(null)
                : null;
        parts.add(new Part.Claim(scribe.fact(prediction, "claim", text, ""), url == null ? "" : name, url));
        return this;
    }

    /** Text for machines as it stands in the table. */
    Sentence code(TableRow row, String column) {
        parts.add(new Part.Code(
                scribe.fact(row, column, OutsideText.line(present(row, column).toString()), "")));
        return this;
    }

    /** Things joined as a list: "a", "a and b", "a, b and c". */
    <T> Sentence list(List<T> things, BiConsumer<Sentence, T> printer) {
        for (int i = 0; i < things.size(); i++) {
            if (i > 0) {
                say(i == things.size() - 1 ? " and " : ", ");
            }
            printer.accept(this, things.get(i));
        }
        return this;
    }

    /** Whether this sentence is the first of the article to describe the repository. */
    boolean describesFirst(RepoSignal signal) {
        return scribe.describesFirst(signal.repoKey());
    }

    /** The frame of the day, see {@link Scribe#choose}. */
    Sentence frame(String slot, Scribe.Frame... frames) {
        return scribe.choose(slot, frames).write(this);
    }

    /** The next of some frames that take turns within an article, see {@link Scribe#next}. */
    Sentence turn(String slot, Scribe.Frame... frames) {
        return scribe.next(slot, frames).write(this);
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    private Sentence figure(TableRow row, String column, String text) {
        parts.add(new Part.Figure(scribe.fact(row, column, text, row.unit(column))));
        return this;
    }

    private static Number number(TableRow row, String column) {
        return (Number) present(row, column);
    }

    private static Object present(TableRow row, String column) {
        return Objects.requireNonNull(
                row.value(column), () -> "Cannot print %s of %s: it is null".formatted(column, row.row()));
    }
}
