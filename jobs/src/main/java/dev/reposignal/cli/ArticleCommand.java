package dev.reposignal.cli;

import dev.reposignal.error.ExitCode;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal article}: the article of a night on the terminal. */
@Command(
        name = "article",
        description = "Prints the article of a night as Markdown.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal article --lake data/demo/lake | less",
            "  reposignal article --lake data/demo/lake --date 2026-02-27"
        })
final class ArticleCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Day of the article (default: the latest in the lake).")
    private @Nullable LocalDate date;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return lake.reading(opened -> {
            LocalDate day = Nights.day(opened, Tables.ARTICLES, date);
            Row article =
                    opened.readDay(Tables.ARTICLES, day).select("markdown").head();
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            // Line by line: a name from outside must not move the cursor.
            article.getString(0).lines().map(TextTable::printed).forEach(out::println);
            out.flush();
            return ExitCode.DONE.number();
        });
    }
}
