package dev.reposignal.writer;

import dev.reposignal.table.WriterOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one paragraph was written; a row of {@code writer_log}.
 *
 * @param paragraph where it is in the article
 * @param planHash the same as long as the phrases and the facts are
 * @param outcome who wrote it
 * @param text the model's text with fact ids, where it was printed
 * @param attempts questions asked
 * @param refused the answers that were refused
 * @param reasons why: of each refused answer, then of each question without an answer
 * @param model the model that was asked
 * @param promptVersion the rules it was told
 * @param questionTokens tokens of the questions
 * @param answerTokens tokens of the answers
 * @param millis wall time of all questions
 */
public record ParagraphRecord(
        String paragraph,
        String planHash,
        WriterOutcome outcome,
        @Nullable String text,
        int attempts,
        List<String> refused,
        List<String> reasons,
        String model,
        String promptVersion,
        long questionTokens,
        long answerTokens,
        long millis) {
    public ParagraphRecord {
        refused = List.copyOf(refused);
        reasons = List.copyOf(reasons);
    }
}
