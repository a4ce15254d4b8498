package dev.reposignal.article;

import dev.reposignal.row.Rows.Bin;
import dev.reposignal.row.Rows.Cluster;
import dev.reposignal.row.Rows.ClusterMember;
import dev.reposignal.row.Rows.FeedHealth;
import dev.reposignal.row.Rows.Highlight;
import dev.reposignal.row.Rows.Insight;
import dev.reposignal.row.Rows.KindRecord;
import dev.reposignal.row.Rows.LanguageShare;
import dev.reposignal.row.Rows.NightSummary;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.PredictionOutcome;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.row.Rows.ScoreComponent;
import dev.reposignal.row.Rows.Snapshot;
import dev.reposignal.row.Rows.TrackRecord;
import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.SubjectType;
import dev.reposignal.text.OutsideText;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that one article is written from, in any order; nothing else reaches it.
 *
 * @param day the day the article is about
 * @param summary the day's night_summary
 * @param record the day's track_record
 * @param health the day's feed_health
 * @param languages the day's language_breakdown of the scope tracked
 * @param repositories the day's repo_signals of every repository the article may name: the tracked and surfacing, the
 *     members of forming clusters, the subjects of highlights, insights and predictions, what surfaced in the previous article
 * @param snapshots the day's snapshots of those repositories; missing ones are left without a description
 * @param components the day's score_components of the surfacing
 * @param clusters the day's clusters that are forming or are the subject of a highlight or an insight
 * @param members the day's cluster_members of the forming clusters
 * @param highlights the day's highlights
 * @param insights the day's insights
 * @param kinds the day's track_record_kinds
 * @param bins the day's track_record_bins
 * @param predictions predictions made on the day, and those that {@code outcomes} grades
 * @param outcomes prediction_outcomes resolved on the day
 * @param previouslySurfacing repo_signals of the previous article's day that surfaced then; empty without one
 * @param history what earlier articles said
 * @param pictures what is drawn
 */
public record ArticleInputs(
        LocalDate day,
        NightSummary summary,
        TrackRecord record,
        FeedHealth health,
        List<LanguageShare> languages,
        List<RepoSignal> repositories,
        List<Snapshot> snapshots,
        List<ScoreComponent> components,
        List<Cluster> clusters,
        List<ClusterMember> members,
        List<Highlight> highlights,
        List<Insight> insights,
        List<KindRecord> kinds,
        List<Bin> bins,
        List<Prediction> predictions,
        List<PredictionOutcome> outcomes,
        List<RepoSignal> previouslySurfacing,
        RecentArticles history,
        PictureInputs pictures) {

    private static final Comparator<RepoSignal> BY_RANK = Comparator.comparing(
                    RepoSignal::signalRank, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RepoSignal::repoKey);

    /** Tables of older versions know no place. */
    private static final Comparator<RepoSignal> BY_PLACE = Comparator.comparing(
                    RepoSignal::boardPlace, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(BY_RANK);

    public ArticleInputs {
        languages = sorted(languages, Comparator.comparingInt(LanguageShare::position));
        repositories = sorted(repositories, BY_RANK);
        snapshots = sorted(snapshots, Comparator.comparing(Snapshot::repoKey));
        components = sorted(
                components,
                Comparator.comparing(ScoreComponent::points)
                        .reversed()
                        .thenComparing(ScoreComponent::repoKey)
                        .thenComparing(ScoreComponent::component));
        clusters = sorted(
                clusters,
                Comparator.comparing(Cluster::formingRank, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Cluster::clusterId));
        members = sorted(members, Comparator.comparing(ClusterMember::repoKey));
        highlights = sorted(highlights, Comparator.comparing(Highlight::kind).thenComparingInt(Highlight::position));
        insights = sorted(insights, Comparator.comparingInt(Insight::position));
        kinds = sorted(kinds, Comparator.comparing(KindRecord::kind));
        bins = sorted(bins, Comparator.comparing(Bin::kind).thenComparingInt(Bin::bin));
        predictions = sorted(
                predictions,
                // A reader comes for repositories: the claims about them lead.
                Comparator.<Prediction, Boolean>comparing(
                                prediction -> !prediction.subjectType().equals(SubjectType.REPOSITORY.value()))
                        .thenComparing(Comparator.comparingDouble(Prediction::probability)
                                .reversed())
                        .thenComparing(Prediction::predictionId));
        outcomes = sorted(outcomes, Comparator.comparing(PredictionOutcome::predictionId));
        previouslySurfacing = sorted(previouslySurfacing, BY_RANK);
    }

    List<RepoSignal> surfacing() {
        return repositories.stream()
                .filter(RepoSignal::surfaces)
                .sorted(BY_PLACE)
                .toList();
    }

    List<RepoSignal> tracked() {
        return repositories.stream().filter(RepoSignal::isTracked).toList();
    }

    /** Tracked repositories of a language, the best ranked first. */
    List<RepoSignal> trackedIn(LanguageShare share) {
        return tracked().stream()
                .filter(signal -> share.language().equals(signal.language()))
                .toList();
    }

    Optional<RepoSignal> repository(String repoKey) {
        return repositories.stream()
                .filter(signal -> signal.repoKey().equals(repoKey))
                .findFirst();
    }

    /** What a repository says of itself, where it says anything. */
    Optional<Snapshot> description(RepoSignal signal) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.repoKey().equals(signal.repoKey()))
                .filter(snapshot -> snapshot.description() != null
                        && !OutsideText.line(snapshot.description()).isEmpty())
                .findFirst();
    }

    List<Cluster> forming() {
        return clusters.stream().filter(Cluster::isForming).toList();
    }

    Optional<Cluster> cluster(String clusterId) {
        return clusters.stream()
                .filter(cluster -> cluster.clusterId().equals(clusterId))
                .findFirst();
    }

    /** A cluster's accelerating members, the fastest growing acceleration first. */
    List<RepoSignal> pulling(Cluster cluster) {
        Map<String, RepoSignal> byKey = repositories.stream()
                .collect(Collectors.toMap(RepoSignal::repoKey, Function.identity(), (first, second) -> first));
        return members.stream()
                .filter(member -> cluster.clusterId().equals(member.clusterId()))
                .flatMap(member -> Stream.ofNullable(byKey.get(member.repoKey())))
                .filter(signal -> signal.accelerates() && signal.velocity7d() != null)
                .sorted(Comparator.comparing(RepoSignal::acceleration, Comparator.reverseOrder())
                        .thenComparing(RepoSignal::repoKey))
                .toList();
    }

    List<Highlight> highlights(HighlightKind kind) {
        return highlights.stream()
                .filter(highlight -> highlight.kind().equals(kind.value()))
                .toList();
    }

    List<Prediction> madeToday() {
        return predictions.stream()
                .filter(prediction -> prediction.madeOn().equals(day))
                .toList();
    }

    Optional<Prediction> prediction(String predictionId) {
        return predictions.stream()
                .filter(prediction -> prediction.predictionId().equals(predictionId))
                .findFirst();
    }

    /** Surfacing now and not in the previous article. */
    List<RepoSignal> newcomers() {
        Set<String> then = keys(previouslySurfacing);
        return surfacing().stream()
                .filter(signal -> !then.contains(signal.repoKey()))
                .toList();
    }

    /** Surfacing in the previous article and not now, as they were then. */
    List<RepoSignal> dropped() {
        Set<String> now = keys(surfacing());
        return previouslySurfacing.stream()
                .filter(signal -> !now.contains(signal.repoKey()))
                .toList();
    }

    private static Set<String> keys(List<RepoSignal> signals) {
        return signals.stream().map(RepoSignal::repoKey).collect(Collectors.toSet());
    }

    private static <T> List<T> sorted(List<T> rows, Comparator<? super T> order) {
        return rows.stream().sorted(order).toList();
    }
}
