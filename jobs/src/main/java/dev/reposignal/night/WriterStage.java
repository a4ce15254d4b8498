package dev.reposignal.night;

import dev.reposignal.article.Article;
import dev.reposignal.table.Tables;
import dev.reposignal.table.WriterOutcome;
import dev.reposignal.writer.ModelWriter;
import dev.reposignal.writer.ParagraphRecord;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Has a language model reword the article of the night, and keeps how in {@code writer_log}. */
final class WriterStage {
    private WriterStage() {}

    /** The article with what the model wrote; a paragraph that an earlier run of this night wrote of the same facts stays as it is. */
    static Article reworded(NightContext night, Article phrases, @Nullable String key) {
        List<ParagraphRecord> stored = night.readDay(Tables.WRITER_LOG).collectAsList().stream()
                .map(WriterStage::record)
                .toList();
        ModelWriter.Result result =
                ModelWriter.written(phrases, night.settings().article(), key, stored);
        Date day = Date.valueOf(night.day());
        List<Row> rows = result.records().stream().map(one -> row(day, one)).toList();
        night.replaceDay(Tables.WRITER_LOG, night.spark().createDataFrame(rows, Tables.WRITER_LOG.schema()));
        long unanswered = result.count(WriterOutcome.UNANSWERED);
        if (unanswered > 0) {
            night.warn(
                    "%d of %d paragraphs have no answer of the language model and are written from phrases; writer_log says why"
                            .formatted(unanswered, result.records().size()));
        }
        return result.article();
    }

    private static Row row(Date day, ParagraphRecord one) {
        return RowFactory.create(
                day,
                one.paragraph(),
                one.planHash(),
                one.outcome().value(),
                one.text(),
                one.attempts(),
                one.refused().toArray(String[]::new),
                one.reasons().toArray(String[]::new),
                one.model(),
                one.promptVersion(),
                one.questionTokens(),
                one.answerTokens(),
                one.millis());
    }

    private static ParagraphRecord record(Row row) {
        return new ParagraphRecord(
                row.getAs("paragraph"),
                row.getAs("plan_hash"),
                WriterOutcome.of(row.getAs("outcome")),
                row.getAs("text"),
                row.getInt(row.fieldIndex("attempts")),
                row.getList(row.fieldIndex("refused")),
                row.getList(row.fieldIndex("reasons")),
                row.getAs("model"),
                row.getAs("prompt_version"),
                row.getLong(row.fieldIndex("question_tokens")),
                row.getLong(row.fieldIndex("answer_tokens")),
                row.getLong(row.fieldIndex("millis")));
    }
}
