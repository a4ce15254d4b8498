package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Article.Subheading;
import dev.reposignal.row.Rows.Cluster;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.table.InsightKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The clusters in which independent owners speed up together. */
final class ClusterSection {
    private static final int LEADERS = 3;
    /** Later a theme's age is no news. */
    private static final int YOUNG_DAYS = 7;

    private ClusterSection() {}

    /** The section; empty where nothing forms and no theme is new. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        scribe.enter("clusters");
        List<Cluster> forming = inputs.forming();
        PhraseContext night = PhraseContext.of("night", inputs.summary());
        if (forming.isEmpty()) {
            return Optional.empty();
        }
        List<Part> heading = scribe.sentence().frame("heading-clusters", night).parts();
        List<Article.Block> blocks = new ArrayList<>();
        for (Cluster cluster : forming) {
            PhraseContext scene = night.with("cluster", cluster);
            blocks.add(new Subheading(scribe.sentence()
                    .frame(cluster.formingRank() == null ? "heading-cluster-plain" : "heading-cluster", scene)
                    .parts()));
            blocks.add(new Paragraph(claim(inputs, cluster, scene, scribe).parts()));
            blocks.add(new Paragraph(evidence(inputs, cluster, scene, scribe).parts()));
        }
        Sentence born = scribe.sentence();
        InsightStory.ofKind(inputs, InsightKind.CLUSTER_BORN).findFirst().ifPresent(told -> told.tell(born, scribe));
        if (!born.isEmpty()) {
            blocks.add(new Paragraph(born.parts()));
        }
        ClusterMapPicture.drawn(inputs, scribe).ifPresent(blocks::add);
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence claim(ArticleInputs inputs, Cluster cluster, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence().frame("cluster-claim", scene);
        List<RepoSignal> pulling =
                inputs.pulling(cluster).stream().limit(LEADERS).toList();
        if (!pulling.isEmpty()) {
            sentence.frame("pulling", scene.with("pulling", pulling));
            if (pulling.size() == 1) {
                sentence.quoteAlone(inputs, pulling.get(0));
            } else {
                sentence.quoteAfterName(inputs, pulling.get(0));
            }
        }
        return sentence;
    }

    private static Sentence evidence(
            ArticleInputs inputs, Cluster cluster, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence()
                .frame(cluster.acceleration() > 0 ? "cluster-evidence-up" : "cluster-evidence-down", scene)
                .frame("keywords", scene);
        if (cluster.ageDays() == 0 && inputs.summary().previousDay() != null) {
            sentence.frame("cluster-new", scene);
        } else if (cluster.ageDays() > 0 && cluster.ageDays() < YOUNG_DAYS) {
            sentence.frame("cluster-young", scene);
        }
        if (cluster.surfacingRepos() > 0) {
            sentence.frame("cluster-surfacing", scene);
        } else {
            sentence.frame(cluster.trackedRepos() > 0 ? "cluster-tracked" : "cluster-off", scene);
        }
        return sentence;
    }
}
