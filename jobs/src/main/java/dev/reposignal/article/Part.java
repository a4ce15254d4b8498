package dev.reposignal.article;

import org.jspecify.annotations.Nullable;

/** A piece of a sentence: our own words, or a fact. */
public sealed interface Part {
    String text();

    /** Words of our own; they hold no number, see {@link LiteralText}. */
    record Literal(String text) implements Part {
        public Literal {
            LiteralText.requireNoNumber(text);
        }
    }

    /** A number or a day. */
    record Figure(Fact fact) implements Bound {}

    /** A name, with the page it links to where there is one. */
    record Name(Fact fact, @Nullable String url) implements Bound {}

    /** Words of others, quoted. */
    record Quote(Fact fact) implements Bound {}

    /** A whole sentence of a table; it begins with a name that links to a page where there is one. */
    record Claim(Fact fact, String linked, @Nullable String url) implements Bound {
        public String rest() {
            return fact.text().substring(linked.length());
        }
    }

    /** Text for machines, shown as it is. */
    record Code(Fact fact) implements Bound {}

    /** A piece that stands in a table row. */
    sealed interface Bound extends Part permits Figure, Name, Quote, Claim, Code {
        Fact fact();

        @Override
        default String text() {
            return fact().text();
        }
    }
}
