package dev.reposignal.article;

import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Article.Subheading;
import dev.reposignal.article.Rows.Cluster;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.List;

/** The clusters in which independent owners speed up together. */
final class ClusterSection {
    private static final int LEADERS = 3;
    private static final int KEYWORDS = 4;
    private static final int YOUNG_DAYS = 28;

    private ClusterSection() {}

    static Section written(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("clusters");
        List<Cluster> forming = inputs.forming();
        Sentence heading = scribe.sentence().say("cluster analysis — ");
        List<Article.Block> blocks = new ArrayList<>();
        if (forming.isEmpty()) {
            heading.say("nothing forming right now");
            blocks.add(new Paragraph(nothing(inputs, scribe).parts()));
            ThemePicture.drawn(inputs, scribe).ifPresent(blocks::add);
            return new Section(heading.parts(), blocks);
        }
        heading.spelled(inputs.summary(), "forming_clusters", "trend", "trends").say(" forming right now");
        for (Cluster cluster : forming) {
            Sentence title = scribe.sentence();
            if (cluster.formingRank() != null) {
                title.say("cluster ").count(cluster, "forming_rank").say(": ");
            }
            blocks.add(new Subheading(title.name(cluster, "label").parts()));
            blocks.add(new Paragraph(claim(inputs, cluster, scribe).parts()));
            blocks.add(new Paragraph(evidence(inputs, cluster, scribe).parts()));
        }
        ThemePicture.drawn(inputs, scribe).ifPresent(blocks::add);
        return new Section(heading.parts(), blocks);
    }

    private static Sentence nothing(ArticleInputs inputs, Scribe scribe) {
        if (inputs.summary().clusters() == 0) {
            return scribe.sentence().say("there was nothing to cluster tonight, so there is nothing to claim.");
        }
        return scribe.sentence()
                .say("i went through ")
                .count(inputs.summary(), "clusters", "cluster", "clusters")
                .say(" and none of them qualifies: nowhere do enough independent owners speed up together. i'd rather")
                .say(" print nothing than a trend i can't back.");
    }

    private static Sentence claim(ArticleInputs inputs, Cluster cluster, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .frame(
                        "cluster-claim-" + cluster.formingRank(),
                        s -> s.say("count them: ")
                                .count(cluster, "accelerating_repos", "repo", "repos")
                                .say(" speeding up, from ")
                                .count(cluster, "accelerating_owners", "owner", "different owners")
                                .say(", in a cluster of ")
                                .count(cluster, "repos")
                                .say("."),
                        s -> s.count(cluster, "repos", "repo", "repos")
                                .say(" from ")
                                .count(cluster, "owners", "owner", "owners")
                                .say(" say much the same thing about themselves. ")
                                .count(cluster, "accelerating_repos", "of them is", "of them are")
                                .say(" accelerating, with ")
                                .count(cluster, "accelerating_owners", "owner", "owners")
                                .say(" behind ")
                                .say(cluster.acceleratingRepos() == 1 ? "it." : "them."),
                        s -> s.count(cluster, "accelerating_owners", "owner", "owners")
                                .say(" picking up speed on the same subject in the same week. ")
                                .count(cluster, "accelerating_repos", "repo", "repos")
                                .say(" out of ")
                                .count(cluster, "repos")
                                .say("."),
                        s -> s.say("the subject draws ")
                                .count(cluster, "owners", "owner", "owners")
                                .say(" and ")
                                .count(cluster, "repos", "repo", "repos")
                                .say(". what makes it a trend: ")
                                .count(cluster, "accelerating_repos", "of those is", "of those are")
                                .say(" faster this week than over four weeks."),
                        s -> s.say("start with the owners. ")
                                .count(cluster, "accelerating_owners", "of them gains", "of them gain")
                                .say(" speed here at once, with ")
                                .count(cluster, "accelerating_repos", "repo", "repos")
                                .say(". the whole cluster has ")
                                .count(cluster, "repos")
                                .say("."));
        List<RepoSignal> pulling =
                inputs.pulling(cluster).stream().limit(LEADERS).toList();
        if (!pulling.isEmpty()) {
            sentence.turn(
                            "pulling",
                            s -> s.say(
                                    pulling.size() == 1 ? " the one pulling hardest: " : " the ones pulling hardest: "),
                            s -> s.say(" look at "),
                            s -> s.say(" out front: "),
                            s -> s.say(pulling.size() == 1 ? " the name to know: " : " the names to know: "))
                    .list(pulling, Phrases::paced)
                    .say(".");
            if (pulling.size() == 1) {
                Phrases.inItsOwnWords(sentence, inputs, pulling.get(0));
            } else {
                Phrases.firstInItsOwnWords(sentence, inputs, pulling.get(0));
            }
        }
        return sentence;
    }

    private static Sentence evidence(ArticleInputs inputs, Cluster cluster, Scribe scribe) {
        Sentence sentence = scribe.sentence();
        String slot = "cluster-evidence-" + cluster.formingRank();
        sentence.frame(slot, s -> s.say("together they take "), s -> s.say("the whole cluster runs at "));
        Phrases.weekAgainstMonth(sentence, cluster);
        if (cluster.acceleration() > 0) {
            sentence.frame(
                    slot + "-up",
                    s -> s.say(". that's the direction i look for."),
                    s -> s.say(". faster, as a group."));
        } else {
            sentence.say(". the crowd as a whole is not faster. its front is.");
        }
        if (!cluster.keywords().isEmpty()) {
            sentence.turn(
                            "keywords",
                            s -> s.say(" the words they share: "),
                            s -> s.say(" what sets them apart from the rest: "),
                            s -> s.say(" the vocabulary: "),
                            s -> s.say(" read them and you keep meeting "))
                    .terms(cluster, "keywords", KEYWORDS)
                    .say(".");
        }
        if (cluster.ageDays() == 0 && inputs.summary().previousDay() != null) {
            sentence.say(" tonight is the first time this theme shows up on my map.");
        } else if (cluster.ageDays() > 0 && cluster.ageDays() < YOUNG_DAYS) {
            sentence.say(" the theme has been on my map for ")
                    .count(cluster, "age_days", "day", "days")
                    .say(".");
        }
        if (cluster.surfacingRepos() > 0) {
            sentence.say(" ")
                    .count(cluster, "surfacing_repos", "of them surfaces", "of them surface")
                    .say(" already.");
        } else if (cluster.trackedRepos() > 0) {
            sentence.say(" ")
                    .count(cluster, "tracked_repos", "of them is", "of them are")
                    .say(" on the board, none at the top yet.");
        } else {
            sentence.say(" none of them is on the board yet. that's the point of clustering.");
        }
        return sentence;
    }
}
