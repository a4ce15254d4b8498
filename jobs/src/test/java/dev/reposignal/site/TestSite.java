package dev.reposignal.site;

import static dev.reposignal.testing.TestRows.columns;

import dev.reposignal.article.ArticlePage;
import dev.reposignal.config.Settings;
import dev.reposignal.row.RowReference;
import dev.reposignal.row.Rows;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a site is made of, in memory; one page of every kind, with a text of the test's choice where others write. */
public record TestSite(List<ArticlePage> pages, @Nullable String outside, Map<LocalDate, String> runs)
        implements SiteContent {
    public static final Settings.Site SETTINGS = settings("");
    public static final DataLicence LICENCE = new DataLicence("CC-BY-4.0");
    public static final String REPOSITORY = "name:acme/rocket";
    public static final String CLUSTER = "c-0123456789";
    public static final LocalDate LATEST = LocalDate.of(2026, 3, 6);

    private static final Map<String, String> METHOD_SETTINGS = """
            signal.tracked         | 50
            signal.surfacing       | 15
            signal.early_stars     | 20000
            signal.early_speedup   | 1.25
            signal.surfacing_stars | 30000
            signal.surfacing_stay  | 1.5
            predict.breakout_gain  | 500
            predict.breakout_ratio | 2.0
            predict.breakout_share | 0.1
            """.lines()
            .map(line -> line.split(" *\\| *", -1))
            .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));

    /** Writes a site as {@link Site} does, with a licence of its data. */
    public static Path published(Path site, Settings.Site settings, SiteContent content) {
        return published(site, settings, content, List.of());
    }

    /** The same with more files. */
    public static Path published(
            Path site, Settings.Site settings, SiteContent content, List<? extends SiteAddition> additions) {
        return Site.published(site, settings, LICENCE, content, additions);
    }

    public static Settings.Site settings(String baseUrl) {
        return new Settings.Site(
                "RepoSignal",
                "Siggy",
                "Signal Scout",
                baseUrl,
                List.of("Example & Sons", "<b>Street</b> 1"),
                List.of("No cookies.", "No scripts."));
    }

    /** A site of nothing but so many articles. */
    static TestSite ofArticles(int count) {
        return new TestSite(articles(count), null, Map.of());
    }

    /** A site of articles whose runs are known, by their day. */
    static TestSite ofRuns(List<ArticlePage> articles, Map<LocalDate, String> runs) {
        return new TestSite(articles, null, runs);
    }

    /** A site with a page of every kind; everything a stranger can write is this text. */
    public static TestSite full(String outside) {
        return new TestSite(
                List.of(
                        page(
                                LocalDate.of(2026, 2, 27),
                                "A quiet week",
                                "<article><h1>A quiet week</h1><p>Nothing moved.</p></article>"),
                        page(LATEST, "Rockets climb", "<article><h1>Rockets climb</h1><p>One did.</p></article>")),
                outside,
                Map.of());
    }

    static List<ArticlePage> articles(int count) {
        List<ArticlePage> articles = new ArrayList<>();
        for (int day = 1; day <= count; day++) {
            articles.add(new ArticlePage(
                    LocalDate.of(2026, 3, day),
                    "Title <" + day + ">",
                    "Standfirst & more " + day,
                    "# Markdown " + day + "\n",
                    "<article><h1>Title</h1><p>Body " + day + "</p></article>"));
        }
        return articles;
    }

    private static ArticlePage page(LocalDate day, String title, String body) {
        return new ArticlePage(day, title, "What happened on " + day + ".", "# " + title + "\n", body);
    }

    private boolean isFull() {
        return outside != null;
    }

    private String text() {
        return outside == null ? "" : outside;
    }

    private <T> List<T> ifFull(List<T> all) {
        return isFull() ? all : List.of();
    }

    @Override
    public Edition edition() {
        List<Edition.ArticleHeading> headings = pages.stream()
                .sorted(Comparator.comparing(ArticlePage::day).reversed())
                .map(page -> new Edition.ArticleHeading(page.day(), page.title(), page.standfirst(), run(page.day())))
                .toList();
        return new Edition(
                headings.isEmpty() ? null : headings.get(0).day(),
                Map.of("articles", 3L, "repo_signals", 7L),
                headings,
                isFull() ? Set.of(REPOSITORY, "name:" + text()) : Set.of(),
                isFull() ? Map.of(CLUSTER, text(), "c-00000000ff", "older theme") : Map.of());
    }

    private Edition.@Nullable Run run(LocalDate day) {
        String run = runs.get(day);
        return run == null ? null : new Edition.Run(run, Map.of("articles", (long) day.getDayOfMonth()), "");
    }

    @Override
    public Iterator<ArticleNight> articles(List<LocalDate> days) {
        return pages.stream()
                .filter(page -> days.contains(page.day()))
                .sorted(Comparator.comparing(page -> days.indexOf(page.day())))
                .map(page -> new ArticleNight(
                        page,
                        ifFull(List.of(new RepositoryName(REPOSITORY, text()))),
                        ifFull(List.of(new LeftRepository(
                                REPOSITORY, text(), "the probability of a break-out fell from 20.0% to 5.0%"))),
                        ifFull(List.of(
                                new NamedFact("f0001", REPOSITORY, null), new NamedFact("f0002", null, CLUSTER))),
                        ifFull(List.of(new PrintedFact(
                                "f0001",
                                "picks",
                                text(),
                                null,
                                "",
                                "repo_movement",
                                "{\"repo_key\":\"" + REPOSITORY + "\"}",
                                "full_name",
                                7L)))))
                .iterator();
    }

    @Override
    public Iterator<Week> weeks() {
        return ifFull(List.of(
                        new Week(
                                LocalDate.of(2026, 3, 2),
                                List.of(LATEST),
                                List.of(),
                                List.of(
                                        surfaced(REPOSITORY, "acme/rocket", true),
                                        surfaced("name:" + text(), text(), false)),
                                List.of(claim("repository", REPOSITORY, "hit"))),
                        new Week(
                                LocalDate.of(2026, 2, 23),
                                List.of(LocalDate.of(2026, 2, 27)),
                                List.of(new Week.Trend(LocalDate.of(2026, 2, 27), text(), 0.44, 0.15)),
                                List.of(),
                                List.of())))
                .iterator();
    }

    private Week.Surfaced surfaced(String repoKey, String fullName, boolean isNew) {
        return new Week.Surfaced(
                repoKey,
                fullName,
                2,
                1,
                isNew ? LATEST : LocalDate.of(2026, 2, 20),
                isNew,
                text(),
                4_321,
                55.5,
                new BigDecimal("81.25"));
    }

    Claim claim(String subjectType, String subjectKey, @Nullable String outcome) {
        boolean isGraded = outcome != null;
        LocalDate madeOn = isGraded ? LocalDate.of(2026, 2, 2) : LATEST;
        return new Claim(
                "%s:%s".formatted(madeOn, subjectKey),
                madeOn,
                madeOn.plusDays(28),
                "breakout",
                1,
                subjectType,
                subjectKey,
                text(),
                "gains at least 100 stars: " + text(),
                0.3125,
                0.012,
                subjectType.equals("repository") ? 4_321L : null,
                subjectType.equals("repository") ? 1_500L : null,
                outcome,
                isGraded ? LocalDate.of(2026, 3, 3) : null,
                isGraded ? LocalDate.of(2026, 3, 2) : null,
                isGraded ? 812.0 : null,
                "stars",
                isGraded ? "gained 812 stars: " + text() : null);
    }

    @Override
    public Iterator<Repository> repositories() {
        return ifFull(List.of(
                        repository(REPOSITORY, "acme/rocket", List.of()),
                        repository("name:" + text(), text(), List.of("is_level_shift", "is_new_arrival"))))
                .iterator();
    }

    private Repository repository(String repoKey, String fullName, List<String> flags) {
        return new Repository(
                repoKey,
                signal(repoKey, fullName, 4_321, flags),
                text(),
                List.of(text()),
                false,
                List.of(
                        component(repoKey, "day_surge", 3.24, "ratio", "35.00", "29.70"),
                        component(repoKey, "burst", null, "robust deviations", "10.00", "0.00")),
                List.of(
                        new Repository.BoardNight(LATEST, "surfacing", 2, 4_321, new BigDecimal("81.25"), 0.3125),
                        new Repository.BoardNight(
                                LocalDate.of(2026, 2, 27), "tracked", 40, 3_933, new BigDecimal("60.00"), null)),
                CLUSTER,
                List.of(claim("repository", repoKey, null), claim("repository", repoKey, "miss")),
                counts());
    }

    private Rows.RepoSignal signal(String repoKey, String fullName, long stars, List<String> flags) {
        return signal(
                row(Tables.REPO_SIGNALS, LATEST, """
                        owner | history_days | stars_gained_24h | stars_gained_7d | velocity_24h | velocity_7d | acceleration | burst
                        acme  | 60           | 60               | 388             | 60.0         | 55.43       | -3.2         | 12.5
                        """),
                row(Tables.REPO_SIGNALS, LATEST, """
                        signal_score | signal_rank | breakout_probability | board_place | tier
                        81.25        | 3           | 0.3125               | 2           | surfacing
                        """),
                columns("repo_key | full_name | stars | language").row(repoKey, fullName, stars, text()),
                flags);
    }

    /** A repository without a score or a velocity. */
    private static Rows.RepoSignal watched(String repoKey, String fullName, long stars) {
        return signal(
                row(Tables.REPO_SIGNALS, LATEST, """
                        owner | history_days | tier
                        acme  | 1            | watched
                        """),
                Map.of(),
                columns("repo_key | full_name | stars").row(repoKey, fullName, stars),
                List.of());
    }

    private static Rows.RepoSignal signal(
            Map<String, @Nullable Object> measures,
            Map<String, @Nullable Object> board,
            Map<String, @Nullable Object> named,
            List<String> flags) {
        Map<String, @Nullable Object> signal = new HashMap<>(measures);
        signal.putAll(board);
        signal.putAll(named);
        Flags.ALL.forEach(flag -> signal.put(flag, flags.contains(flag)));
        Object key = Objects.requireNonNull(signal.get("repo_key"));
        return Rows.read(
                Rows.RepoSignal.class,
                RowReference.of("repo_signals", 7, "snapshot_date", LATEST, "repo_key", key),
                signal::get);
    }

    private static Map<String, @Nullable Object> row(Table table, LocalDate day, String text) {
        return TestRows.rows(table, day, text).get(0);
    }

    private static Rows.ScoreComponent component(
            String repoKey, String component, @Nullable Double rawValue, String unit, String weight, String points) {
        return new Rows.ScoreComponent(
                RowReference.of(
                        "score_components", 7, "snapshot_date", LATEST, "repo_key", repoKey, "component", component),
                repoKey,
                component,
                rawValue,
                unit,
                null,
                new BigDecimal(weight),
                new BigDecimal(points));
    }

    private static List<Repository.Count> counts() {
        List<Repository.Count> counts = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            boolean isMissing = day > 20 && day < 28;
            if (!isMissing) {
                counts.add(new Repository.Count(LATEST.minusDays(59 - day), 3_000 + day * day / 3));
            }
        }
        return counts;
    }

    @Override
    public Iterator<Cluster> clusters() {
        return ifFull(List.of(
                        cluster(CLUSTER, text(), LATEST, true),
                        cluster("c-00000000ff", "older theme", LocalDate.of(2026, 2, 27), false)))
                .iterator();
    }

    private Cluster cluster(String id, String label, LocalDate lastDay, boolean isForming) {
        return new Cluster(
                id,
                List.of(night(id, label, lastDay, isForming)),
                List.of(new Cluster.Surfaced(REPOSITORY, text(), 2, LATEST)),
                List.of(watched("name:acme/watched", text(), 900)),
                List.of(
                        new Cluster.Event(lastDay, "split", id, "c-00000000aa", 20, 60, 20),
                        new Cluster.Event(lastDay, "born", id, null, 1, 0, 0),
                        new Cluster.Event(lastDay, "merged", CLUSTER, "c-00000000ff", 0, 30, 25)),
                List.of(claim("cluster", id, null)));
    }

    private Rows.Cluster night(String id, String label, LocalDate day, boolean isForming) {
        Map<String, @Nullable Object> cluster = row(Tables.CLUSTERS, day, """
                repos | owners | accelerating_repos | accelerating_owners | tracked_repos | surfacing_repos | age_days
                58    | 51     | 30                 | 28                  | 2             | 1               | 30
                """);
        cluster.putAll(row(Tables.CLUSTERS, day, """
                velocity_7d | velocity_28d | acceleration | cohesion | forming_score | x   | y
                640.5       | 200.25       | 440.25       | 0.71     | 61.5          | 0.5 | -0.25
                """));
        cluster.putAll(columns("cluster_id | label | keywords | is_forming | forming_rank")
                .row(id, label, List.of("rocket", text()), isForming, isForming ? 1 : null));
        return Rows.read(
                Rows.Cluster.class,
                RowReference.of("clusters", 5, "snapshot_date", day, "cluster_id", id),
                cluster::get);
    }

    @Override
    public List<ListedCluster> latestClusters() {
        return ifFull(List.of(new ListedCluster(
                night(CLUSTER, text(), LATEST, true),
                text(),
                "technology",
                List.of(
                        new ListedCluster.Pace(LocalDate.of(2026, 2, 27), 480.25),
                        new ListedCluster.Pace(LATEST, 640.5)),
                List.of(new RepositoryName(REPOSITORY, "acme/rocket")))));
    }

    @Override
    public Iterator<LedgerMonth> ledger() {
        return ifFull(List.of(
                        new LedgerMonth(
                                YearMonth.of(2026, 3),
                                List.of(claim("repository", REPOSITORY, null), claim("language", "Zig", null))),
                        new LedgerMonth(
                                YearMonth.of(2026, 2),
                                List.of(
                                        claim("cluster", CLUSTER, "hit"),
                                        claim("repository", REPOSITORY, "unobservable")))))
                .iterator();
    }

    @Override
    public Optional<TrackRecord> trackRecord() {
        if (!isFull()) {
            return Optional.empty();
        }
        TrackRecord.Sum all = new TrackRecord.Sum("all", 40, 30, 3, 6, 1, 0.333, 0.02, 0.21, -0.04);
        return Optional.of(new TrackRecord(
                LATEST,
                all,
                List.of(
                        new TrackRecord.Sum("breakout", 38, 30, 2, 5, 1, 0.286, 0.012, 0.2, 0.1),
                        new TrackRecord.Sum("cluster_growth", 2, 0, 1, 1, 0, null, null, null, null)),
                List.of(bin(1, 5, 1, 0.06, 0.2), bin(4, 4, 2, 0.34, 0.5))));
    }

    private static Rows.Bin bin(int bin, long predictions, long hits, double meanProbability, double hitRate) {
        return new Rows.Bin(
                RowReference.of("track_record_bins", 7, "snapshot_date", LATEST, "kind", "all", "bin", bin),
                "all",
                bin,
                predictions,
                hits,
                meanProbability,
                hitRate);
    }

    @Override
    public Optional<NightMethod> method() {
        if (!isFull()) {
            return Optional.empty();
        }
        return Optional.of(new NightMethod(
                LATEST,
                "2026-03-06-0001",
                "0.1.0",
                METHOD_SETTINGS,
                13_573,
                12_900,
                List.of(
                        new NightMethod.Weight("day_surge", "ratio", new BigDecimal("35.00")),
                        new NightMethod.Weight("burst", "robust deviations", new BigDecimal("10.00"))),
                List.of(
                        new NightMethod.Turnover(LATEST, 15, 6, 0.4, 11, 11 / 15.0),
                        new NightMethod.Turnover(LATEST.minusDays(7), 15, null, null, null, null)),
                new Rows.Model(
                        RowReference.of("models", 2, "model_id", "breakout-trees-v2"),
                        "breakout-trees-v2",
                        LocalDate.of(2026, 3, 5),
                        0.0112,
                        Map.of("held_out_auc", 0.9016, "rows", 397_132.0)),
                new NightMethod.Coverage(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 5), 281, 74, 52),
                TestRows.rows(Tables.FEED_HEALTH, """
                                snapshot_date | repos | coverage | compared_repos | share_unchanged | share_negative | is_purge_day | verdict
                                2026-03-06    | 13573 | 1.02     | 13573          | 0.6             | 0.04           | false        | publish
                                2026-03-05    | 4000  | 0.3      | 4000           | null            | null           | true         | hold
                                """).stream()
                        .map(this::feedDay)
                        .toList()));
    }

    private Rows.FeedHealth feedDay(Map<String, @Nullable Object> row) {
        row.putAll(columns("is_thin | is_frozen | reason")
                .row(false, false, "hold".equals(row.get("verdict")) ? text() : null));
        return Rows.read(
                Rows.FeedHealth.class,
                RowReference.of("feed_health", 7, "snapshot_date", Objects.requireNonNull(row.get("snapshot_date"))),
                row::get);
    }

    @Override
    public List<Rows.Trend> trends() {
        return ifFull(List.of(
                trend("field", "AI agents", 1, 0.38, 0.34, false),
                trend("field", text(), 3, 0.07, 0.08, false),
                trend("cluster", CLUSTER, 2, 0.02, 0.01, true)));
    }

    @Override
    public List<BoardChange> boardChanges() {
        LocalDate before = LocalDate.of(2026, 2, 27);
        return ifFull(List.of(
                new BoardChange(before, REPOSITORY, text(), 2, "surfacing", 40, "tracked", before, null),
                new BoardChange(before, "name:acme/kept", "acme/kept", 3, "surfacing", 1, "surfacing", before, null),
                new BoardChange(
                        before,
                        "name:" + text(),
                        text(),
                        null,
                        null,
                        2,
                        "surfacing",
                        before,
                        "it fell from 120 to 20 stars a day")));
    }

    @Override
    public List<Mover> movers() {
        return ifFull(List.of(
                new Mover(1, 1, REPOSITORY, "acme/rocket", "Rust", 4_321, 60, 1, 60.0, 0.0141, "surfacing"),
                new Mover(7, 1, REPOSITORY, "acme/rocket", "Rust", 4_321, 388, 7, 55.4, 0.0987, "surfacing"),
                new Mover(7, 2, "name:" + text(), text(), text(), 900, 40, 8, 5.0, null, "watched")));
    }

    @Override
    public List<Mover> quietClimbers() {
        return ifFull(
                List.of(new Mover(28, 1, REPOSITORY, "acme/rocket", null, 4_321, 900, 28, 32.1, 0.26, "watched")));
    }

    private Rows.Trend trend(
            String subjectType,
            String subjectKey,
            int position,
            double weekShare,
            double beforeShare,
            boolean isTrend) {
        Map<String, @Nullable Object> trend = row(Tables.TRENDS, LATEST, """
                repos | owners | week_stars | before_stars | week_velocity | before_velocity | growth | rest_growth
                459   | 449    | 161987     | 342171       | 23141.0       | 16293.9         | 0.42   | 0.21
                """);
        trend.putAll(row(Tables.TRENDS, LATEST, """
                largest_repo_key | largest_name | leader_repo_key  | leader_name | rising_owners | falling_owners
                name:acme/rocket | acme/rocket  | name:acme/rocket | acme/rocket | 123           | 46
                """));
        trend.putAll(
                columns("subject_type | subject_key | subject_name | week_share | before_share | is_trend | position")
                        .row(subjectType, subjectKey, subjectKey, weekShare, beforeShare, isTrend, position));
        return Rows.read(
                Rows.Trend.class,
                RowReference.of(
                        "trends", 7, "snapshot_date", LATEST, "subject_type", subjectType, "subject_key", subjectKey),
                trend::get);
    }

    @Override
    public Optional<BacktestProof> backtest() {
        return isFull()
                ? Optional.of(new BacktestProof(
                        "2025-07-01..2026-01-31",
                        LocalDate.of(2025, 7, 1),
                        LocalDate.of(2026, 1, 31),
                        31,
                        new BacktestProof.Share(0.263, 0.231, 0.296),
                        new BacktestProof.Share(0.08, 0.061, 0.101),
                        0.0021,
                        0.975,
                        List.of(
                                new BacktestProof.Bin(1, 0.02, 0.018, 0.016, 0.021, 410_000),
                                new BacktestProof.Bin(4, 0.34, 0.29, null, null, 61))))
                : Optional.empty();
    }

    @Override
    public List<MappedRepository> leading() {
        return ifFull(List.of(
                new MappedRepository(signal(REPOSITORY, "acme/rocket", 4_321, List.of()), CLUSTER, 0.4, -0.2),
                new MappedRepository(watched("name:" + text(), text(), 10), null, null, null)));
    }
}
