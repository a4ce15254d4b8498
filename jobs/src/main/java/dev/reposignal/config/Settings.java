package dev.reposignal.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Every setting of RepoSignal. Defaults and explanations stand in {@code defaults.yaml}; {@link SettingsLoader} reads
 * them.
 */
public record Settings(Health health, Signal signal, Cluster cluster, Predict predict, Site site, Catalog catalog) {

    /**
     * When a day is held back.
     *
     * @param minimumCoverage share of the trailing median of repositories below which a day is thin, 0-1
     * @param frozenShare share of unchanged counts from which a day is frozen, 0-1
     * @param purgeShare share of falling counts from which a day is a purge day, 0-1
     */
    public record Health(double minimumCoverage, double frozenShare, double purgeShare) {}

    /**
     * How many repositories are shown.
     *
     * @param tracked repositories in the tracked tier, surfacing included
     * @param surfacing repositories in the surfacing tier
     * @param earlyStars stars up to which a repository's day can bring it onto the board
     * @param earlySpeedup the day's velocity over the month's that this takes
     * @param surfacingStars stars up to which a model's odds can make a repository surface
     */
    public record Signal(int tracked, int surfacing, long earlyStars, double earlySpeedup, long surfacingStars) {}

    /**
     * How repositories are clustered.
     *
     * @param embedder minilm, tfidf or onnx
     * @param model path of the ONNX file, for onnx
     * @param pooling how onnx makes one vector of a text's words: mean or cls
     * @param clusters number of clusters; 0 chooses by the number of repositories
     * @param seed seed of k-means
     */
    public record Cluster(String embedder, String model, String pooling, int clusters, long seed) {}

    /**
     * What is predicted.
     *
     * @param breakoutGain stars a break-out gains at least in 28 days
     * @param breakoutRatio how many times the last 28 days' gain a break-out gains at least
     * @param repositories how many repositories a night predicts
     * @param modelMaxAgeDays days after which a trained model is too old to be asked
     */
    public record Predict(long breakoutGain, double breakoutRatio, int repositories, int modelMaxAgeDays)
            implements Serializable {}

    /**
     * The site's own words.
     *
     * @param title name of the publication
     * @param author byline
     * @param authorRole line under the byline
     * @param baseUrl where the site will stand on the net, without a slash at the end; "" where unknown
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
     * Where tables and views stand under their names besides the lake.
     *
     * @param database database of Spark's catalog; "" registers nothing
     */
    public record Catalog(String database) {}

    /** Everything wrong with the values, each as a sentence naming the key; empty when all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        share(problems, "health.minimum_coverage", health.minimumCoverage());
        share(problems, "health.frozen_share", health.frozenShare());
        share(problems, "health.purge_share", health.purgeShare());
        atLeast(problems, "signal.tracked", signal.tracked(), 1);
        atLeast(problems, "signal.surfacing", signal.surfacing(), 1);
        atLeast(problems, "signal.early_stars", signal.earlyStars(), 1);
        aboveZero(problems, "signal.early_speedup", signal.earlySpeedup());
        atLeast(problems, "signal.surfacing_stars", signal.surfacingStars(), 1);
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
            problems.add("cluster.clusters is %d but must be 0 (choose by size) or at least 2"
                    .formatted(cluster.clusters()));
        }
        atLeast(problems, "predict.breakout_gain", predict.breakoutGain(), 1);
        aboveZero(problems, "predict.breakout_ratio", predict.breakoutRatio());
        atLeast(problems, "predict.repositories", predict.repositories(), 0);
        atLeast(problems, "predict.model_max_age_days", predict.modelMaxAgeDays(), 0);
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
