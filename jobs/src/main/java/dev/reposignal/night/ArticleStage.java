package dev.reposignal.night;

import dev.reposignal.article.Article;
import dev.reposignal.article.ArticleHtml;
import dev.reposignal.article.ArticleMarkdown;
import dev.reposignal.article.ArticleWriter;
import dev.reposignal.article.Fact;
import dev.reposignal.concurrent.Parallel;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Every table of the night to {@code articles} and {@code article_facts}. */
final class ArticleStage {
    private ArticleStage() {}

    /**
     * Writes the article.
     *
     * @param modelKey key of the server of the language model; null where there is none
     */
    static void write(NightContext night, @Nullable String modelKey) {
        Article phrases = ArticleWriter.written(night.settings().site(), ArticleReader.read(night));
        Article article =
                night.settings().article().asksModel() ? WriterStage.reworded(night, phrases, modelKey) : phrases;
        SparkSession spark = night.spark();
        Date day = Date.valueOf(night.day());
        Row row = RowFactory.create(
                day,
                article.titleText(),
                article.standfirstText(),
                article.byline(),
                date(article.previousDay()),
                article.warningText(),
                ArticleMarkdown.rendered(article),
                ArticleHtml.rendered(article),
                article.frames().toArray(String[]::new));
        List<Row> facts = article.facts().stream().map(fact -> row(day, fact)).toList();
        Parallel.run(
                () -> night.replaceDay(Tables.ARTICLES, spark.createDataFrame(List.of(row), Tables.ARTICLES.schema())),
                () -> night.replaceDay(
                        Tables.ARTICLE_FACTS, spark.createDataFrame(facts, Tables.ARTICLE_FACTS.schema())));
    }

    /** Takes back the article of a day that an earlier run published and the checks now hold. */
    static void withdraw(NightContext night) {
        if (!night.latestDay(Tables.ARTICLES, night.day()).equals(Optional.of(night.day()))) {
            return;
        }
        for (Table table : List.of(Tables.ARTICLES, Tables.ARTICLE_FACTS)) {
            Dataset<Row> none = night.spark().createDataFrame(List.<Row>of(), table.schema());
            night.replaceDay(table, none);
        }
    }

    private static Row row(Date day, Fact fact) {
        return RowFactory.create(
                day,
                fact.id(),
                fact.section(),
                fact.text(),
                fact.value(),
                fact.unit(),
                fact.row().table(),
                fact.row().key(),
                fact.column(),
                fact.row().version(),
                fact.format().code());
    }

    private static @Nullable Date date(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }
}
