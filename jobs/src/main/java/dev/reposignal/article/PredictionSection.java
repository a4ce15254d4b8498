package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Bin;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.table.SubjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The call of the night in words a person would use: what must happen, how likely, how calls like it did. */
final class PredictionSection {
    private static final double FEWEST_TIMES = 1.5;
    private static final double EVEN = 0.5;

    private PredictionSection() {}

    /** The section; empty where nothing is claimed that an article can tell. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("prediction");
        PhraseContext night = Thesis.night(inputs);
        List<Article.Block> blocks = new ArrayList<>();
        Optional<Lead> lead = Lead.of(inputs);
        lead.map(Lead::field)
                .or(() -> inputs.toldTrends().stream()
                        .filter(trend -> trend.subjectType().equals(SubjectType.FIELD.value()))
                        .findFirst())
                .flatMap(field -> inputs.shareClaim(field)
                        .filter(prediction -> Headline.isComparable(inputs, field, prediction))
                        .map(prediction -> headline(
                                inputs, field, lead, prediction, night.with("prediction", prediction), composer)))
                .ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
        inputs.milestone()
                .ifPresent(prediction -> blocks.add(new Paragraph(
                        milestone(inputs, prediction, night, composer).parts())));
        if (blocks.isEmpty()) {
            // A break-out is a long shot: it is told where nothing could go either way.
            inputs.call()
                    .ifPresent(prediction -> blocks.add(new Paragraph(
                            breakout(inputs, prediction, night, composer).parts())));
        }
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        if (inputs.record().resolvedToday() == 0 && inputs.record().predictionsOpen() > 0) {
            blocks.add(
                    new Paragraph(composer.sentence().frame("none-due", night).parts()));
        }
        List<Part> heading =
                composer.sentence().frame("heading-prediction", night).parts();
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence headline(
            ArticleInputs inputs,
            Trend field,
            Optional<Lead> lead,
            Prediction prediction,
            PhraseContext context,
            ArticleComposer composer) {
        Sentence sentence = composer.sentence();
        if (!prediction.madeOn().equals(inputs.day())) {
            return sentence.frame("headline-running", context)
                    .frame(
                            Headline.isAhead(field, prediction) ? "headline-ahead" : "headline-behind",
                            context.with("field", field));
        }
        String way = lead.filter(told -> told.is(Lead.Kind.HELD)).isPresent()
                ? "-held"
                : field.shareChange() > 0 ? "-up" : "-down";
        return sentence.frame("headline" + way, context).frame("headline-history" + way, context);
    }

    private static Sentence milestone(
            ArticleInputs inputs, Prediction prediction, PhraseContext night, ArticleComposer composer) {
        Movement repo = inputs.movement(prediction.subjectKey()).orElseThrow();
        PhraseContext context = night.with("prediction", prediction).with("repo", repo);
        return composer.sentence()
                .frame(isIntroduced(inputs, repo) ? "milestone" : "milestone-kind", context)
                .frame("due", context);
    }

    /** Whether a reader knows what it is from the table before, or cannot be told. */
    private static boolean isIntroduced(ArticleInputs inputs, Movement repo) {
        return repo.summary() == null
                || inputs.pick().equals(Optional.of(repo))
                || inputs.listed(PicksSection.ROWS).contains(repo);
    }

    private static Sentence breakout(
            ArticleInputs inputs, Prediction prediction, PhraseContext night, ArticleComposer composer) {
        Movement repo = inputs.movement(prediction.subjectKey()).orElseThrow();
        PhraseContext context = night.with("prediction", prediction).with("repo", repo);
        Sentence sentence = composer.sentence();
        String must = isIntroduced(inputs, repo) ? "must" : "must-introduced";
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
        return sentence.frame("due-on", context);
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
                .filter(other -> other.kind().equals(prediction.kind()))
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
