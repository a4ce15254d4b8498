package dev.reposignal.article;

import dev.reposignal.row.Rows.Cluster;
import dev.reposignal.row.Rows.Insight;
import dev.reposignal.row.Rows.LanguageShare;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.table.InsightKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An insight with the rows it is told by.
 *
 * @param insight the finding
 * @param slot the frames that tell it
 * @param titleSlot the frames of a title about it
 * @param scene the rows those frames may speak of
 * @param repository the repository it is about; empty for other subjects
 */
record InsightStory(
        Insight insight, String slot, String titleSlot, PhraseContext scene, Optional<RepoSignal> repository) {
    /** The night's insights that its rows can tell, the strongest first. */
    static List<InsightStory> strongest(ArticleInputs inputs) {
        return inputs.insights().stream()
                .flatMap(insight -> of(inputs, insight).stream())
                .toList();
    }

    /** The insights of a kind, the strongest first. */
    static Stream<InsightStory> ofKind(ArticleInputs inputs, InsightKind kind) {
        return strongest(inputs).stream().filter(told -> told.insight().kindOf() == kind);
    }

    /** The rows that every frame may speak of. */
    static PhraseContext night(ArticleInputs inputs) {
        return PhraseContext.of("night", inputs.summary())
                .with("health", inputs.health())
                .with("record", inputs.record())
                .with("largest", LanguageSection.largest(inputs))
                .with("repo", BoardSection.fastest(inputs));
    }

    /** Says it, where this article has not said it yet. */
    void tell(Sentence sentence, ArticleComposer scribe) {
        if (scribe.tellsFirst(insight)) {
            sentence.frame(slot, scene);
        }
    }

    private static Optional<InsightStory> of(ArticleInputs inputs, Insight insight) {
        PhraseContext night = PhraseContext.of("night", inputs.summary())
                .with("health", inputs.health())
                .with("record", inputs.record())
                .with("insight", insight);
        Optional<RepoSignal> repository = inputs.repository(insight.subjectKey());
        return switch (insight.kindOf()) {
            case LANGUAGE_MOVE, LANGUAGE_SURFACING ->
                share(inputs, insight)
                        .map(share -> new InsightStory(
                                insight,
                                insight.kind(),
                                insight.kindOf() == InsightKind.LANGUAGE_MOVE
                                        ? "title-language-move"
                                        : "title-language",
                                night.with("share", share),
                                none()));
            case LANGUAGE_ACCELERATING ->
                Optional.of(new InsightStory(insight, insight.kind(), "title-language-accelerating", night, none()));
            case CLUSTER_OWNERS, CLUSTER_BORN -> ofCluster(inputs, insight, "title-cluster", night);
            case CLUSTER_FADING -> ofCluster(inputs, insight, "title-cluster-fading", night);
            case REPOSITORY_BURST, BOARD_RECORD, BOARD_STAY ->
                repository.map(repo -> new InsightStory(
                        insight, insight.kind(), "title-repository", night.with("repo", repo), repository));
            case QUIET_CLIMBER, LOUDEST_SLOWS ->
                repository
                        .filter(repo -> repo.starsGained28d() != null && repo.daysElapsed28d() != null)
                        .map(repo -> new InsightStory(
                                insight,
                                "lead-" + insight.kind(),
                                insight.kindOf() == InsightKind.LOUDEST_SLOWS ? "title-slowing" : "title-repository",
                                night.with("repo", repo),
                                repository));
            case BOARD_TURNOVER -> {
                boolean isHigh = insight.value() > insight.expected();
                yield Optional.of(new InsightStory(
                        insight,
                        isHigh ? "turnover-high" : "turnover-low",
                        isHigh ? "title-board" : "title-still",
                        night,
                        none()));
            }
            case FEED_PURGE ->
                inputs.health().shareNegative() == null
                        ? Optional.empty()
                        : Optional.of(new InsightStory(insight, insight.kind(), "title-purge", night, none()));
            case PREDICTIONS_GRADED ->
                inputs.record().resolvedToday() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new InsightStory(insight, "lead-" + insight.kind(), "title-ledger", night, none()));
        };
    }

    private static Optional<InsightStory> ofCluster(
            ArticleInputs inputs, Insight insight, String titleSlot, PhraseContext night) {
        Optional<Cluster> cluster = inputs.cluster(insight.subjectKey());
        return cluster.map(
                found -> new InsightStory(insight, insight.kind(), titleSlot, night.with("cluster", found), none()));
    }

    private static Optional<LanguageShare> share(ArticleInputs inputs, Insight insight) {
        return inputs.languages().stream()
                .filter(share -> share.language().equals(insight.subjectKey()))
                .findFirst();
    }

    private static Optional<RepoSignal> none() {
        return Optional.empty();
    }
}
