package dev.reposignal.article;

import dev.reposignal.chart.SvgMarkup;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An article: words and facts, not yet HTML or Markdown.
 *
 * @param day the day it is about
 * @param kicker the line above the title
 * @param title headline
 * @param standfirst the sentences under the headline
 * @param byline who wrote it and where
 * @param previousDay the article it compares itself with
 * @param warning why the day would have been held; empty where it would not
 * @param sections in reading order
 * @param frames the frames its sentences were built on, for {@link RecentArticles}
 */
public record Article(
        LocalDate day,
        List<Part> kicker,
        List<Part> title,
        List<Part> standfirst,
        String byline,
        @Nullable LocalDate previousDay,
        List<Part> warning,
        List<Section> sections,
        List<String> frames) {

    public Article {
        kicker = List.copyOf(kicker);
        title = List.copyOf(title);
        standfirst = List.copyOf(standfirst);
        warning = List.copyOf(warning);
        sections = List.copyOf(sections);
        frames = List.copyOf(frames);
    }

    /**
     * A part of an article under a heading; the first one has none.
     *
     * @param isFolded whether a page shows it only when asked to
     */
    public record Section(List<Part> heading, List<Block> blocks, boolean isFolded) {
        public Section {
            heading = List.copyOf(heading);
            blocks = List.copyOf(blocks);
        }

        Section(List<Part> heading, List<Block> blocks) {
            this(heading, blocks, false);
        }

        static Section folded(List<Part> heading, List<Block> blocks) {
            return new Section(heading, blocks, true);
        }

        /** The rows its facts stand in. */
        public List<Source> sources() {
            return Source.of(Stream.concat(heading.stream(), blocks.stream().flatMap(Block::parts)));
        }
    }

    /** What stands in a section, one under the other. */
    public sealed interface Block {
        Stream<Part> parts();
    }

    /** A heading within a section. */
    public record Subheading(List<Part> text) implements Block {
        public Subheading {
            text = List.copyOf(text);
        }

        @Override
        public Stream<Part> parts() {
            return text.stream();
        }
    }

    /** Sentences. */
    public record Paragraph(List<Part> text) implements Block {
        public Paragraph {
            text = List.copyOf(text);
        }

        @Override
        public Stream<Part> parts() {
            return text.stream();
        }
    }

    /** A list whose items belong in this order. */
    public record Items(List<List<Part>> items) implements Block {
        public Items {
            items = items.stream().map(List::copyOf).toList();
        }

        @Override
        public Stream<Part> parts() {
            return items.stream().flatMap(List::stream);
        }
    }

    /**
     * A table.
     *
     * @param caption what it shows
     * @param columns its headings
     * @param rows cells by row, as many as columns
     */
    public record Grid(String caption, List<Column> columns, List<List<List<Part>>> rows) implements Block {
        public Grid {
            LiteralText.requireNoNumber(caption);
            columns = List.copyOf(columns);
            rows = rows.stream()
                    .map(cells -> cells.stream().map(List::copyOf).toList())
                    .toList();
        }

        @Override
        public Stream<Part> parts() {
            return rows.stream().flatMap(List::stream).flatMap(List::stream);
        }
    }

    /**
     * A drawing and the same in words.
     *
     * @param name what it is called in the page, in lower case
     * @param caption what it shows and how to read it
     * @param inWords what stands above the rows where there is no drawing
     * @param drawing prints the facts of the rows, in their order and no others
     * @param columns headings of the rows
     * @param rows what the drawing prints, cells by row
     */
    public record Picture(
            String name,
            String caption,
            String inWords,
            SvgMarkup drawing,
            List<Column> columns,
            List<List<List<Part>>> rows)
            implements Block {
        public Picture {
            LiteralText.requireNoNumber(caption);
            LiteralText.requireNoNumber(inWords);
            columns = List.copyOf(columns);
            rows = rows.stream()
                    .map(cells -> cells.stream().map(List::copyOf).toList())
                    .toList();
        }

        @Override
        public Stream<Part> parts() {
            return rows.stream().flatMap(List::stream).flatMap(List::stream);
        }
    }

    /** The heading of a table's column, and whether numbers stand in it. */
    public record Column(String heading, boolean isNumeric) {
        public Column {
            LiteralText.requireNoNumber(heading);
        }
    }

    /** Every fact in reading order. */
    public List<Fact> facts() {
        Stream<Part> body = sections.stream()
                .flatMap(section -> Stream.concat(
                        section.heading().stream(), section.blocks().stream().flatMap(Block::parts)));
        return Stream.of(kicker.stream(), title.stream(), standfirst.stream(), warning.stream(), body)
                .flatMap(parts -> parts)
                .filter(Part.Bound.class::isInstance)
                .map(part -> ((Part.Bound) part).fact())
                .toList();
    }

    /** The rows in which the facts above the first section stand. */
    public List<Source> openingSources() {
        return Source.of(Stream.of(kicker, title, standfirst, warning).flatMap(List::stream));
    }

    public String titleText() {
        return text(title);
    }

    public String standfirstText() {
        return text(standfirst);
    }

    /** The warning, or null where the day needs none. */
    public @Nullable String warningText() {
        return warning.isEmpty() ? null : text(warning);
    }

    static String text(List<Part> parts) {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }
}
