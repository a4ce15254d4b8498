package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.NightSummary;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a reader may look up: what the words mean, every call of the night with its criterion, the pictures. Folded. */
final class SmallPrintSection {
    private SmallPrintSection() {}

    static Section written(ArticleInputs inputs, ArticleComposer composer) {
        composer.enter("small print");
        NightSummary summary = inputs.summary();
        List<Article.Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(composer.sentence()
                .say("the data is the state of each repo at the start of ")
                .put(summary, "snapshot_date", ValueFormat.DAY)
                .say(" (UTC). every number and every name is read from a row of a table; on the web page, point at"
                        + " one and")
                .say(" it tells you which. where I round, the exact value is there. stars are attention, not use.")
                .parts()));
        young(summary, composer).ifPresent(blocks::add);
        blocks.add(new Paragraph(composer.sentence().say("what my words mean:").parts()));
        blocks.add(new Items(Stream.of(
                        "a week is compared with the three weeks before it, which do not contain it.",
                        "a repo speeds up when it gains at least one star a day and a fifth more than before. an owner"
                                + " is the person or organisation that has the repo, and speeds up when a repo of theirs"
                                + " does.",
                        "a trend is a theme, a field or a language that grew clearly, also beside all other repos and"
                                + " without the repo that added most.",
                        "of its owners clearly more speed up than slow down, and more than in its own past weeks,"
                                + " counting how many themes I look at.",
                        "the repos that carry it say themselves that they are about it.",
                        "a break-out is a gain in the next four weeks that is large by itself, for the repo's size and"
                                + " beside its last four weeks.",
                        "a field keeps its share when it takes at least as large a part of all new stars as in the last week"
                                + " or in the last four weeks, whichever was larger.",
                        "a call is checked on the first night from its due day on; the criterion that the program checks"
                                + " is in the table of predictions.")
                .map(words -> composer.sentence().say(words).parts())
                .toList()));
        List<Prediction> predictions = inputs.madeToday();
        if (!predictions.isEmpty()) {
            blocks.add(calls(predictions, composer));
        }
        CalibrationPicture.drawn(inputs, composer).ifPresent(blocks::add);
        PacePicture.drawn(inputs, composer).ifPresent(blocks::add);
        ClusterMapPicture.drawn(inputs, composer).ifPresent(blocks::add);
        return Section.folded(composer.sentence().say("the small print").parts(), blocks);
    }

    /** What is said of the youngest on the board; nothing where there are none. */
    private static Optional<Article.Block> young(NightSummary summary, ArticleComposer composer) {
        Long tracked = summary.youngTrackedRepos();
        Long judged = summary.youngJudgedRepos();
        if (tracked == null || judged == null || tracked == 0) {
            return Optional.empty();
        }
        Sentence sentence = composer.sentence()
                .say("repos on the board that are less than four weeks old, too young for a break-out probability: ")
                .put(summary, "young_tracked_repos", ValueFormat.COUNT);
        return Optional.of(new Paragraph((judged == 0
                        ? sentence.say(". none is given for them.")
                        : sentence.say(". with a probability of their own, learned from other young repos: ")
                                .put(summary, "young_judged_repos", ValueFormat.COUNT)
                                .say("."))
                .parts()));
    }

    private static Grid calls(List<Prediction> predictions, ArticleComposer composer) {
        return new Grid(
                "Every call of the night: the probability, the base rate (how often the same comes true of others), and"
                        + " the day it is due. Fields in the same state share one probability.",
                List.of(
                        new Column("call", false),
                        new Column("probability", true),
                        new Column("base rate", true),
                        new Column("due", true)),
                predictions.stream()
                        .map(prediction -> List.of(
                                composer.cell(prediction, "claim", ValueFormat.CLAIM),
                                composer.cell(prediction, "probability", ValueFormat.PERCENT),
                                composer.cell(prediction, "base_rate", ValueFormat.PERCENT),
                                composer.cell(prediction, "due_on", ValueFormat.DAY)))
                        .toList());
    }
}
