package dev.reposignal.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Every setting of RepoSignal. {@code defaults.yaml} has the defaults and explanations; {@link SettingsLoader} reads
 * them.
 */
public record Settings(
        Paths paths,
        Health health,
        Signal signal,
        Cluster cluster,
        Predict predict,
        Young young,
        Trend trend,
        Article article,
        Site site,
        Catalog catalog,
        Collect collect,
        Watch watch,
        Alert alert,
        Data data,
        Lineage lineage) {

    /**
     * Where the tables are.
     *
     * @param lake folder of the tables, or any Hadoop path; "" if it is named on the command line
     */
    public record Paths(String lake) {}

    /**
     * When a day is held back.
     *
     * @param minimumCoverage share of the trailing median of repositories below which a day is thin, 0-1
     * @param frozenShare share of unchanged counts from which a day is frozen, 0-1
     * @param purgeShare share of falling counts from which a day is a purge day, 0-1
     * @param distribution bounds on how the day's counts differ from those of the day before
     */
    public record Health(double minimumCoverage, double frozenShare, double purgeShare, Distribution distribution)
            implements Serializable {}

    /**
     * Bounds beyond which a day's counts are no day of GitHub's. Shares are of the repositories observed on both days, 0-1.
     *
     * @param levelChange relative change a day of the median count from which the day is held
     * @param zeroShare share of counts that became 0 from which the day is held
     * @param fallenShare share of falling counts from which the day is held
     * @param jumpedShare share of counts that halved or doubled from which the day is held
     * @param roundedShare share of counts of 1,000 and more that are whole hundreds from which the day is held
     * @param sameStepShare share of counts with one and the same change from which the day is held
     * @param sameLargeStepShare the same for one change of at least 10 stars
     * @param sameRatioShare share of counts that change by one and the same rate of at least 3 % a day, large counts of
     *     0.5 %, from which the day is held
     * @param staleShare share of what usually changes and now repeats an earlier day from which the day is held
     * @param staleSourceShare the same within one source
     * @param sourceShare share of the feed from which a stale source holds the day; below, it is only warned of
     * @param comparableShare share of the rows that the day before has too below which the day is held
     * @param idShare change of the share of rows with a numeric id from which the day is held
     * @param switchedShare share of repositories whose stars are another of their counts from which the day is held
     * @param swappedPairs pairs of repositories that exchanged their counts from which the day is held
     */
    public record Distribution(
            double levelChange,
            double zeroShare,
            double fallenShare,
            double jumpedShare,
            double roundedShare,
            double sameStepShare,
            double sameLargeStepShare,
            double sameRatioShare,
            double staleShare,
            double staleSourceShare,
            double sourceShare,
            double comparableShare,
            double idShare,
            double switchedShare,
            long swappedPairs)
            implements Serializable {}

    /**
     * What the board shows.
     *
     * @param tracked repositories on the board, surfacing and tracked
     * @param surfacing repositories in the surfacing tier
     * @param earlyStars with a model, the most stars of a repository that is tracked for its velocity_24h
     * @param earlySpeedup with a model, the least velocity_24h / velocity_28d of such a repository
     * @param surfacingStars with a model, the stars above which the surfacing score falls in proportion
     * @param surfacingStay with a model, the factor of the surfacing score of a repository that surfaced the night before
     */
    public record Signal(
            int tracked,
            int surfacing,
            long earlyStars,
            double earlySpeedup,
            long surfacingStars,
            double surfacingStay) {}

    /**
     * How repositories are clustered.
     *
     * @param embedder minilm, tfidf or onnx
     * @param model path of the ONNX file, for onnx
     * @param pooling how onnx makes one vector of a text: mean or cls
     * @param clusters number of clusters; 0 determines it from the texts
     * @param seed seed of the random samples on which clusters are found
     * @param subjects path of the list of subjects; "" for the one that comes with RepoSignal
     * @param fields path of the list of fields; "" for the one that comes with RepoSignal
     */
    public record Cluster(
            String embedder, String model, String pooling, int clusters, long seed, String subjects, String fields) {
        /** The same with another number of clusters. */
        public Cluster withClusters(int number) {
            return new Cluster(embedder, model, pooling, number, seed, subjects, fields);
        }
    }

    /**
     * What is predicted.
     *
     * @param breakoutGain the least gain of a break-out in 28 days, in stars
     * @param breakoutRatio the least gain of a break-out as a multiple of the gain of the last 28 days
     * @param breakoutShare the least gain of a break-out as a share of the stars of the repository
     * @param repositories the most break-out predictions per night
     * @param modelMaxAgeDays an older model is not used
     */
    public record Predict(
            long breakoutGain, double breakoutRatio, double breakoutShare, int repositories, int modelMaxAgeDays)
            implements Serializable {}

    /**
     * Repositories created in the last 28 days.
     *
     * @param repositories ranks of the board that are reserved for them, and the most predictions about them per night
     * @param mostStars with so many stars a repository is known already
     */
    public record Young(int repositories, long mostStars) implements Serializable {}

    /**
     * What may be called a trend.
     *
     * @param minimumGrowth growth of the week over the three weeks before it, by itself and over that of all else, 0-1
     * @param falseDiscoveryRate expected share of chance findings among those called, 0-1
     * @param pastWeeks earlier weeks that a week is compared with
     * @param minimumPastWeeks fewer earlier weeks say nothing about chance
     * @param minimumPace stars a day in the three weeks before, below which a few stars decide
     * @param minimumOwners independent owners whose repositories grow
     * @param minimumLabelFit share of the fastest growing members that the label fits, 0-1
     * @param relevance what an article may lead with, as in {@code clusters.relevance}
     * @param most trends that one article tells
     */
    public record Trend(
            double minimumGrowth,
            double falseDiscoveryRate,
            int pastWeeks,
            int minimumPastWeeks,
            double minimumPace,
            int minimumOwners,
            double minimumLabelFit,
            List<String> relevance,
            int most)
            implements Serializable {
        public Trend {
            relevance = List.copyOf(relevance);
        }
    }

    /**
     * Who writes the paragraphs of an article.
     *
     * @param writer phrases or model
     * @param baseUrl address of a server with the chat-completions interface, up to and without /chat/completions; "" if none
     * @param model name of the language model as the server knows it
     * @param timeoutSeconds the longest wait for one answer
     * @param limitSeconds the longest wait for all answers of a night
     * @param limitTokens the most tokens of a night, of questions and answers together
     */
    public record Article(
            String writer, String baseUrl, String model, int timeoutSeconds, int limitSeconds, int limitTokens) {
        /** The writer that needs no server. */
        public static final String PHRASES = "phrases";
        /** The writer that asks a language model. */
        public static final String MODEL = "model";

        public Article {
            baseUrl = baseUrl.replaceAll("/+$", "");
        }

        public boolean asksModel() {
            return writer.equals(MODEL);
        }

        /** Whether nobody between here and the server can read what is sent: it is encrypted, or stays on this machine. */
        public boolean isPrivate() {
            return Settings.isPrivate(baseUrl);
        }
    }

    /**
     * What the collector asks GitHub for.
     *
     * @param api address of GitHub's API, without a slash at the end
     * @param minutes the longest a collection may take; then it closes with what it has
     * @param pointReserve points of GraphQL and requests of REST that are left to other programs with the same token
     * @param goneAfterNights nights in a row in which a repository is missing before it is looked for by its id
     * @param detailsDays nights over which topics and open issues of everything are asked for
     * @param youngDays age up to which a repository comes before older ones where the points run out
     * @param leaveAfterDays days that a discovered repository is followed at least
     * @param leaveBelowStars then it is left if it has fewer stars than this
     * @param leaveBelowGain and gains fewer in 28 days than this
     * @param mostFollowed discovery follows no more than so many
     * @param newbornStars discovery follows nothing with fewer stars than this
     * @param newbornDays age up to which repositories are searched for every night, in days; 0 for no such search
     * @param rotaDays age up to which they are searched for once a week, in days
     * @param bandStars repositories with so many stars and more are searched for, a seventh a night; 0 for no such search
     * @param trendingFile file with names from a trending list, as hints; "" for none
     * @param hackerNews address of Algolia's API for Hacker News, for hints; "" for none
     * @param historyRequests star histories read in a night; 0 for none
     */
    public record Collect(
            String api,
            int minutes,
            int pointReserve,
            int goneAfterNights,
            int detailsDays,
            int youngDays,
            int leaveAfterDays,
            long leaveBelowStars,
            long leaveBelowGain,
            long mostFollowed,
            long newbornStars,
            int newbornDays,
            int rotaDays,
            long bandStars,
            String trendingFile,
            String hackerNews,
            int historyRequests) {}

    /**
     * Texts and address of the site.
     *
     * @param title name of the publication
     * @param author byline
     * @param authorRole line under the byline
     * @param baseUrl public address of the site, without a slash at the end; "" if unknown
     * @param impressum lines of the Impressum page
     * @param datenschutz paragraphs of the Datenschutz page
     */
    public record Site(
            String title,
            String author,
            String authorRole,
            String baseUrl,
            List<String> impressum,
            List<String> datenschutz) {
        public Site {
            baseUrl = baseUrl.replaceAll("/+$", "");
            impressum = List.copyOf(impressum);
            datenschutz = List.copyOf(datenschutz);
        }
    }

    /**
     * Watchlists.
     *
     * @param folder folder of the lists; "" for watchlists beside the configuration file
     */
    public record Watch(String folder) {}

    /**
     * Alerts.
     *
     * @param file file of the rules and channels; "" for alerts.yaml beside the configuration file
     * @param limitSeconds the longest that one channel may take
     */
    public record Alert(String file, int limitSeconds) {}

    /**
     * The public data of the site.
     *
     * @param publish whether the site has the folder data/v1
     * @param licence of all data that the site gives, as SPDX names it
     */
    public record Data(boolean publish, String licence) {}

    /**
     * Where the runs are told as events of OpenLineage.
     *
     * @param target address of a server that takes them, or path of a file; "" for nowhere
     * @param namespace namespace of the job in the events
     * @param timeoutSeconds the longest wait for the server's answer to one event
     */
    public record Lineage(String target, String namespace, int timeoutSeconds) {
        public boolean isServer() {
            return target.startsWith("http://") || target.startsWith("https://");
        }

        /** Whether nobody between here and the server can read what is sent. */
        public boolean isPrivate() {
            return Settings.isPrivate(target);
        }
    }

    /**
     * Registration of tables and views in Spark's catalog.
     *
     * @param database database of Spark's catalog; "" registers nothing
     */
    public record Catalog(String database) {}

    private static final String SERVER =
            "https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\])(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?";

    private static boolean isPrivate(String address) {
        return address.startsWith("https://")
                || address.matches("http://(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d+)?(/.*)?");
    }

    /** All invalid values, each as a sentence with the key; empty if all are valid. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        share(problems, "health.minimum_coverage", health.minimumCoverage());
        share(problems, "health.frozen_share", health.frozenShare());
        share(problems, "health.purge_share", health.purgeShare());
        Distribution distribution = health.distribution();
        aboveZero(problems, "health.distribution.level_change", distribution.levelChange());
        share(problems, "health.distribution.zero_share", distribution.zeroShare());
        share(problems, "health.distribution.fallen_share", distribution.fallenShare());
        share(problems, "health.distribution.jumped_share", distribution.jumpedShare());
        share(problems, "health.distribution.rounded_share", distribution.roundedShare());
        share(problems, "health.distribution.same_step_share", distribution.sameStepShare());
        share(problems, "health.distribution.same_large_step_share", distribution.sameLargeStepShare());
        share(problems, "health.distribution.same_ratio_share", distribution.sameRatioShare());
        share(problems, "health.distribution.stale_share", distribution.staleShare());
        share(problems, "health.distribution.stale_source_share", distribution.staleSourceShare());
        share(problems, "health.distribution.source_share", distribution.sourceShare());
        share(problems, "health.distribution.comparable_share", distribution.comparableShare());
        share(problems, "health.distribution.id_share", distribution.idShare());
        share(problems, "health.distribution.switched_share", distribution.switchedShare());
        atLeast(problems, "health.distribution.swapped_pairs", distribution.swappedPairs(), 1);
        atLeast(problems, "signal.tracked", signal.tracked(), 1);
        atLeast(problems, "signal.surfacing", signal.surfacing(), 1);
        atLeast(problems, "signal.early_stars", signal.earlyStars(), 1);
        aboveZero(problems, "signal.early_speedup", signal.earlySpeedup());
        atLeast(problems, "signal.surfacing_stars", signal.surfacingStars(), 1);
        atLeast(problems, "signal.surfacing_stay", signal.surfacingStay(), 1);
        share(problems, "trend.minimum_growth", trend.minimumGrowth());
        share(problems, "trend.false_discovery_rate", trend.falseDiscoveryRate());
        atLeast(problems, "trend.past_weeks", trend.pastWeeks(), 1);
        atLeast(problems, "trend.minimum_past_weeks", trend.minimumPastWeeks(), 1);
        aboveZero(problems, "trend.minimum_pace", trend.minimumPace());
        atLeast(problems, "trend.minimum_owners", trend.minimumOwners(), 1);
        share(problems, "trend.minimum_label_fit", trend.minimumLabelFit());
        atLeast(problems, "trend.most", trend.most(), 0);
        if (signal.surfacing() > signal.tracked()) {
            problems.add("signal.surfacing is %d but must not exceed signal.tracked, which is %d"
                    .formatted(signal.surfacing(), signal.tracked()));
        }
        if (!List.of("minilm", "tfidf", "onnx").contains(cluster.embedder())) {
            problems.add("cluster.embedder is '%s' but must be minilm, tfidf or onnx".formatted(cluster.embedder()));
        }
        if (cluster.embedder().equals("onnx") && cluster.model().isBlank()) {
            problems.add("cluster.embedder is onnx but cluster.model names no ONNX file");
        }
        if (!List.of("mean", "cls").contains(cluster.pooling())) {
            problems.add("cluster.pooling is '%s' but must be mean or cls".formatted(cluster.pooling()));
        }
        if (cluster.clusters() < 0 || cluster.clusters() == 1) {
            problems.add("cluster.clusters is %d but must be 0 (determined from the texts) or at least 2"
                    .formatted(cluster.clusters()));
        }
        atLeast(problems, "predict.breakout_gain", predict.breakoutGain(), 1);
        aboveZero(problems, "predict.breakout_ratio", predict.breakoutRatio());
        aboveZero(problems, "predict.breakout_share", predict.breakoutShare());
        atLeast(problems, "predict.repositories", predict.repositories(), 0);
        atLeast(problems, "predict.model_max_age_days", predict.modelMaxAgeDays(), 0);
        atLeast(problems, "young.repositories", young.repositories(), 0);
        atLeast(problems, "young.most_stars", young.mostStars(), 1);
        if (!List.of(Article.PHRASES, Article.MODEL).contains(article.writer())) {
            problems.add("article.writer is '%s' but must be phrases or model".formatted(article.writer()));
        }
        if (!article.baseUrl().isEmpty() && !article.baseUrl().matches(SERVER)) {
            problems.add("article.base_url is '%s' but must be an address like http://127.0.0.1:11434/v1, or empty"
                    .formatted(article.baseUrl()));
        }
        if (article.asksModel() && article.baseUrl().isEmpty()) {
            problems.add("article.writer is model but article.base_url names no server");
        }
        if (article.asksModel() && article.model().isBlank()) {
            problems.add("article.writer is model but article.model names no language model");
        }
        atLeast(problems, "article.timeout_seconds", article.timeoutSeconds(), 1);
        atLeast(problems, "article.limit_seconds", article.limitSeconds(), 1);
        atLeast(problems, "article.limit_tokens", article.limitTokens(), 1);
        if (!isAddress(collect.api())) {
            problems.add(
                    "collect.api is '%s' but must be an address like https://api.github.com, without a slash at the end"
                            .formatted(collect.api()));
        }
        if (!collect.hackerNews().isEmpty() && !isAddress(collect.hackerNews())) {
            problems.add(
                    "collect.hacker_news is '%s' but must be an address like https://hn.algolia.com/api/v1, without a slash at the end, or empty"
                            .formatted(collect.hackerNews()));
        }
        atLeast(problems, "collect.minutes", collect.minutes(), 1);
        atLeast(problems, "collect.point_reserve", collect.pointReserve(), 0);
        atLeast(problems, "collect.gone_after_nights", collect.goneAfterNights(), 1);
        atLeast(problems, "collect.details_days", collect.detailsDays(), 1);
        atLeast(problems, "collect.young_days", collect.youngDays(), 0);
        atLeast(problems, "collect.leave_after_days", collect.leaveAfterDays(), 1);
        atLeast(problems, "collect.leave_below_stars", collect.leaveBelowStars(), 0);
        atLeast(problems, "collect.leave_below_gain", collect.leaveBelowGain(), 0);
        atLeast(problems, "collect.most_followed", collect.mostFollowed(), 0);
        atLeast(problems, "collect.newborn_stars", collect.newbornStars(), 1);
        atLeast(problems, "collect.newborn_days", collect.newbornDays(), 0);
        atLeast(problems, "collect.band_stars", collect.bandStars(), 0);
        atLeast(problems, "collect.history_requests", collect.historyRequests(), 0);
        atLeast(problems, "collect.rota_days", collect.rotaDays(), collect.newbornDays());
        atLeast(problems, "alert.limit_seconds", alert.limitSeconds(), 1);
        if (lineage.target().contains("://") && !lineage.target().matches(SERVER)) {
            problems.add(
                    "lineage.target is '%s' but must be an address like http://127.0.0.1:5000/api/v1/lineage, a path, or empty"
                            .formatted(lineage.target()));
        }
        notBlank(problems, "lineage.namespace", lineage.namespace());
        atLeast(problems, "lineage.timeout_seconds", lineage.timeoutSeconds(), 1);
        if (!data.licence().matches("[A-Za-z0-9.+-]+")) {
            problems.add(
                    "data.licence is '%s' but must be an identifier of SPDX like CC-BY-4.0".formatted(data.licence()));
        }
        notBlank(problems, "site.title", site.title());
        notBlank(problems, "site.author", site.author());
        if (!site.baseUrl().matches("(https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?)?")) {
            problems.add("site.base_url is '%s' but must be an address like https://example.org/signals, or empty"
                    .formatted(site.baseUrl()));
        }
        if (!catalog.database().matches("([A-Za-z_]\\w*)?")) {
            problems.add("catalog.database is '%s' but must be letters, digits and underscores, or empty"
                    .formatted(catalog.database()));
        }
        return problems;
    }

    /** Whether a text is the address of an API: HTTPS, or this machine for tests. */
    private static boolean isAddress(String text) {
        return text.matches("https://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~/-]*[A-Za-z0-9])?")
                || text.matches("http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?(/[A-Za-z0-9._~/-]*[A-Za-z0-9])?");
    }

    private static void share(List<String> problems, String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            problems.add("%s is %s but must be between 0 and 1".formatted(key, value));
        }
    }

    private static void atLeast(List<String> problems, String key, long value, long minimum) {
        if (value < minimum) {
            problems.add("%s is %d but must be at least %d".formatted(key, value, minimum));
        }
    }

    private static void atLeast(List<String> problems, String key, double value, long minimum) {
        if (!(value >= minimum)) {
            problems.add("%s is %s but must be at least %d".formatted(key, value, minimum));
        }
    }

    private static void aboveZero(List<String> problems, String key, double value) {
        if (!(value > 0)) {
            problems.add("%s is %s but must be above 0".formatted(key, value));
        }
    }

    private static void notBlank(List<String> problems, String key, String value) {
        if (value.isBlank()) {
            problems.add("%s is empty but must be given".formatted(key));
        }
    }
}
