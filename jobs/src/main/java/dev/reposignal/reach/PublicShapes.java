package dev.reposignal.reach;

import dev.reposignal.row.Rows;
import dev.reposignal.site.Claim;
import dev.reposignal.site.Cluster;
import dev.reposignal.site.Edition;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.Repository;
import dev.reposignal.text.GitHubLinks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** What the JSON files of {@code data/v1} hold. Properties may be added; none is removed or changes its type within v1. */
public final class PublicShapes {
    private PublicShapes() {}

    private static Shape<Claim> claim() {
        return Shape.<Claim>empty()
                .text("prediction_id", "As in predictions", Claim::predictionId)
                .text("made_on", "The day on whose data it is based", Claim::madeOn)
                .text("due_on", "The first day it can be graded", Claim::dueOn)
                .text("kind", "What is predicted", Claim::kind)
                .text("claim", "The prediction as a sentence", Claim::claim)
                .number("probability", "Probability that it comes true, 0-1", Claim::probability)
                .number("base_rate", "How often the event happened among all cases, 0-1", Claim::baseRate)
                .text("outcome", "hit, miss or unobservable; null while it is open", Claim::outcome)
                .text("resolved_on", "The night that graded it", Claim::resolvedOn)
                .text("evidence", "The observation that decided, as a sentence", Claim::evidence);
    }

    /** A repository with its signals, its nights on the board, its predictions and its counts. */
    public static Shape<Repository> repository(Edition edition, String baseUrl) {
        return Shape.<Repository>empty()
                .text("repo_key", "As in snapshots", Repository::repoKey)
                .text("full_name", "owner/name", Repository::fullName)
                .text("url", "Its page on GitHub", each -> GitHubLinks.page(each.fullName())
                        .orElse(null))
                .text(
                        "page",
                        "Its page on this site",
                        each -> baseUrl.isEmpty() ? null : baseUrl + "/" + PublicPaths.page(each.repoKey()))
                .text("description", "Its own description", Repository::description)
                .texts("topics", "Topics in lower case", Repository::topics)
                .flag("is_archived", "Whether its owner has archived it", Repository::isArchived)
                .text("cluster_id", "Its cluster on the latest night", Repository::clusterId)
                .text(
                        "cluster_label",
                        "The name of that cluster",
                        each -> each.clusterId() == null
                                ? null
                                : edition.clusterLabels().get(each.clusterId()))
                .object(
                        "measured",
                        "Its row of repo_signals of the last published night that measured it",
                        Shape.ofRow(Rows.RepoSignal.class),
                        Repository::latest)
                .list(
                        "components",
                        "Its score on the latest night, the most points first",
                        Shape.ofRow(Rows.ScoreComponent.class),
                        Repository::components)
                .list(
                        "nights",
                        "The published nights on which it was on the board, newest first",
                        Shape.<Repository.BoardNight>empty()
                                .text("snapshot_date", "The night", Repository.BoardNight::snapshotDate)
                                .text("tier", "surfacing or tracked", Repository.BoardNight::tier)
                                .whole("board_place", "Rank on the board", Repository.BoardNight::boardPlace)
                                .whole("stars", "Stars on that day", Repository.BoardNight::stars)
                                .number("signal_score", "Its score, 0-100", Repository.BoardNight::signalScore)
                                .number(
                                        "breakout_probability",
                                        "Probability of a break-out, 0-1",
                                        Repository.BoardNight::breakoutProbability),
                        Repository::nights)
                .list("claims", "Predictions about it, newest first", claim(), Repository::claims)
                .list(
                        "counts",
                        "Observed star counts of a year, by day",
                        Shape.<Repository.Count>empty()
                                .text("snapshot_date", "The day", Repository.Count::snapshotDate)
                                .whole("stars", "Stars at its start", Repository.Count::stars),
                        Repository::counts);
    }

    /** A cluster with its nights, its fastest members and its predictions. */
    public static Shape<Cluster> cluster() {
        return Shape.<Cluster>empty()
                .text("cluster_id", "As in clusters", Cluster::clusterId)
                .text("label", "Its name", each -> each.latest().label())
                .list("nights", "Its rows of clusters, newest first", Shape.ofRow(Rows.Cluster.class), Cluster::nights)
                .list(
                        "members",
                        "At most 25 members, those that gained most stars a day in the week",
                        Shape.ofRow(Rows.RepoSignal.class),
                        Cluster::members)
                .list(
                        "surfaced",
                        "Members that surfaced while they were in it",
                        Shape.<Cluster.Surfaced>empty()
                                .text("repo_key", "As in snapshots", Cluster.Surfaced::repoKey)
                                .text("full_name", "owner/name", Cluster.Surfaced::fullName)
                                .whole("nights", "On how many nights", Cluster.Surfaced::nights)
                                .text("last_on", "When last", Cluster.Surfaced::lastOn),
                        Cluster::surfaced)
                .list("claims", "Predictions about it, newest first", claim(), Cluster::claims);
    }

    /** A published night: its article and its board, whose rows are those of the table board. */
    public static Map<String, Object> night(Edition.ArticleHeading article, List<Map<String, @Nullable Object>> board) {
        Map<String, Object> night = new LinkedHashMap<>();
        night.put("snapshot_date", article.day().toString());
        night.put("title", article.title());
        night.put("standfirst", article.standfirst());
        night.put("article", "articles/%s.html".formatted(article.day()));
        night.put("board", board);
        return night;
    }

    /** JSON Schema of each kind of object, by its name. */
    public static Map<String, Map<String, Object>> schemas(Edition edition) {
        Map<String, Map<String, Object>> schemas = new TreeMap<>();
        schemas.put("repository", titled("A repository", repository(edition, "").schema()));
        schemas.put("cluster", titled("A cluster", cluster().schema()));
        return schemas;
    }

    private static Map<String, Object> titled(String title, Map<String, Object> schema) {
        Map<String, Object> titled = new LinkedHashMap<>();
        titled.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        titled.put("title", title);
        titled.putAll(schema);
        return titled;
    }

    /** The type of a column in a table schema of Frictionless. */
    public static String frictionless(DataType type, String ending) {
        String json = Shape.jsonType(type);
        if (type.equals(DataTypes.DateType)) {
            return "date";
        }
        if (type.equals(DataTypes.TimestampType)) {
            return "datetime";
        }
        // A list is written as text in CSV.
        return json.equals("array") && ending.equals("csv") ? "string" : json;
    }
}
