package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Bin;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The call of the night in words a person would use: what must happen, how likely, how calls like it did. */
final class PredictionSection {
    private static final double FEWEST_TIMES = 1.5;
    private static final double EVEN = 0.5;

    private PredictionSection() {}

    /** The section; empty where nothing is claimed of a repository. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer composer) {
        Optional<Prediction> call = inputs.call();
        if (call.isEmpty()) {
            return Optional.empty();
        }
        composer.enter("prediction");
        PhraseContext night = Thesis.night(inputs);
        Prediction prediction = call.get();
        Movement repo = inputs.movement(prediction.subjectKey()).orElseThrow();
        PhraseContext context = night.with("prediction", prediction).with("repo", repo);
        List<Part> heading =
                composer.sentence().frame("heading-prediction", night).parts();
        Sentence sentence = composer.sentence();
        boolean isKnown = repo.summary() == null
                || inputs.pick().equals(Optional.of(repo))
                || inputs.listed(PicksSection.ROWS).contains(repo);
        String must = isKnown ? "must" : "must-introduced";
        sentence.frame(repo.neededRatio() != null ? must : must + "-fresh", context);
        if (!inputs.pick().equals(Optional.of(repo))) {
            sentence.frame(PicksSection.isRising(repo) ? "why-call-rising" : "why-call", context);
        }
        sentence.frame(chance(prediction, repo), context);
        if (isHighest(inputs, prediction)) {
            sentence.frame("call-highest", context);
        }
        Optional<Bin> like = inputs.bins().stream()
                .filter(bin -> bin.kind().equals("all") && bin.bin() == bin(prediction.probability()))
                .findFirst();
        if (like.isPresent()) {
            sentence.frame("like-calls", context.with("bin", like.get()));
        } else {
            sentence.frame("like-none", context);
        }
        sentence.frame("due", context);
        List<Article.Block> blocks = new ArrayList<>(List.of(new Paragraph(sentence.parts())));
        if (inputs.record().resolvedToday() == 0 && inputs.record().predictionsOpen() > 0) {
            blocks.add(
                    new Paragraph(composer.sentence().frame("none-due", night).parts()));
        }
        return Optional.of(new Section(heading, blocks));
    }

    /** A probability near the base rate is said to be one; "1 times the usual chance" tells a reader nothing. */
    private static String chance(Prediction prediction, Movement repo) {
        Double times = repo.timesUsual();
        if (times != null && times < FEWEST_TIMES) {
            return "chance-usual";
        }
        return prediction.probability() < EVEN ? "chance-low" : "chance-high";
    }

    /** Whether no other repository is given as much. */
    private static boolean isHighest(ArticleInputs inputs, Prediction prediction) {
        List<Prediction> calls = inputs.madeToday().stream()
                .filter(other -> other.subjectType().equals(prediction.subjectType()))
                .toList();
        return calls.size() > 1
                && inputs.movements().stream()
                        .allMatch(repo -> repo.probability() == null || repo.probability() <= prediction.probability())
                && calls.stream()
                        .allMatch(other -> other.equals(prediction) || other.probability() < prediction.probability());
    }

    /** The tenth a probability falls into, as track_record_bins counts them. */
    private static int bin(double probability) {
        return Math.min(10, (int) Math.floor(probability * 10) + 1);
    }
}
