package dev.reposignal.article;

import dev.reposignal.config.Settings;
import dev.reposignal.row.Rows.Bin;
import dev.reposignal.row.Rows.FeedHealth;
import dev.reposignal.row.Rows.Highlight;
import dev.reposignal.row.Rows.KindRecord;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.NightSummary;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.PredictionOutcome;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.row.Rows.TrackRecord;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.row.Rows.TrendMember;
import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.Shortfall;
import dev.reposignal.table.SubjectType;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that one article is written from, in any order; nothing else reaches it.
 *
 * @param day the day the article is about
 * @param rules what may be called a trend, and how many of them are told
 * @param summary the day's night_summary
 * @param record the day's track_record
 * @param health the day's feed_health
 * @param repositories the day's repo_signals of what surfaces
 * @param trends the day's trends
 * @param members the day's trend_members
 * @param movements the day's repo_movement
 * @param highlights the day's highlights
 * @param kinds the day's track_record_kinds
 * @param bins the day's track_record_bins
 * @param predictions predictions made on the day, and those that {@code outcomes} grades
 * @param outcomes prediction_outcomes resolved on the day
 * @param earlier rows of the night of the article before
 * @param history what earlier articles said
 * @param pictures what is drawn
 */
public record ArticleInputs(
        LocalDate day,
        Settings.Trend rules,
        NightSummary summary,
        TrackRecord record,
        FeedHealth health,
        List<RepoSignal> repositories,
        List<Trend> trends,
        List<TrendMember> members,
        List<Movement> movements,
        List<Highlight> highlights,
        List<KindRecord> kinds,
        List<Bin> bins,
        List<Prediction> predictions,
        List<PredictionOutcome> outcomes,
        EarlierNight earlier,
        RecentArticles history,
        PictureInputs pictures) {

    /**
     * Rows of the night of the article before, to say what became of what it said.
     *
     * @param trends its trends
     * @param movements its repo_movement
     */
    public record EarlierNight(List<Trend> trends, List<Movement> movements) {
        /** No article before. */
        public static final EarlierNight NONE = new EarlierNight(List.of(), List.of());

        public EarlierNight {
            trends = sorted(trends, Comparator.comparingInt(Trend::position));
            movements = sorted(movements, Comparator.comparing(Movement::repoKey));
        }
    }

    /** A change of the share of all new stars from which a field has clearly moved. */
    static final double CLEAR_SHARE = 0.02;
    /** A change of a share that is worth a sentence. */
    private static final double SOME_SHARE = 0.005;
    /** Growth from which a repository clearly slowed down. */
    private static final double SLOWED = -0.15;
    /** With fewer probabilities the board is not ordered by them. */
    private static final int FEWEST_JUDGED = 3;
    /** A field whose share fell by no more has kept it. */
    private static final double KEPT_SHARE = -0.01;
    /** A loss from which it matters to a whole field, as a part of the field's stars. */
    private static final double LARGE_LOSS = 0.05;
    /** Themes of a field that are named in one sentence. */
    private static final int THEMES = 2;
    /** From this part of a week on, one day made it. */
    static final double ONE_DAY = 0.5;

    /** Words of a summary of what is read, not run. */
    private static final Pattern READING = Pattern.compile(
            "(?i)\\b(?:lists?|collections?|courses?|guides?|lessons?|notes|notebooks|prompts?|papers|books?|booklet|handbook|tutorials?|roadmaps?"
                    + "|resources|cheatsheets?|curriculum|examples|documentation|set of|skills)\\b");

    private static final Comparator<RepoSignal> BY_RANK = Comparator.comparing(
                    RepoSignal::signalRank, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RepoSignal::repoKey);

    /** Tables of older versions know no place. */
    private static final Comparator<RepoSignal> BY_PLACE = Comparator.comparing(
                    RepoSignal::boardPlace, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(BY_RANK);

    public ArticleInputs {
        repositories = sorted(repositories, BY_RANK);
        trends = sorted(trends, Comparator.comparingInt(Trend::position));
        members = sorted(
                members,
                Comparator.comparing(TrendMember::subjectType)
                        .thenComparing(TrendMember::subjectKey)
                        .thenComparingInt(TrendMember::position));
        movements = sorted(movements, Comparator.comparing(Movement::repoKey));
        highlights = sorted(highlights, Comparator.comparing(Highlight::kind).thenComparingInt(Highlight::position));
        kinds = sorted(kinds, Comparator.comparing(KindRecord::kind));
        bins = sorted(bins, Comparator.comparing(Bin::kind).thenComparingInt(Bin::bin));
        predictions = sorted(
                predictions,
                // A reader comes for repositories: the claims about them lead.
                Comparator.<Prediction, Boolean>comparing(
                                prediction -> !prediction.subjectType().equals("repository"))
                        .thenComparing(Comparator.comparingDouble(Prediction::probability)
                                .reversed())
                        .thenComparing(Prediction::predictionId));
        outcomes = sorted(outcomes, Comparator.comparing(PredictionOutcome::predictionId));
    }

    List<RepoSignal> surfacing() {
        return repositories.stream()
                .filter(RepoSignal::surfaces)
                .sorted(BY_PLACE)
                .toList();
    }

    /** The trends that are told, one subject of a kind once: a cluster is left out where its whole field is told. */
    List<Trend> toldTrends() {
        return trends.stream()
                .filter(Trend::isTrend)
                .filter(trend -> !trend.subjectType().equals("cluster")
                        || trends.stream()
                                .noneMatch(other -> other.isTrend()
                                        && other.subjectType().equals("field")
                                        && other.subjectKey().equals(trend.field())))
                .limit(rules.most())
                .toList();
    }

    /** The fields by the stars they took this week, the largest first; empty where no share is known. */
    List<Trend> fields() {
        return trends.stream()
                .filter(trend -> trend.subjectType().equals("field") && trend.weekShare() != null)
                .filter(trend -> trend.beforeShare() != null)
                .sorted(Comparator.comparing(Trend::weekVelocity).reversed().thenComparing(Trend::subjectKey))
                .toList();
    }

    /** The field that took most stars, where its share clearly moved and its owners moved with it. */
    Optional<Trend> movedField() {
        return fields().stream()
                .findFirst()
                .filter(field -> Math.abs(field.shareChange()) >= CLEAR_SHARE
                        && (field.risingOwners() > field.fallingOwners()) == field.shareChange() > 0);
    }

    /** The repository of a field that got most stars, where it clearly slowed down while the field kept its share and more owners sped up. */
    Optional<Movement> fallenLeader(Trend field) {
        return Optional.ofNullable(field.leaderRepoKey())
                .filter(key -> field.shareChange() >= KEPT_SHARE && Thesis.isBroadlyUp(field))
                .flatMap(this::movement)
                .filter(row -> row.growth() != null && row.growth() <= SLOWED)
                .filter(row -> lostVelocity(row) >= LARGE_LOSS * field.weekVelocity());
    }

    /** The cluster of a field that moved it most, in the field's direction. */
    Optional<Trend> within(Trend field) {
        double direction = Math.signum(field.shareChange());
        return themes(field)
                .filter(trend -> trend.shareChange() * direction > 0)
                .filter(trend -> Math.abs(trend.shareChange()) >= SOME_SHARE)
                .max(Comparator.comparingDouble((Trend trend) -> trend.shareChange() * direction)
                        .thenComparing(Trend::subjectKey));
    }

    /** The clusters of a growing field that developers build with and that grow at least as fast as it, also without their largest repository. */
    List<Trend> aheadOf(Trend field) {
        return themes(field)
                .filter(trend -> isRelevant(trend.relevance()))
                .filter(trend -> trend.growthOr0() >= field.growthOr0())
                .filter(trend ->
                        trend.growthWithoutLargest() != null && trend.growthWithoutLargest() >= rules.minimumGrowth())
                .limit(THEMES)
                .toList();
    }

    /** The clusters of a field that developers build with and that grow less than all repositories outside the field. */
    List<Trend> behindIn(Trend field) {
        return themes(field)
                .filter(trend -> isRelevant(trend.relevance()))
                .filter(trend -> {
                    Double rest = field.restGrowth();
                    return rest != null && trend.growthOr0() < rest;
                })
                .limit(THEMES)
                .toList();
    }

    /**
     * The clusters of a field that are large enough to speak of, the largest first; one whose name is a part of the field's is left
     * out, as it would sound like the field itself.
     */
    private Stream<Trend> themes(Trend field) {
        String name = field.subjectName().toLowerCase(Locale.ROOT);
        return trends.stream()
                .filter(trend -> trend.subjectType().equals("cluster")
                        && field.subjectKey().equals(trend.field())
                        && trend.growth() != null
                        && trend.beforeVelocity() >= rules.minimumPace())
                .filter(trend -> !trend.fallsShortBy(Shortfall.LABEL))
                .filter(trend -> !name.contains(trend.subjectName().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(Trend::weekVelocity).reversed().thenComparing(Trend::subjectKey));
    }

    /** The language with most new stars and the next; empty where no share is known. */
    List<Trend> languages() {
        return trends.stream()
                .filter(trend -> trend.subjectType().equals("language") && trend.weekShare() != null)
                .sorted(Comparator.comparing(Trend::weekVelocity).reversed().thenComparing(Trend::subjectKey))
                .limit(2)
                .toList();
    }

    /** The language whose share of all new stars moved most; empty where none moved clearly. */
    Optional<Trend> movedLanguage() {
        return trends.stream()
                .filter(trend -> trend.subjectType().equals("language") && Math.abs(trend.shareChange()) >= CLEAR_SHARE)
                .max(Comparator.comparingDouble((Trend trend) -> Math.abs(trend.shareChange()))
                        .thenComparing(Trend::subjectKey));
    }

    /** A repository of a growing field that clearly slowed down, the one that lost most; empty where none is known. */
    Optional<Movement> slowedIn(Trend field) {
        return movements.stream()
                .filter(row -> field.subjectName().equals(row.field()) && isRelevant(row.relevance()))
                .filter(row -> row.growth() != null && row.growth() <= SLOWED)
                .max(Comparator.comparingDouble(ArticleInputs::lostVelocity).thenComparing(Movement::repoKey))
                .filter(row -> lostVelocity(row) > 0);
    }

    /** Stars a day by which a week is slower than the weeks before; 0 where one of them is unknown. */
    static double lostVelocity(Movement row) {
        return row.beforeVelocity() == null || row.weekVelocity() == null
                ? 0
                : row.beforeVelocity() - row.weekVelocity();
    }

    /** What grew and was not called, the nearest first; empty where something was called. */
    List<Trend> candidates() {
        return toldTrends().isEmpty()
                ? trends.stream()
                        .filter(trend -> trend.growthOr0() > 0 && isRelevant(trend.relevance()))
                        .filter(trend -> !trend.fallsShortBy(Shortfall.LABEL))
                        .toList()
                : List.of();
    }

    /** The candidate that missed fewest conditions; empty where something was called or nothing grew. */
    Optional<Trend> nearest() {
        return candidates().stream().findFirst();
    }

    /** The repositories that carry a subject's growth, the first of them first; those that its label does not fit are left out. */
    List<TrendMember> carriers(Trend trend) {
        return members.stream()
                .filter(member -> member.subjectType().equals(trend.subjectType())
                        && member.subjectKey().equals(trend.subjectKey()))
                .filter(member -> !Boolean.FALSE.equals(member.confirmsLabel()))
                .toList();
    }

    /** Whether the words of a repository are known to fit the label of a subject that it carries. */
    boolean confirms(Trend trend, String repoKey) {
        return members.stream()
                .filter(member -> member.subjectType().equals(trend.subjectType())
                        && member.subjectKey().equals(trend.subjectKey())
                        && member.repoKey().equals(repoKey))
                .anyMatch(member -> Boolean.TRUE.equals(member.confirmsLabel()));
    }

    /** Whether something of this relevance may lead; what is unknown may. */
    boolean isRelevant(@Nullable String relevance) {
        return relevance == null || rules.relevance().contains(relevance);
    }

    Optional<Movement> movement(String repoKey) {
        return movements.stream()
                .filter(movement -> movement.repoKey().equals(repoKey))
                .findFirst();
    }

    /** How the surfacing moved: by their probability where all have one, else by the share of the month that the week brought. */
    List<Movement> picks() {
        List<Movement> shown = surfacing().stream()
                .flatMap(signal -> movement(signal.repoKey()).stream())
                // What lost stars in the weeks before has no month to compare its week with.
                .filter(row -> row.weekShare() != null || row.monthGain() == null)
                .toList();
        List<Movement> judged =
                shown.stream().filter(row -> row.probability() != null).toList();
        // The youngest have none; a table has one order.
        if (judged.size() >= FEWEST_JUDGED) {
            shown = judged;
        }
        boolean hasProbability = hasProbability(shown);
        Comparator<Movement> order = hasProbability
                ? Comparator.comparing(Movement::probability, Comparator.nullsLast(Comparator.reverseOrder()))
                : Comparator.comparing(Movement::weekShare, Comparator.nullsLast(Comparator.reverseOrder()));
        return sorted(shown, order.thenComparing(Movement::repoKey));
    }

    /** Those of them that would matter most and say what they are, in their order: a handful of stars is no news. */
    List<Movement> listed(int most) {
        List<Movement> all = picks();
        List<Movement> largest = hasProbability(all)
                ? sorted(all, Comparator.comparingDouble(ArticleInputs::atStake).reversed())
                : all;
        // What the article recommends or makes a call on is always among them, if it can be said what it is.
        Optional<Movement> pick = pick();
        List<Movement> described =
                largest.stream().filter(row -> row.summary() != null).toList();
        List<Movement> kept = sorted(
                        described.isEmpty() ? largest : described,
                        Comparator.<Movement, Boolean>comparing(row -> !pick.equals(Optional.of(row)))
                                .thenComparing(row -> !isBreakoutCalled(row))
                                .thenComparing(row -> row.summary() == null))
                .stream()
                .limit(most)
                .toList();
        return all.stream().filter(kept::contains).toList();
    }

    private static boolean hasProbability(List<Movement> rows) {
        return rows.stream().allMatch(row -> row.probability() != null);
    }

    /**
     * The surfacing repository to open first: one that readers build with, whose relevance is known, that a call is made on and that
     * gained over several days; of those the one whose call would matter most, without probabilities the first of {@link #picks}.
     */
    Optional<Movement> pick() {
        List<Movement> relevant = picks().stream()
                .filter(row -> isRelevant(row.relevance()) && row.weekShare() != null)
                .toList();
        Comparator<Movement> order = Comparator.<Movement, Boolean>comparing(row -> row.relevance() == null)
                // What cannot be said to be one thing or another is no advice, and what is read cannot be tried.
                .thenComparing(row -> row.summary() == null || isRead(row))
                .thenComparing(row -> row.dayShare() == null
                        || row.dayShare() >= ONE_DAY
                        || (row.bestDayShare() != null && row.bestDayShare() >= ONE_DAY))
                .thenComparing(row -> !isCalled(row))
                .thenComparing(row -> row.subject() == null)
                .thenComparing(
                        Comparator.comparingDouble(ArticleInputs::atStake).reversed());
        // A stable order: without probabilities nothing is at stake, and the first stays the first.
        return sorted(relevant, order).stream().findFirst();
    }

    private boolean isBreakoutCalled(Movement row) {
        return breakout().stream()
                .anyMatch(prediction -> prediction.subjectKey().equals(row.repoKey()));
    }

    /** Whether it is read, not run: a list, a course, a collection. */
    static boolean isRead(Movement row) {
        return row.summary() != null && READING.matcher(row.summary()).find();
    }

    /** The claims of tonight that a repository breaks out. */
    List<Prediction> breakout() {
        return madeToday().stream()
                .filter(prediction -> prediction.kind().equals(ClaimKind.BREAKOUT.value()))
                .toList();
    }

    /** Whether a call of the night is about the repository. */
    boolean isCalled(Movement row) {
        return madeToday().stream()
                .anyMatch(prediction -> prediction.subjectKey().equals(row.repoKey()));
    }

    /** Stars a call is about: what must come, by how likely it is. */
    private static double atStake(Movement row) {
        return row.probability() == null || row.neededGain() == null ? 0 : row.probability() * row.neededGain();
    }

    /** The steady climber of the night. */
    Optional<Movement> quietMover() {
        return highlights(HighlightKind.QUIET_MOVER).stream()
                .findFirst()
                .flatMap(highlight -> movement(highlight.subjectKey()))
                .filter(row -> row.monthGain() != null && row.weekGain() != null && row.summary() != null);
    }

    /** The claim about {@link #pick}, else the one that would matter most, about a repository that readers build with. */
    Optional<Prediction> call() {
        String picked = pick().map(Movement::repoKey).orElse("");
        return madeToday().stream()
                .filter(prediction -> prediction.subjectType().equals(SubjectType.REPOSITORY.value())
                        && !prediction.kind().equals(ClaimKind.STARS_REACHED.value()))
                .filter(prediction -> movement(prediction.subjectKey())
                        .filter(row -> row.neededGain() != null && row.timesUsual() != null)
                        .isPresent())
                .min(Comparator.<Prediction, Boolean>comparing(
                                prediction -> !prediction.subjectKey().equals(picked))
                        // A reader must be told what it is.
                        .thenComparing(prediction ->
                                movement(prediction.subjectKey()).orElseThrow().summary() == null)
                        .thenComparing(prediction -> !isRelevant(
                                movement(prediction.subjectKey()).orElseThrow().relevance()))
                        .thenComparing(Comparator.comparingDouble((Prediction prediction) -> atStake(
                                        movement(prediction.subjectKey()).orElseThrow()))
                                .reversed())
                        .thenComparing(Prediction::predictionId));
    }

    /** The claim of tonight, else the one still open, that a field keeps its share; empty where there is none. */
    Optional<Prediction> shareClaim(Trend field) {
        return predictions.stream()
                .filter(prediction -> prediction.kind().equals(ClaimKind.FIELD_SHARE.value())
                        && prediction.subjectKey().equals(field.subjectKey())
                        && prediction.dueOn().isAfter(day))
                .max(Comparator.comparing(Prediction::madeOn));
    }

    /** The claim of tonight that a repository reaches a round number of stars, the evenest first; of those readers build with. */
    Optional<Prediction> milestone() {
        return madeToday().stream()
                .filter(prediction -> prediction.kind().equals(ClaimKind.STARS_REACHED.value()))
                .filter(prediction -> movement(prediction.subjectKey())
                        .filter(row -> isRelevant(row.relevance()))
                        .isPresent())
                .min(Comparator.<Prediction, Boolean>comparing(prediction ->
                                movement(prediction.subjectKey()).orElseThrow().summary() == null)
                        .thenComparing(prediction -> Math.abs(prediction.probability() - 1.0 / 2))
                        .thenComparing(Prediction::predictionId));
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

    private static <T> List<T> sorted(List<T> rows, Comparator<? super T> order) {
        return rows.stream().sorted(order).toList();
    }
}
