package dev.reposignal.article;

import dev.reposignal.article.Article.Block;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Picture;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Article.Subheading;
import dev.reposignal.text.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An article as Markdown, numbers plain, repositories linked. */
public final class ArticleMarkdown {
    private ArticleMarkdown() {}

    public static String rendered(Article article) {
        List<String> blocks = new ArrayList<>();
        blocks.add(line(article.kicker()));
        blocks.add("# " + inline(article.title()));
        blocks.add(line(article.standfirst()));
        blocks.add(Markdown.blockStart(Markdown.escaped(article.byline())));
        if (!article.warning().isEmpty()) {
            blocks.add("> " + line(article.warning()));
        }
        for (Section section : article.sections()) {
            if (!section.heading().isEmpty()) {
                blocks.add("## " + inline(section.heading()));
            }
            // What a picture prints stands in the words too; text has no room to draw.
            section.blocks().stream()
                    .filter(block -> !(block instanceof Picture))
                    .forEach(block -> blocks.add(block(block)));
        }
        return String.join("\n\n", blocks) + "\n";
    }

    private static String block(Block block) {
        if (block instanceof Subheading subheading) {
            return "### " + inline(subheading.text());
        }
        if (block instanceof Paragraph paragraph) {
            return line(paragraph.text());
        }
        if (block instanceof Items items) {
            return items.items().stream().map(item -> "- " + line(item)).collect(Collectors.joining("\n"));
        }
        if (block instanceof Grid grid) {
            return table(grid.columns(), grid.rows());
        }
        throw new IllegalStateException("A block of a kind without Markdown: " + block);
    }

    private static String table(List<Article.Column> columns, List<List<List<Part>>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(row(columns.stream().map(Article.Column::heading).toList()));
        lines.add(row(columns.stream()
                .map(column -> column.isNumeric() ? "--:" : "---")
                .toList()));
        rows.forEach(cells ->
                lines.add(row(cells.stream().map(ArticleMarkdown::inline).toList())));
        return String.join("\n", lines);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String line(List<Part> parts) {
        return line(inline(parts));
    }

    private static String line(String inline) {
        return Markdown.blockStart(inline);
    }

    private static String inline(List<Part> parts) {
        return parts.stream().map(ArticleMarkdown::part).collect(Collectors.joining());
    }

    static String part(Part part) {
        if (part instanceof Part.Literal literal) {
            return literal.text();
        }
        if (part instanceof Part.Quote quote) {
            return "“" + Markdown.escaped(quote.text()) + "”";
        }
        if (part instanceof Part.Code code) {
            return Markdown.code(code.text());
        }
        if (part instanceof Part.Name name && name.url() != null) {
            return "[%s](%s)".formatted(Markdown.escaped(name.text()), name.url());
        }
        if (part instanceof Part.Claim claim && claim.url() != null) {
            return "[%s](%s)%s"
                    .formatted(Markdown.escaped(claim.linked()), claim.url(), Markdown.escapedAsIs(claim.rest()));
        }
        return Markdown.escaped(part.text());
    }
}
