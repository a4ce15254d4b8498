package dev.reposignal.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Every table of the lake. Names and keys are a contract with analysts; new columns may be added. */
public final class Tables {
    private Tables() {}

    /** Two decimals, exact: points add up to scores without a rounding error. */
    public static final DataType POINTS = DataTypes.createDecimalType(5, 2);

    /** The repositories of a prediction about a group, with their stars on the day of the prediction. */
    public static final DataType MEMBERS = Table.listOf(DataTypes.createStructType(List.of(
            DataTypes.createStructField("repo_key", StringType, true),
            DataTypes.createStructField("stars", LongType, true))));

    private static final List<Field> ABLATIONS = Arrays.stream(ScoreComponent.values())
            .map(component -> new Field(
                    component.ablationColumn(),
                    DoubleType,
                    false,
                    "points",
                    "signal_score without the points of " + component.value()))
            .toList();

    private static final DataType VERSIONS = DataTypes.createMapType(StringType, LongType, true);

    public static final Table SNAPSHOTS = Table.named(
                    "snapshots", "one repository on one day, as the feed gave it at the start of that day (UTC)")
            .keys(Table.DAY, "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day whose start this row describes")
            .required(
                    "repo_key",
                    StringType,
                    "",
                    "id:<number> if the numeric id is known, otherwise name:<lower-case full name>")
            .required("full_name", StringType, "", "owner/name in the spelling of the source")
            .optional("repo_id", LongType, "", "GitHub's numeric id; it survives renames")
            .optional("description", StringType, "", "The repository's own one-line description")
            .optional("language", StringType, "", "Primary language in GitHub's spelling; null if there is none")
            .optional("topics", Table.listOf(StringType), "", "Topics in lower case, sorted, without repeats")
            .required("stars", LongType, "stars", "Stargazers at the start of the day")
            .optional("forks", LongType, "forks", "Forks; null if the source does not give them")
            .optional(
                    "open_issues",
                    LongType,
                    "issues",
                    "Open issues and pull requests; null if the source does not give them")
            .optional("pushed_at", TimestampType, "time, UTC", "Last push")
            .optional("created_at", TimestampType, "time, UTC", "Creation of the repository")
            .optional("archived", BooleanType, "", "Whether the owner has archived it")
            .required("source", StringType, "", "The feed this row came from")
            .required("observed", BooleanType, "", "False if the row was filled in later and not observed on the day")
            .optional(
                    "observed_at",
                    TimestampType,
                    "time, UTC",
                    "When the counts were seen; null if the source does not give it")
            .check("stars are not negative", "stars >= 0")
            .check("forks are not negative", "forks >= 0")
            .check("open issues are not negative", "open_issues >= 0")
            .check("the name has an owner", "full_name LIKE '_%/_%'");

    public static final Table REPO_MONTHS = Table.named(
                    "repo_months", "one repository in one month: its rows of snapshots in one list")
            .keys("month", "repo_key")
            .by("month")
            .required("month", DateType, "day, UTC", "The first day of the month")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on its last day in the month")
            .required("first_day", DateType, "day, UTC", "Its first day with a row in the month")
            .required("last_day", DateType, "day, UTC", "Its last day with a row in the month")
            .required("last_stars", LongType, "stars", "Stars on last_day")
            .required(
                    "days",
                    Table.listOf(DataTypes.createStructType(List.of(
                            DataTypes.createStructField(Table.DAY, DateType, true),
                            DataTypes.createStructField("stars", LongType, true),
                            DataTypes.createStructField("forks", LongType, true),
                            DataTypes.createStructField("observed", BooleanType, true),
                            DataTypes.createStructField("archived", BooleanType, true)))),
                    "",
                    "Its rows in the month, in order of days; the view repo_history gives one row per day")
            .check("there is a day", "size(days) > 0");

    public static final Table REJECTED_ROWS = Table.named("rejected_rows", "one input row that could not be loaded")
            .keys("ingest_id", "source_file", "line_number")
            .required("ingest_id", StringType, "", "The ingest that read it, as in ingests")
            .required("source_file", StringType, "", "The file as it was named on the command line")
            .required("line_number", LongType, "1-based", "Line in a text file, row number in a Parquet file")
            .optional("raw_text", StringType, "", "The original row, cut at 4,000 characters")
            .required("reason", StringType, "", "Why it was rejected and how to fix it");

    public static final Table INGESTS = Table.named("ingests", "one input file of one ingest")
            .keys("ingest_id", "source_file")
            .required("ingest_id", StringType, "", "Hash of the content of the files of this ingest")
            .required("source_file", StringType, "", "The file as it was named on the command line")
            .required("format", StringType, "", "parquet, ranking-csv, rest-json or snapshot-csv")
            .required("rows_read", LongType, "rows", "Rows in the file: accepted + duplicate + rejected")
            .required("rows_accepted", LongType, "rows", "Rows that are in snapshots because of this file")
            .required("rows_duplicate", LongType, "rows", "Rows for a repository and day of which another row was kept")
            .required("rows_rejected", LongType, "rows", "Rows that are in rejected_rows instead")
            .optional("first_day", DateType, "day, UTC", "Earliest accepted day")
            .optional("last_day", DateType, "day, UTC", "Latest accepted day")
            .required("ingested_at", TimestampType, "time, UTC", "When the ingest ended")
            .optional(
                    "broken_values",
                    LongType,
                    "values",
                    "Optional values of its rows that could not be read and are null")
            .check("every row is counted once", "rows_read = rows_accepted + rows_duplicate + rows_rejected");

    public static final Table FEED_HEALTH = Table.named("feed_health", "one day of the feed")
            .keys(Table.DAY)
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day judged")
            .required("repos", LongType, "repositories", "Repositories observed on the day")
            .optional(
                    "trailing_median_repos",
                    DoubleType,
                    "repositories",
                    "Median of that count over the observed days of the 28 days before")
            .optional("coverage", DoubleType, "ratio", "repos / trailing_median_repos; null without earlier days")
            .optional(
                    "previous_day",
                    DateType,
                    "day, UTC",
                    "The latest observed day in the 7 days before; null without one")
            .required("compared_repos", LongType, "repositories", "Repositories observed on both days")
            .optional(
                    "share_unchanged",
                    DoubleType,
                    "0-1",
                    "Share of the compared repositories whose stars did not change")
            .optional("share_negative", DoubleType, "0-1", "Share of the compared repositories that lost stars")
            .required("is_thin", BooleanType, "", "coverage is below health.minimum_coverage: rows are missing")
            .required(
                    "is_frozen",
                    BooleanType,
                    "",
                    "share_unchanged is at least health.frozen_share: the feed repeats itself")
            .required(
                    "is_purge_day",
                    BooleanType,
                    "",
                    "Far more repositories than usual lost stars: GitHub removed accounts")
            .optional(
                    "median_ratio",
                    DoubleType,
                    "ratio",
                    "Median of stars / stars of previous_day over the compared repositories with 100 stars and more")
            .optional("share_zero", DoubleType, "0-1", "Share of the compared repositories whose stars became 0")
            .optional(
                    "share_jumped",
                    DoubleType,
                    "0-1",
                    "Share of the compared repositories with 50 stars and more that halved or doubled")
            .optional(
                    "share_rounded",
                    DoubleType,
                    "0-1",
                    "Share of the compared repositories with 1,000 stars and more whose stars are whole hundreds")
            .optional("same_step", LongType, "stars", "The most frequent change of stars that is not 0")
            .optional("share_same_step", DoubleType, "0-1", "Share of the compared repositories with that change")
            .optional("same_large_step", LongType, "stars", "The most frequent change of at least 10 stars")
            .optional("share_same_large_step", DoubleType, "0-1", "Share of the compared repositories with that change")
            .optional(
                    "same_ratio",
                    DoubleType,
                    "ratio",
                    "The most frequent stars / stars of previous_day that is at least 3 % a day from 1, to 1 %; of counts of 5,000 and more also 0.5 % a day, to 0.1 %")
            .optional(
                    "share_same_ratio",
                    DoubleType,
                    "0-1",
                    "Share with that ratio, of the compared repositories with 200 stars and more, or of those with 5,000; the larger share")
            .optional(
                    "usual_share_unchanged",
                    DoubleType,
                    "0-1",
                    "Median of share_unchanged between the seven pairs of observed days before")
            .optional(
                    "share_stale",
                    DoubleType,
                    "0-1",
                    "Of what usually changes, the share that repeats one of the seven observed days before")
            .optional("repeated_day", DateType, "day, UTC", "The day that share_stale repeats")
            .optional("stale_source", StringType, "", "The source that repeats itself most")
            .optional("share_stale_source", DoubleType, "0-1", "share_stale of that source, against previous_day")
            .optional("share_of_stale_source", DoubleType, "0-1", "Share of the compared repositories it gives")
            .optional("missing_sources", StringType, "", "Sources with 5 % of the rows of previous_day and none today")
            .optional(
                    "share_comparable",
                    DoubleType,
                    "0-1",
                    "compared_repos / rows of the smaller of the day and previous_day")
            .optional("share_with_id", DoubleType, "0-1", "Share of the day's rows that give GitHub's numeric id")
            .optional("previous_share_with_id", DoubleType, "0-1", "The same of previous_day")
            .optional(
                    "share_switched",
                    DoubleType,
                    "0-1",
                    "Share of the compared repositories whose stars are the forks or open issues of previous_day")
            .optional("swapped_pairs", LongType, "pairs", "Pairs of repositories that exchanged their stars")
            .optional(
                    "is_distorted",
                    BooleanType,
                    "",
                    "The counts are no day of GitHub's: later nights do not read the day")
            .required("verdict", StringType, "", ColumnValues.listed(Verdict.class))
            .optional("reason", StringType, "", "Why the day is held, as a sentence with figures")
            .optional("warnings", StringType, "", "What is odd but does not hold the day, as sentences with figures")
            .oneOf("verdict", Verdict.class)
            .check("a held day says why", "verdict = '%s' OR reason IS NOT NULL".formatted(Verdict.PUBLISH.value()));

    public static final Table REPO_SIGNALS = Table.named("repo_signals", "the measures of one repository on one day")
            .keys(Table.DAY, "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day scored")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .required("owner", StringType, "", "The part of the name before the slash, lower case")
            .optional("language", StringType, "", "Primary language on that day")
            .required("stars", LongType, "stars", "Stars on that day")
            .optional("forks", LongType, "forks", "Forks on that day")
            .required(
                    "history_days",
                    IntegerType,
                    "days",
                    "Days from the repository's earliest observation in the 38 days before to this day")
            .optional(
                    Columns.STARS_GAINED_24H,
                    LongType,
                    "stars",
                    "Stars gained since the reference 1 to 3 days before; negative if stars were lost")
            .optional(
                    Columns.STARS_GAINED_7D, LongType, "stars", "Stars gained since the reference 7 to 10 days before")
            .optional(
                    Columns.STARS_GAINED_28D,
                    LongType,
                    "stars",
                    "Stars gained since the reference 28 to 34 days before")
            .optional(
                    Columns.FORKS_GAINED_7D,
                    LongType,
                    "forks",
                    "Forks gained since the reference 7 to 10 days before; null if either day has no value")
            .optional(
                    Columns.OPEN_ISSUES_GAINED_7D,
                    LongType,
                    "issues",
                    "Open issues gained since the reference 7 to 10 days before; null if either day has no value")
            .optional(Columns.DAYS_ELAPSED_24H, IntegerType, "days", "Days since that reference: 1 to 3")
            .optional(Columns.DAYS_ELAPSED_7D, IntegerType, "days", "Days since that reference: 7 to 10")
            .optional(Columns.DAYS_ELAPSED_28D, IntegerType, "days", "Days since that reference: 28 to 34")
            .optional(
                    Columns.VELOCITY_24H,
                    DoubleType,
                    "stars/day",
                    "stars_gained_24h / days_elapsed_24h, or / the time between where both rows have observed_at; null without a reference")
            .optional(
                    Columns.VELOCITY_7D,
                    DoubleType,
                    "stars/day",
                    "stars_gained_7d / days_elapsed_7d; null without a reference")
            .optional(
                    Columns.VELOCITY_28D,
                    DoubleType,
                    "stars/day",
                    "stars_gained_28d / days_elapsed_28d; null without a reference")
            .optional(Columns.ACCELERATION, DoubleType, "stars/day", "velocity_7d - velocity_28d")
            .optional(
                    Columns.BURST,
                    DoubleType,
                    "robust deviations",
                    "How far velocity_7d is above the repository's own earlier weeks; see jobs/docs/scores.md")
            .required(
                    "is_level_shift",
                    BooleanType,
                    "",
                    "The star count jumped in one step for a reason other than growth: a swap, a rename or a return")
            .required(
                    "is_alias",
                    BooleanType,
                    "",
                    "Another name has the same count, gain and language, of the same owner or with the same description: one repository under two names")
            .required(
                    "is_frozen_series",
                    BooleanType,
                    "",
                    "The star count of a large repository has not changed for three weeks")
            .required("is_new_arrival", BooleanType, "", "Less than 28 days of history: velocity_28d is unknown")
            .required(
                    "is_filled_in",
                    BooleanType,
                    "",
                    "The row of the day or of its 7-day reference was filled in later, not observed")
            .optional(
                    "is_from_history",
                    BooleanType,
                    "",
                    "A velocity rests on GitHub's star history and not on a snapshot: stars taken back since are missing")
            .required(
                    "is_suspect_burst",
                    BooleanType,
                    "",
                    "The stars of the week came in a burst with hardly any forks or issues, as bought stars do; tracked at most, never surfacing")
            .optional(
                    "retained_share",
                    DoubleType,
                    "ratio",
                    "retained_at_most of the three days with most stars among those of the last 60 days in star_retention, as read by the day; null where nothing can be compared")
            .optional(
                    Flags.LOST,
                    BooleanType,
                    "",
                    "GitHub no longer lists more than half of the stars of its strongest days of the last 60; never on the board")
            .optional(
                    Columns.SIGNAL_SCORE,
                    POINTS,
                    "points, 0-100",
                    "Sum of the points in score_components; null without velocity_7d")
            .optional(
                    Columns.SIGNAL_RANK,
                    IntegerType,
                    "1 is best",
                    "Rank by score; ties by velocity_7d, stars, then repo_key")
            .optional(
                    Columns.BREAKOUT_PROBABILITY,
                    DoubleType,
                    "0-1",
                    "The model's probability of a break-out in the 28 days after the day; null without a model or 28 days of history")
            .optional("model", StringType, "", "The model that gave the probability, as in models")
            .optional(
                    Columns.AGE_DAYS, IntegerType, "days", "Days since its creation; null if the feed does not give it")
            .optional(
                    Columns.YOUNG_PROBABILITY,
                    DoubleType,
                    "0-1",
                    "Probability that a repository created in the 28 days before gains the stars of a break-out in the 28 days after the day, by young_rates; null for others and for those that have young.most_stars")
            .optional(
                    "surfacing_score",
                    DoubleType,
                    "probability x sqrt(stars/day x percent)",
                    "Order of the surfacing repositories: breakout_probability x sqrt(velocity_24h x growth of the week), lower for well-known repositories, higher for those that surfaced on the board before; null without a model and if it must not surface")
            .optional(Columns.BOARD_PLACE, IntegerType, "1 is best", "Rank on the board; null for watched repositories")
            .required(
                    "tier",
                    StringType,
                    "",
                    "%s (the first 15 of the board), %s (the others on the board of at most 50) or %s; see jobs/docs/scores.md"
                            .formatted(Tier.SURFACING.value(), Tier.TRACKED.value(), Tier.WATCHED.value()))
            .oneOf("tier", Tier.class)
            .check("the score is a share of 100", "signal_score BETWEEN 0 AND 100")
            .check("a probability is a share", "breakout_probability BETWEEN 0 AND 1")
            .check("a probability of the young is a share", "young_probability BETWEEN 0 AND 1")
            .check(
                    "what is only watched has no place on the board",
                    "board_place IS NULL OR tier <> '%s'".formatted(Tier.WATCHED.value()));

    public static final Table SCORE_COMPONENTS = Table.named(
                    "score_components", "one component of one repository's score")
            .keys(Table.DAY, "repo_key", "component")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day scored")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("component", StringType, "", "Name of the component, explained in jobs/docs/scores.md")
            .optional("raw_value", DoubleType, "see unit", "The measured value; null if unknown")
            .required("unit", StringType, "", "Unit of raw_value")
            .optional(
                    "normalised",
                    DoubleType,
                    "0-1",
                    "raw_value on the scale of the component; null if raw_value is null")
            .required("weight", POINTS, "points", "The most points this component can give")
            .required("points", POINTS, "points", "weight x normalised, rounded to two decimals; 0 if unknown")
            .check("points stay within the weight", "points BETWEEN 0 AND weight");

    public static final Table LANGUAGE_BREAKDOWN = Table.named(
                    "language_breakdown", "one language in one scope on one day")
            .keys(Table.DAY, "scope", "language")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day counted")
            .required(
                    "scope",
                    StringType,
                    "",
                    "%s (the 50) or %s (every repository observed)"
                            .formatted(LanguageScope.TRACKED.value(), LanguageScope.ALL.value()))
            .required("language", StringType, "", "Language; 'none' for repositories without one")
            .required("repos", LongType, "repositories", "Repositories of that language")
            .required("scope_repos", LongType, "repositories", "Repositories in the scope")
            .required("share", DoubleType, "0-1", "repos / scope_repos")
            .required("position", IntegerType, "1 is most", "Order by repos, then by name")
            .optional("previous_day", DateType, "day, UTC", "The day of the article before this one")
            .optional("previous_share", DoubleType, "0-1", "share on that day; null without an earlier article")
            .optional("share_change", DoubleType, "-1 to 1", "share - previous_share")
            .required("surfacing_repos", LongType, "repositories", "Those that surface")
            .optional(
                    "surfacing_share",
                    DoubleType,
                    "0-1",
                    "surfacing_repos / all surfacing repositories; null if nothing surfaces")
            .required(
                    "accelerating_repos",
                    LongType,
                    "repositories",
                    "Those with a positive acceleration, without level shifts and aliases")
            .required("accelerating_share", DoubleType, "0-1", "accelerating_repos / repos")
            .required(
                    "velocity_7d",
                    DoubleType,
                    "stars/day",
                    "Sum of their velocity_7d, without level shifts and aliases")
            .oneOf("scope", LanguageScope.class);

    public static final Table EMBEDDINGS = Table.named("embeddings", "one text as a vector of one model")
            .keys("text_hash", "model")
            .required("text_hash", StringType, "sha-256, hex", "Hash of the text")
            .required("model", StringType, "", "The embedder that made the vector")
            .required("text", StringType, "", "The prepared text: name, description and topics")
            .required("vector", Table.listOf(FloatType), "unit length", "The embedding");

    public static final Table CLUSTERS = Table.named("clusters", "one cluster of repositories on one day")
            .keys(Table.DAY, "cluster_id")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day clustered")
            .required("cluster_id", StringType, "", "Identity of the cluster; it stays the same from night to night")
            .required("label", StringType, "", "Two to four words that name the cluster")
            .required(
                    "keywords", Table.listOf(StringType), "", "The terms that distinguish the cluster, strongest first")
            .required("repos", LongType, "repositories", "Members")
            .required("owners", LongType, "owners", "Distinct owners among the members")
            .required(
                    "accelerating_repos",
                    LongType,
                    "repositories",
                    "Members with a positive acceleration, at least one star per day and no level shift")
            .required("accelerating_owners", LongType, "owners", "Distinct owners of these members")
            .required("tracked_repos", LongType, "repositories", "Members on the board: tracked or surfacing")
            .required("surfacing_repos", LongType, "repositories", "Surfacing members")
            .required("velocity_7d", DoubleType, "stars/day", "Sum of the members' velocity_7d, without level shifts")
            .required("velocity_28d", DoubleType, "stars/day", "Sum of the members' velocity_28d, without level shifts")
            .required("acceleration", DoubleType, "stars/day", "Sum of the members' acceleration, without level shifts")
            .optional("cohesion", DoubleType, "0-1", "Mean cosine similarity of the members to the centroid")
            .required("age_days", IntegerType, "days", "Days since this cluster_id first appeared")
            .required(
                    "forming_score",
                    DoubleType,
                    "0-100",
                    "How strongly independent owners accelerate together; see jobs/docs/clusters.md")
            .optional(
                    "forming_rank",
                    IntegerType,
                    "1 is best",
                    "Rank by forming_score among the clusters that qualify; null for the others")
            .required("is_forming", BooleanType, "", "Whether the cluster is one of the at most three shown as forming")
            .optional("new_repos", LongType, "repositories", "Members with less than 28 days of history")
            .optional(
                    "surfacing_share",
                    DoubleType,
                    "0-1",
                    "surfacing_repos / surfacing repositories of all clusters; null if there are none")
            .optional(
                    "median_growth",
                    DoubleType,
                    "1/day",
                    "Median of the members' velocity_7d / stars, without level shifts")
            .optional(
                    "forming_heat",
                    DoubleType,
                    "points, 0-30",
                    "Part of forming_score: median_growth compared with the median cluster of the day")
            .optional(
                    "forming_breadth",
                    DoubleType,
                    "points, 0-30",
                    "Part of forming_score: the share of owners that accelerate, compared with that of all clusters of the day")
            .optional("forming_reach", DoubleType, "points, 0-10", "Part of forming_score: how many owners accelerate")
            .optional(
                    "forming_pace",
                    DoubleType,
                    "points, 0-20",
                    "Part of forming_score: how much faster the week is than the four weeks, if many members share in it")
            .optional(
                    "forming_notice",
                    DoubleType,
                    "points, 0-10",
                    "Part of forming_score: how many members are on the board; surfacing ones count twice")
            .optional(
                    "same_theme_as",
                    StringType,
                    "",
                    "The better ranked forming cluster with the same subject; this one has no rank then")
            .required("x", DoubleType, "", "Position on the map; similar clusters are near each other")
            .required("y", DoubleType, "", "Position on the map; similar clusters are near each other")
            .optional("model", StringType, "", "The embedder whose vectors were clustered")
            .optional(
                    "centre",
                    Table.listOf(FloatType),
                    "unit length",
                    "The centroid: the mean direction of the vectors; the next night starts from it")
            .optional("field", StringType, "", "The field it belongs to; null where its members name none")
            .optional(
                    "relevance",
                    StringType,
                    "",
                    "technology (for developers), application (for end users) or list (lists, courses, books); null where its members name none")
            .oneOf("relevance", Relevance.class);

    public static final Table CLUSTER_MEMBERS = Table.named(
                    "cluster_members", "the cluster of one repository on one day")
            .keys(Table.DAY, "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day clustered")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .optional(
                    "cluster_id",
                    StringType,
                    "",
                    "As in clusters; null for an outlier and if there is no text to cluster by")
            .optional(
                    "distance",
                    DoubleType,
                    "cosine, 0-2",
                    "Distance to the centroid of its cluster, for an outlier to the nearest centroid")
            .optional("x", DoubleType, "", "Position on the map, between the clusters that it is similar to")
            .optional("y", DoubleType, "", "Position on the map, between the clusters that it is similar to")
            .optional("is_outlier", BooleanType, "", "Too far from every centroid to belong to a cluster")
            .optional(
                    "text_hash",
                    StringType,
                    "SHA-256",
                    "The key of its vector in embeddings; null without a text, and on nights of older versions")
            .optional(
                    "field",
                    StringType,
                    "",
                    "The field of its cluster; without one the field of what its text names, or null")
            .optional(
                    "relevance",
                    StringType,
                    "",
                    "technology, application or list, as in clusters; list for every list, course or book, whatever its cluster")
            .oneOf("relevance", Relevance.class)
            .check("an outlier has no cluster", "NOT (is_outlier AND cluster_id IS NOT NULL)");

    public static final Table CLUSTER_LINEAGE = Table.named(
                    "cluster_lineage", "one cluster of a day or of the night before, and how the two nights relate")
            .keys(Table.DAY, "cluster_id")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day clustered")
            .required("cluster_id", StringType, "", "As in clusters, of this day or of the night before")
            .required(
                    "event",
                    StringType,
                    "",
                    "continued, born, split (off another), merged (into another) or died; the last two no longer exist")
            .optional("previous_day", DateType, "day, UTC", "The night before; null for the first")
            .optional(
                    "related_cluster_id",
                    StringType,
                    "",
                    "The cluster most of it came from (split) or went to (merged); null otherwise")
            .required("repos", LongType, "repositories", "Members on this day; 0 if it no longer exists")
            .required(
                    "previous_repos",
                    LongType,
                    "repositories",
                    "Members the night before: its own, or of the cluster it split off from; 0 if it was born")
            .required(
                    "shared_repos",
                    LongType,
                    "repositories",
                    "Members in common with itself the night before, or with the related cluster")
            .oneOf("event", LineageEvent.class)
            .check(
                    "only what splits or merges names another",
                    "(%s) = (related_cluster_id IS NOT NULL)"
                            .formatted(
                                    ColumnValues.isOneOf("event", List.of(LineageEvent.SPLIT, LineageEvent.MERGED))));

    public static final Table FIELDS = Table.named(
                    "fields", "one field of a day or of the night before, how it moves and how the two nights relate")
            .keys(Table.DAY, "field_id")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day clustered")
            .required("field_id", StringType, "", "Identity of the field; it stays where the field is renamed")
            .required("field", StringType, "", "Its name, as in clusters; of one that no longer exists its last name")
            .required(
                    "event",
                    StringType,
                    "",
                    "continued, born, split (off another), merged (into another) or died; the last two no longer exist")
            .optional("previous_day", DateType, "day, UTC", "The night before; null for the first")
            .optional(
                    "previous_field",
                    StringType,
                    "",
                    "Its name the night before, or that of the field it split off from; null if it was born")
            .optional(
                    "related_field_id",
                    StringType,
                    "",
                    "The field most of it came from (split) or went to (merged); null otherwise")
            .required("clusters", LongType, "clusters", "Its clusters on this day; 0 if it no longer exists")
            .required("repos", LongType, "repositories", "Members of its clusters; 0 if it no longer exists")
            .required("previous_repos", LongType, "repositories", "Those of previous_field the night before")
            .required(
                    "shared_repos",
                    LongType,
                    "repositories",
                    "Members in common with previous_field the night before, or with the related field")
            .required("velocity_7d", DoubleType, "stars/day", "Sum of velocity_7d of its clusters")
            .required("velocity_28d", DoubleType, "stars/day", "Sum of velocity_28d of its clusters")
            .oneOf("event", LineageEvent.class)
            .check(
                    "only what splits or merges names another",
                    "(%s) = (related_field_id IS NOT NULL)"
                            .formatted(
                                    ColumnValues.isOneOf("event", List.of(LineageEvent.SPLIT, LineageEvent.MERGED))));

    public static final Table NIGHT_SUMMARY = Table.named("night_summary", "the summary of one day")
            .keys(Table.DAY)
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the summary")
            .required("repos_observed", LongType, "repositories", "Repositories observed on the day")
            .required("repos_scored", LongType, "repositories", "Repositories with a signal score")
            .required(
                    "repos_gaining",
                    LongType,
                    "repositories",
                    "Repositories with a positive velocity_7d, without level shifts and aliases")
            .required(
                    "repos_losing_24h",
                    LongType,
                    "repositories",
                    "Repositories with a negative stars_gained_24h, without level shifts and aliases")
            .required(
                    "stars_gained_7d",
                    LongType,
                    "stars",
                    "Sum of stars_gained_7d over all repositories, without level shifts and aliases")
            .required("tracked_repos", LongType, "repositories", "Repositories on the board: tracked or surfacing")
            .required("surfacing_repos", LongType, "repositories", "Repositories surfacing")
            .optional(
                    "lowest_surfacing_score",
                    POINTS,
                    "points, 0-100",
                    "The lowest signal_score of a surfacing repository")
            .optional("highest_score", POINTS, "points, 0-100", "The best score of the day")
            .required("tracked_languages", LongType, "languages", "Distinct languages on the board")
            .required("clusters", LongType, "clusters", "Clusters of the day")
            .required(
                    "new_surfacing_repos",
                    LongType,
                    "repositories",
                    "Surfacing repositories that were not surfacing in the previous article; 0 without one")
            .required(
                    "dropped_surfacing_repos",
                    LongType,
                    "repositories",
                    "Repositories that were surfacing in the previous article and no longer are; 0 without one")
            .required("forming_clusters", LongType, "clusters", "Clusters shown as forming")
            .optional(
                    "young_tracked_repos",
                    LongType,
                    "repositories",
                    "Repositories on the board that were created in the 28 days before; null for older nights")
            .optional(
                    "young_judged_repos",
                    LongType,
                    "repositories",
                    "Those of them with a young_probability; null for older nights")
            .optional("previous_day", DateType, "day, UTC", "The day of the article before this one");

    public static final Table HIGHLIGHTS = Table.named("highlights", "one selection for the article, with its reason")
            .keys(Table.DAY, "kind", "position")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the article")
            .required("kind", StringType, "", ColumnValues.listed(HighlightKind.class))
            .required(
                    "rule",
                    StringType,
                    "",
                    "Short name of the rule that selected it, explained in the class insight.Highlights")
            .required("position", IntegerType, "1 is first", "Order within the kind")
            .required("subject_type", StringType, "", ColumnValues.listed(SubjectType.KEYED))
            .required("subject_key", StringType, "", "repo_key, language or cluster_id")
            .required("subject_name", StringType, "", "Name to print")
            .optional("measure", DoubleType, "see measure_unit", "The value that decided")
            .optional("measure_unit", StringType, "", "Unit of measure")
            .required("reason", StringType, "", "The rule that selected it, as a sentence")
            .oneOf("kind", HighlightKind.class)
            .oneOf("rule", HighlightRule.class)
            .oneOf("subject_type", SubjectType.KEYED);

    public static final Table INSIGHTS = Table.named("insights", "one notable finding of a night")
            .keys(Table.DAY, "kind", "subject_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The night")
            .required("kind", StringType, "", "Kind of finding, explained in jobs/docs/insights.md")
            .required("subject_type", StringType, "", ColumnValues.listed(SubjectType.class))
            .required("subject_key", StringType, "", "repo_key, language, cluster_id, or the subject_type itself")
            .required("subject_name", StringType, "", "Name to print")
            .required("value", DoubleType, "see value_unit", "The notable value")
            .required("value_unit", StringType, "", "Unit of value and expected")
            .required("expected", DoubleType, "see value_unit", "The value it is compared with")
            .required("cases", LongType, "see cases_unit", "Number of cases behind the value")
            .required("cases_unit", StringType, "", "What cases counts")
            .required(
                    "surprise",
                    DoubleType,
                    "bits",
                    "At most -log2 of the probability of a value at least as extreme; 3 bits are one in eight")
            .required("support", DoubleType, "0-1", "cases / (cases + the number of cases that gives one half)")
            .required(
                    "articles_running",
                    IntegerType,
                    "articles",
                    "Articles in a row before this night with the same finding about the same subject")
            .required("strength", DoubleType, "bits", "surprise x support, halved for each of articles_running")
            .required("position", IntegerType, "1 is first", "Order by strength")
            .required("reason", StringType, "", "The comparison as a sentence")
            .oneOf("kind", InsightKind.class)
            .oneOf("subject_type", SubjectType.class)
            .check("support is a share", "support BETWEEN 0 AND 1")
            .check("a surprise is at least what is notable", "surprise >= 3");

    public static final Table PREDICTIONS = Table.named("predictions", "one prediction; never changed once written")
            .keys("prediction_id")
            .required(
                    "prediction_id",
                    StringType,
                    "",
                    "made_on, kind and subject, joined: the same prediction has the same id")
            .required("made_on", DateType, "day, UTC", "The day on whose data the prediction is based")
            .required("due_on", DateType, "day, UTC", "The first day it can be graded: made_on + 28 days")
            .required(
                    "kind",
                    StringType,
                    "",
                    "What is predicted: %s; see jobs/docs/predictions.md"
                            .formatted(ColumnValues.listed(ClaimKind.class)))
            .required("subject_type", StringType, "", ColumnValues.listed(SubjectType.PREDICTED))
            .required("subject_key", StringType, "", "repo_key, cluster_id, name of the field, or language")
            .required("subject_name", StringType, "", "Name to print")
            .required("position", IntegerType, "1 is first", "Order among the predictions of the day")
            .required("claim", StringType, "", "The prediction as a sentence")
            .required("criterion", StringType, "", "The prediction as JSON that a program can check")
            .optional(
                    "unit",
                    StringType,
                    "",
                    "What is counted: stars, repositories or share of new stars; null in rows from before there were several kinds")
            .optional(
                    "required_value",
                    DoubleType,
                    "see unit",
                    "The smallest observed value that makes the prediction true; null in rows that only have required_gain")
            .optional(
                    "stars_at_claim",
                    LongType,
                    "stars",
                    "Stars on made_on, from which the gain is counted; null for a language")
            .optional("gain_before", LongType, "stars", "Stars gained in the 28 days before; null for a language")
            .optional(
                    "required_gain",
                    LongType,
                    "stars",
                    "The smallest gain in 28 days that makes the prediction true; null for a field or a language")
            .optional(
                    "members",
                    MEMBERS,
                    "",
                    "The repositories of the cluster or the field, or the surfacing ones of the language; null for a repository")
            .required("probability", DoubleType, "0-1", "Probability that it comes true")
            .required(
                    "base_rate",
                    DoubleType,
                    "0-1",
                    "How often the event happened among all eligible cases of the finished windows, with a model among the rows it was trained on; see jobs/docs/predictions.md")
            .required(
                    "base_repos",
                    LongType,
                    "cases",
                    "Number of eligible repositories, clusters, fields or languages behind base_rate, counted once per window")
            .required("model", StringType, "", "Method or model that gave the probability")
            .check("a probability is a share", "probability BETWEEN 0 AND 1")
            .oneOf("kind", ClaimKind.class)
            .oneOf("subject_type", SubjectType.PREDICTED)
            .check("a prediction is about the future", "due_on > made_on")
            .check("a claim says what it takes", "required_value IS NOT NULL OR required_gain IS NOT NULL");

    public static final Table PREDICTION_OUTCOMES = Table.named(
                    "prediction_outcomes", "one prediction, graded; never changed once written")
            .keys("prediction_id")
            .required("prediction_id", StringType, "", "As in predictions")
            .required("resolved_on", DateType, "day, UTC", "The night that graded it")
            .required("outcome", StringType, "", ColumnValues.listed(Outcome.class))
            .optional(
                    "observed_on",
                    DateType,
                    "day, UTC",
                    "The day 28 to 34 days after made_on on whose data it was graded; null if there was none")
            .optional(
                    "observed_value",
                    DoubleType,
                    "see predictions.unit",
                    "Stars gained until then, scaled to 28 days, repositories counted, or share of new stars; null if unobservable")
            .required("evidence", StringType, "", "The observation that decided, as a sentence")
            .oneOf("outcome", Outcome.class)
            .check(
                    "a graded value was observed",
                    "outcome = '%s' OR observed_value IS NOT NULL".formatted(Outcome.UNOBSERVABLE.value()));

    public static final Table TRACK_RECORD = Table.named(
                    "track_record", "the sums of all predictions graded up to one day")
            .keys(Table.DAY)
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the summary")
            .required("predictions_made", LongType, "predictions", "Predictions made up to this day")
            .required("resolved_today", LongType, "predictions", "Predictions graded on this day, hit or miss")
            .required("predictions_open", LongType, "predictions", "Predictions not graded yet")
            .required("hits", LongType, "predictions", "Predictions that came true")
            .required("misses", LongType, "predictions", "Predictions that did not come true")
            .required(
                    "unobservable",
                    LongType,
                    "predictions",
                    "Predictions that can no longer be graded: no observation 28 to 34 days later")
            .optional("hit_rate", DoubleType, "0-1", "hits / (hits + misses); null if nothing was graded")
            .optional("mean_base_rate", DoubleType, "0-1", "Mean base_rate of the graded predictions")
            .optional(
                    "brier_score",
                    DoubleType,
                    "0-1, lower is better",
                    "Mean squared difference between probability and outcome (Brier 1950)")
            .optional(
                    "brier_skill",
                    DoubleType,
                    "1 is perfect, 0 is the base rate",
                    "1 - brier_score / Brier score of always saying base_rate");

    public static final Table TRACK_RECORD_KINDS = Table.named(
                    "track_record_kinds", "the sums of all predictions of one kind graded up to one day")
            .keys(Table.DAY, "kind")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the summary")
            .required(
                    "kind",
                    StringType,
                    "",
                    "As in predictions; doubling for predictions of version 0.1 that a repository doubles its pace")
            .required("predictions_made", LongType, "predictions", "Predictions made up to this day")
            .required("predictions_open", LongType, "predictions", "Predictions not graded yet")
            .required("hits", LongType, "predictions", "Predictions that came true")
            .required("misses", LongType, "predictions", "Predictions that did not come true")
            .required(
                    "unobservable",
                    LongType,
                    "predictions",
                    "Predictions that can no longer be graded: no observation 28 to 34 days later")
            .optional("hit_rate", DoubleType, "0-1", "hits / (hits + misses); null if nothing was graded")
            .optional("mean_probability", DoubleType, "0-1", "Mean probability of the graded predictions")
            .optional("mean_base_rate", DoubleType, "0-1", "Mean base_rate of the graded predictions")
            .optional("brier_score", DoubleType, "0-1, lower is better", "As in track_record, for this kind")
            .optional(
                    "brier_skill", DoubleType, "1 is perfect, 0 is the base rate", "As in track_record, for this kind");

    public static final Table TRACK_RECORD_BINS = Table.named(
                    "track_record_bins",
                    "calibration: the predictions of one kind and one tenth of the probability, graded up to one day")
            .keys(Table.DAY, "kind", "bin")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the summary")
            .required("kind", StringType, "", "As in predictions, or all")
            .required("bin", IntegerType, "1-10", "Tenth of the probability: 1 is 0 to 0.1, 10 is 0.9 to 1")
            .required("predictions", LongType, "predictions", "Graded predictions in the bin, hit or miss")
            .required("hits", LongType, "predictions", "Predictions that came true")
            .required("mean_probability", DoubleType, "0-1", "Mean of their probabilities")
            .required("hit_rate", DoubleType, "0-1", "hits / predictions; close to mean_probability if calibrated")
            .check("the bin is one of ten", "bin BETWEEN 1 AND 10")
            .check("no bin is empty", "predictions > 0");

    public static final Table MODELS = Table.named("models", "one trained model")
            .keys("model_id")
            .required("model_id", StringType, "", "Method, last day of the data, and a hash of features and trees")
            .required(
                    "trained_on",
                    DateType,
                    "day, UTC",
                    "Last day of the data it was trained on; nights from this day on use it")
            .required("features", Table.listOf(StringType), "", "Its features in order; see jobs/docs/model.md")
            .required(
                    "calibration_slope",
                    DoubleType,
                    "",
                    "Factor on the log-odds of the trees (Platt 1999); 1 if there were too few held-out days")
            .required("calibration_intercept", DoubleType, "", "Added to the log-odds of the trees")
            .required("base_rate", DoubleType, "0-1", "Share of break-outs among all possible training rows")
            .required(
                    "figures",
                    DataTypes.createMapType(StringType, DoubleType, false),
                    "",
                    "Measures of the training; held_out_ ones on the last eight weeks, by trees that had not seen them")
            .required(
                    "parameters",
                    DataTypes.createMapType(StringType, StringType, false),
                    "",
                    "Parameters of the training")
            .required("trees", DataTypes.BinaryType, "", "The trees in XGBoost's UBJSON format")
            .check("a base rate is a share", "base_rate BETWEEN 0 AND 1");

    public static final Table YOUNG_RATES = Table.named(
                    "young_rates", "what repositories of one range of ages gained, as learned on one day")
            .keys("trained_on", "age_from")
            .required("trained_on", DateType, "day, UTC", "Last day of the data; nights from this day on use it")
            .required("age_from", IntegerType, "days", "Youngest age of the range")
            .required("age_to", IntegerType, "days", "Oldest age of the range")
            .required("repositories", LongType, "repositories", "Those learned from, of this range")
            .required("examples", LongType, "examples", "Their days with known later gains")
            .required("gaining", LongType, "repositories", "Those that gained required_gain after one of the days")
            .required("required_gain", LongType, "stars", "The gain in 28 days whose probability is given")
            .required("most_stars", LongType, "stars", "Only days with fewer stars were learned from")
            .required("base_rate", DoubleType, "0-1", "Share of the examples of all ranges with required_gain")
            .required("base_examples", LongType, "examples", "How many those are")
            .required("kept", DoubleType, "ratio", "Mean share of its pace that a repository keeps for 28 days")
            .required("shape", DoubleType, "", "Shape of the gamma distribution of that share: the smaller, the wider")
            .required("calibration", DoubleType, "log-odds", "Added, so that as many gains are expected as came")
            .check("a base rate of the young is a share", "base_rate BETWEEN 0 AND 1");

    public static final Table EARLY_BOARDS = Table.named(
                    "early_boards", "one rank of a board recomputed for an earlier day, to measure the lead time")
            .keys(Table.DAY, "method", "board_place")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the board; only data up to that day are used")
            .required(
                    "method",
                    StringType,
                    "",
                    "board: the board of a night; velocity_24h: the 50 highest velocity_24h of any size")
            .required("board_place", IntegerType, "1 is best", "Rank on the board")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .required("stars", LongType, "stars", "Stars on that day")
            .optional("model", StringType, "", "The model of the board; null without a model")
            .check("the method is known", "method IN ('board', 'velocity_24h')");

    public static final Table EARLY_SIGHTINGS = Table.named(
                    "early_sightings",
                    "one repository's first appearance on a trending list, and whether a board had listed it before")
            .keys("trended_on", "repo_key", "method")
            .required("trended_on", DateType, "day, UTC", "The first day on the trending list")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name in the trending list")
            .required("stars", LongType, "stars", "Stars on that day in the trending list")
            .required(
                    "days_observed",
                    LongType,
                    "days",
                    "Days of the 60 before on which the feed had it; with 0 no board could list it")
            .required("method", StringType, "", "Which boards are searched, as in early_boards")
            .optional(
                    "first_listed_on",
                    DateType,
                    "day, UTC",
                    "Day of the first board in the 60 days before that listed it")
            .optional(
                    "days_ahead",
                    IntegerType,
                    "days",
                    "Lead time: trended_on - first_listed_on; null if no board listed it")
            .check("a sighting is before the appearance", "days_ahead BETWEEN 1 AND 60");

    public static final Table COVERAGE = Table.named(
                    "coverage", "one repository's first appearance on a trending list, and whether the feed had it")
            .keys("trended_on", "name")
            .required("trended_on", DateType, "day, UTC", "The first day on the trending list")
            .required("name", StringType, "", "owner/name in lower case")
            .required("full_name", StringType, "", "owner/name in the trending list")
            .required("stars", LongType, "stars", "Stars on that day in the trending list")
            .optional("repo_key", StringType, "", "As in snapshots; null where the feed never had the name before")
            .optional("first_seen_on", DateType, "day, UTC", "The first day before it on which the feed had it")
            .required("days_observed", LongType, "days", "Days of the 60 before on which the feed had it")
            .optional(
                    "first_listed_on",
                    DateType,
                    "day, UTC",
                    "Day of the first board in the 60 days before that listed it")
            .required(
                    "status",
                    StringType,
                    "",
                    "listed (on a board in the 60 days before), seen (in the feed in those days) or not seen")
            .optional("reason", StringType, "", "What kept it off the boards; null where one listed it");

    public static final Table BACKTEST_SCORES = Table.named(
                    "backtest_scores", "one graded prediction of a backtest: one repository on one day")
            .keys(Table.DAY, "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day on whose data the prediction is based")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .required("backtest_id", StringType, "", "The backtest that last wrote this row, as in backtest_metrics")
            .optional("model", StringType, "", "The model that gave the probability; null if no model was trained yet")
            .optional("signal_score", DoubleType, "points, 0-100", "The score; null if unknown")
            .optional("probability", DoubleType, "0-1", "The model's probability of a break-out; null without a model")
            .optional(
                    "base_rate",
                    DoubleType,
                    "0-1",
                    "Share of break-outs among the predictions that could be graded before that day")
            .required("label", BooleanType, "", "Whether it broke out; false if it vanished")
            .required("is_vanished", BooleanType, "", "No observation 28 to 34 days later: graded as no break-out")
            .optional("gain_before", LongType, "stars", "stars_gained_28d on that day")
            .optional("history_days", IntegerType, "days", "Days since the repository's first observation in the lake")
            .optional(
                    "future_gain",
                    DoubleType,
                    "stars",
                    "Stars gained afterwards, scaled to 28 days; null if it vanished")
            .optional(
                    "future_gain_90d",
                    DoubleType,
                    "stars",
                    "Stars gained until the first observation 90 to 104 days later, scaled to 90 days; null if there is none")
            .optional(
                    "has_doubled",
                    BooleanType,
                    "",
                    "Whether it doubled its pace, the smaller event: at least 100 stars and twice gain_before")
            .optional(
                    "board",
                    DoubleType,
                    "",
                    "Rank on the board of that night, highest first: board size + 1 - board_place")
            .required("stars", LongType, "stars", "Stars on that day, the simplest ranking")
            .optional("velocity_24h", DoubleType, "stars/day", "As in repo_signals; trending lists rank by it")
            .optional(
                    "velocity_24h_small",
                    DoubleType,
                    "stars/day",
                    "velocity_24h of repositories with at most 20,000 stars")
            .optional("velocity_7d", DoubleType, "stars/day", "As in repo_signals")
            .optional("relative_growth_7d", DoubleType, "ratio", "Stars gained in 7 days / stars before them")
            .optional(
                    "relative_growth_7d_paced",
                    DoubleType,
                    "ratio",
                    "relative_growth_7d where velocity_7d makes at least 300 stars in 28 days")
            .optional("acceleration_24h", DoubleType, "stars/day", "velocity_24h - velocity_28d")
            .optional("acceleration_3d", DoubleType, "stars/day", "Velocity of 3 days - velocity_28d")
            .optional(
                    "recency_weighted_gain",
                    DoubleType,
                    "weighted stars and forks",
                    "OSSInsight's sum on daily counts of 7 days; see jobs/docs/backtest.md")
            .optionals(ABLATIONS)
            .check("a probability is a share", "probability BETWEEN 0 AND 1")
            .check("a base rate is a share", "base_rate BETWEEN 0 AND 1")
            .check("what vanished did not break out", "NOT (label AND is_vanished)")
            .check("what vanished has no gain, all else has one", "is_vanished = (future_gain IS NULL)");

    public static final Table BACKTEST_METRICS = Table.named(
                    "backtest_metrics", "one measure of one backtest, for one period and method")
            .keys("backtest_id", "period", "method", "metric", "place")
            .required("backtest_id", StringType, "", "First and last day: 2025-07-01..2026-02-28")
            .required("first_day", DateType, "day, UTC", "First day with predictions")
            .required("last_day", DateType, "day, UTC", "Last day with predictions")
            .required("period", StringType, "", "A quarter such as 2025-Q3, or all")
            .required(
                    "method",
                    StringType,
                    "",
                    "The column of backtest_scores that ranks; universe for counts, base_rate for the base rate")
            .required("metric", StringType, "", "The measure, explained in jobs/docs/backtest.md")
            .required(
                    "place",
                    IntegerType,
                    "",
                    "k of precision@k and recall@k, the bin 1 to 10 of calibration, otherwise 0; the view backtest_results has k and bin")
            .optional("value", DoubleType, "", "The value; null if it is not defined")
            .optional("low", DoubleType, "", "Lower end of the 95 % bootstrap interval over repositories")
            .optional("high", DoubleType, "", "Upper end of it")
            .required("cases", LongType, "", "Days behind precision and recall, rows behind all other measures")
            .check("an interval is not reversed", "low <= high");

    public static final Table TRENDS = Table.named(
                    "trends", "one cluster, field or language of a night, and whether it may be called a trend")
            .keys(Table.DAY, "subject_type", "subject_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The night")
            .required("subject_type", StringType, "", "cluster, field or language")
            .required("subject_key", StringType, "", "cluster_id, field or language")
            .required("subject_name", StringType, "", "Name to print")
            .optional("field", StringType, "", "The field of a cluster, as in clusters; null where it is unknown")
            .optional(
                    "relevance", StringType, "", "As in clusters: technology, application or list; null where unknown")
            .required(
                    "repos",
                    LongType,
                    "repositories",
                    "Members counted on all days compared, level shifts and aliases left out")
            .required("owners", LongType, "owners", "Distinct owners of all members")
            .required("week_stars", LongType, "stars", "Stars these members gained in the week")
            .required("before_stars", LongType, "stars", "Stars they gained in the three weeks before it")
            .required("week_velocity", DoubleType, "stars/day", "week_stars by the days of the week")
            .required("before_velocity", DoubleType, "stars/day", "before_stars by the days of those three weeks")
            .optional(
                    "growth",
                    DoubleType,
                    "ratio, 0 is no change",
                    "week_velocity / before_velocity - 1; null where before_velocity is not above 0")
            .optional(
                    "rest_growth",
                    DoubleType,
                    "ratio, 0 is no change",
                    "The same of all other repositories of the feed")
            .optional("growth_over_rest", DoubleType, "ratio, 0 is no change", "(1 + growth) / (1 + rest_growth) - 1")
            .required("largest_repo_key", StringType, "", "The member that moved most in the subject's direction")
            .required("largest_name", StringType, "", "Its owner/name")
            .optional("largest_share", DoubleType, "0-1", "Its part of week_velocity - before_velocity")
            .optional("growth_without_largest", DoubleType, "ratio, 0 is no change", "growth of the other members")
            .optional(
                    "week_share",
                    DoubleType,
                    "0-1",
                    "week_stars by the stars that all repositories gained in the week, level shifts and aliases left out")
            .optional("before_share", DoubleType, "0-1", "The same for the three weeks before it")
            .optional(
                    "feed_growth",
                    DoubleType,
                    "ratio, 0 is no change",
                    "The same as growth, of all repositories that week_share counts; equal in all rows of a night")
            .optional(
                    "leader_repo_key",
                    StringType,
                    "",
                    "The member that gained most stars in the week, of those whose own words confirm the label; in a field, the label of their cluster")
            .optional("leader_name", StringType, "", "Its owner/name")
            .optional("leader_share", DoubleType, "0-1", "Its part of week_stars")
            .optional(
                    "half_repos",
                    LongType,
                    "repositories",
                    "The fewest members that together gained half of week_stars: few where a few names take it all")
            .required(
                    "rising_owners",
                    LongType,
                    "owners",
                    "Owners of a member whose week is at least one star a day and a fifth above its weeks before")
            .required(
                    "falling_owners",
                    LongType,
                    "owners",
                    "Owners of a member whose weeks before were at least one star a day and a fifth above its week")
            .optional("past_weeks", LongType, "weeks", "Earlier weeks its week is compared with; null where too few")
            .optional(
                    "past_weeks_as_strong",
                    LongType,
                    "weeks",
                    "Those of them in which it outgrew the rest (or fell behind it) at least as much")
            .optional(
                    "z",
                    DoubleType,
                    "robust deviations",
                    "How far the share of rising less falling members, compared with all other repositories, is above its own past weeks")
            .optional(
                    "chance",
                    DoubleType,
                    "0-1",
                    "Share of the past weeks of all subjects of its type that are as far above")
            .optional(
                    "false_discovery_rate",
                    DoubleType,
                    "0-1",
                    "The false-discovery rate at which it would be called a rise, over all subjects of its type")
            .optional(
                    "fall_chance",
                    DoubleType,
                    "0-1",
                    "Share of the past weeks of all subjects of its type that are as far below")
            .optional(
                    "fall_false_discovery_rate",
                    DoubleType,
                    "0-1",
                    "The false-discovery rate at which it would be called a fall")
            .optional(
                    "label_fit",
                    DoubleType,
                    "0-1",
                    "Share of the members that carry its growth whose own words confirm the label, in a field the label of their cluster; null for languages")
            .optional(
                    "falls_short",
                    StringType,
                    "",
                    "The first condition it does not meet, null where it is a trend (jobs/docs/editor.md): "
                            + ColumnValues.listed(Shortfall.class))
            .required("is_trend", BooleanType, "", "Large, broad, certain, fitting and relevant")
            .required("position", IntegerType, "1 is first", "Trends by the stars a day they added, then the nearest")
            .oneOf("falls_short", Shortfall.class)
            .check("a trend has no reason against it", "is_trend = (falls_short IS NULL)");

    public static final Table TREND_MEMBERS = Table.named(
                    "trend_members", "one repository that carries the growth of one of a night's first subjects")
            .keys(Table.DAY, "subject_type", "subject_key", "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The night")
            .required("subject_type", StringType, "", "As in trends")
            .required("subject_key", StringType, "", "As in trends")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .required("owner", StringType, "", "The part of the name before the slash, lower case")
            .required("owner_repos", LongType, "repositories", "Repositories of that owner in the feed on that day")
            .required("position", IntegerType, "1 is first", "By the stars a day it added")
            .required("week_velocity", DoubleType, "stars/day", "Its stars a day in the week")
            .required("before_velocity", DoubleType, "stars/day", "Its stars a day in the three weeks before")
            .required("added_velocity", DoubleType, "stars/day", "week_velocity - before_velocity")
            .optional(
                    "confirms_label",
                    BooleanType,
                    "",
                    "Whether its own words confirm the label of its cluster; null for languages");

    public static final Table REPO_MOVEMENT = Table.named(
                    "repo_movement", "one repository an article may speak of, its week against the weeks before")
            .keys(Table.DAY, "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The night")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .optional("language", StringType, "", "Primary language on that day")
            .optional(
                    "subject",
                    StringType,
                    "",
                    "The label of its cluster, where its own words confirm it; null otherwise")
            .optional("field", StringType, "", "As in cluster_members; null where it is unknown")
            .optional("relevance", StringType, "", "As in cluster_members; null where it is unknown")
            .optional(
                    "summary",
                    StringType,
                    "",
                    "What it is, from the first clause of its description that says so, without praise and in Latin letters; else null")
            .required("stars", LongType, "stars", "Stars on that day")
            .optional("month_gain", LongType, "stars", "stars_gained_28d")
            .optional("week_gain", LongType, "stars", "stars_gained_7d")
            .optional("week_velocity", DoubleType, "stars/day", "week_gain by its days")
            .optional("before_velocity", DoubleType, "stars/day", "month_gain - week_gain by the days before the week")
            .optional(
                    "growth",
                    DoubleType,
                    "ratio, 0 is no change",
                    "week_velocity / before_velocity - 1; null where before_velocity is below one star a day")
            .optional(
                    "week_share",
                    DoubleType,
                    "0-1",
                    "Share of month_gain that came in the week; null where it lost stars")
            .optional(
                    "day_share",
                    DoubleType,
                    "0-1",
                    "Share of week_gain that came on the last day; null where it lost stars")
            .optional(
                    "best_day",
                    DateType,
                    "day, UTC",
                    "The day of the week on which it gained most, from its start to the next; null where a day was not counted")
            .optional(
                    "best_day_share",
                    DoubleType,
                    "0-1",
                    "Share of week_gain that came on best_day; null where it lost stars")
            .optional(
                    "rising_weeks",
                    IntegerType,
                    "weeks",
                    "Weeks in a row, this one included, of the last three that each brought more stars than the week before; null where a count is missing")
            .optional("needed_gain", LongType, "stars", "The least gain in 28 days that makes a break-out")
            .optional("needed_ratio", DoubleType, "times", "needed_gain / month_gain; null where nothing was gained")
            .optional("probability", DoubleType, "0-1", "Of that break-out, as its claim or else repo_signals has it")
            .optional("times_usual", DoubleType, "times", "probability by the base rate of the night's claims")
            .optional(
                    "released_on",
                    DateType,
                    "day, UTC",
                    "The day of a release in the 14 days before the night, by the census as it was that night; null where none is known")
            .optional(
                    "is_newly_described",
                    BooleanType,
                    "",
                    "Whether one source had another description of it 28 days earlier; null where it had none on one of the days");

    public static final Table ARTICLES = Table.named("articles", "one rendered article")
            .keys(Table.DAY)
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day the article is about")
            .required("title", StringType, "", "Headline")
            .required("standfirst", StringType, "", "The sentences under the headline")
            .required("author", StringType, "", "Byline")
            .optional("previous_day", DateType, "day, UTC", "The article that it compares itself with")
            .optional(
                    "warning",
                    StringType,
                    "",
                    "Printed if the day would have been held and was published with --allow-stale")
            .required("markdown", StringType, "", "The article in Markdown")
            .required(
                    "body_html", StringType, "", "The article element of its page; the site is written from this table")
            .optional(
                    "frames",
                    Table.listOf(StringType),
                    "",
                    "The phrases of its sentences, in order; the next articles choose others");

    public static final Table ARTICLE_FACTS = Table.named(
                    "article_facts", "one printed number or name, with the table row it was read from")
            .keys(Table.DAY, "fact_id")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The article")
            .required("fact_id", StringType, "", "Number within the article, in reading order")
            .required("section", StringType, "", "Section of the article")
            .required("text", StringType, "", "The fact as printed")
            .optional("value", DoubleType, "see unit", "The number behind the text; null for a name")
            .required("unit", StringType, "", "Unit of value, '' for a name")
            .required("table_name", StringType, "", "The table it was read from")
            .required("row_key", StringType, "", "The row's key columns as JSON")
            .required("column_name", StringType, "", "The column it was read from")
            .required("table_version", LongType, "Delta version", "The version of the table it was read at")
            .optional(
                    "format",
                    StringType,
                    "",
                    "How the value was printed, as in the class text.ValueFormat; reposignal verify-article prints it again and compares");

    public static final Table WRITER_LOG = Table.named(
                    "writer_log", "one paragraph of an article for which a language model was asked")
            .keys(Table.DAY, "paragraph")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The article")
            .required("paragraph", StringType, "", "Section, block and item in the article, 2.1; or standfirst")
            .required("plan_hash", StringType, "", "The same as long as the phrases and the facts are")
            .required(
                    "outcome",
                    StringType,
                    "",
                    "%s (its text is printed), %s (every answer was refused) or %s (no answer, or a limit was reached); phrases are printed but for the first"
                            .formatted(
                                    WriterOutcome.MODEL.value(),
                                    WriterOutcome.REFUSED.value(),
                                    WriterOutcome.UNANSWERED.value()))
            .optional(
                    "text",
                    StringType,
                    "",
                    "The model's text, each fact as its id in braces; null where phrases are printed")
            .required("attempts", IntegerType, "questions", "Questions asked")
            .required(
                    "refused", Table.listOf(StringType), "", "The answers that were refused; they are printed nowhere")
            .required("reasons", Table.listOf(StringType), "", "Why, in the order of the questions")
            .required("model", StringType, "", "The model asked, as article.model has it")
            .required("prompt_version", StringType, "", "Hash of the rules that it was told")
            .required(
                    "question_tokens", LongType, "tokens", "Of all questions, as the server counted or else estimated")
            .required("answer_tokens", LongType, "tokens", "Of all answers, as the server counted or else estimated")
            .required("millis", LongType, "ms", "Wall time of all questions")
            .oneOf("outcome", WriterOutcome.class);

    public static final Table RUNS = Table.named(
                    "runs", "one run of a night, written when it starts and again when it ends")
            .keys("run_id")
            .required("run_id", StringType, "", "Day and attempt: 2026-03-06-0001")
            .required(Table.DAY, DateType, "day, UTC", "The day that was run")
            .required(
                    "status",
                    StringType,
                    "",
                    "%s (still running, or killed), %s (tables whole, site not switched yet), %s (site switched), %s (tables whole, site could not be switched), %s, %s or %s"
                            .formatted(
                                    RunStatus.STARTED.value(),
                                    RunStatus.WRITTEN.value(),
                                    RunStatus.PUBLISHED.value(),
                                    RunStatus.SITE_FAILED.value(),
                                    RunStatus.HELD.value(),
                                    RunStatus.FAILED.value(),
                                    RunStatus.INTERRUPTED.value()))
            .optional("reason", StringType, "", "Why it was held or failed, or why its site was")
            .required("started_at", TimestampType, "time, UTC", "Start of the run")
            .required(
                    "finished_at",
                    TimestampType,
                    "time, UTC",
                    "When its tables were written, or it failed; of a run that is started, its start")
            .required("code_version", StringType, "", "Version of RepoSignal")
            .required("settings", StringType, "", "The settings in force, as JSON")
            .required("input_versions", VERSIONS, "Delta versions", "Version of every table that was read")
            .required("output_versions", VERSIONS, "Delta versions", "Version of every table that was written")
            .required("row_counts", VERSIONS, "rows", "Rows of the day in every table that was written")
            .required("stage_millis", VERSIONS, "ms", "Wall time of every stage up to finished_at")
            .optional(
                    "published_at",
                    TimestampType,
                    "time, UTC",
                    "When the site with it was switched into place; null without, and in runs of older versions")
            .optional(
                    "subjects_hash",
                    StringType,
                    "SHA-256",
                    "Hash of the lists of subjects and fields (cluster.subjects, cluster.fields); null in runs of older versions")
            .oneOf("status", RunStatus.class);

    public static final Table REMOVED_DAYS = Table.named("removed_days", "one removal of a day from the lake")
            .keys("removal_id")
            .required("removal_id", StringType, "", "Day and removal: 2026-03-06-0001")
            .required(Table.DAY, DateType, "day, UTC", "The day taken out")
            .required("why", StringType, "", "The reason given")
            .required("removed_at", TimestampType, "time, UTC", "When the removal began")
            .required("row_counts", VERSIONS, "rows", "Rows of the day by table")
            .required("claims_withdrawn", LongType, "predictions", "Open claims of the day, withdrawn in the ledger")
            .required("outcomes_undone", LongType, "predictions", "Claims graded by the day, which are open again")
            .required("table_versions", VERSIONS, "Delta versions", "Version of every table before the removal")
            .optional("run_status", StringType, "", "Status of the day's last run before the removal")
            .optional("restored_at", TimestampType, "time, UTC", "When the day was put back");

    public static final Table CENSUS = Table.named("census", "one repository that the collector follows, or followed")
            .keys("repo_key")
            .required("repo_key", StringType, "", "As in snapshots")
            .optional("repo_id", LongType, "", "GitHub's numeric id; null before GitHub was asked")
            .required("full_name", StringType, "", "owner/name, as GitHub gave it last")
            .required("first_seen_on", DateType, "day, UTC", "The day it came into the census")
            .required(
                    "found_by",
                    StringType,
                    "",
                    "asked (by follow), newborn, band (searches for young repositories and for star counts), hint or watchlist")
            .required(
                    "state",
                    StringType,
                    "",
                    "followed (asked for every night), paused (not asked for) or gone (GitHub has it no longer)")
            .optional("why", StringType, "", "Why it is in that state; null where it is simply followed")
            .required("state_on", DateType, "day, UTC", "The day it came into its state")
            .optional(
                    "missing_since",
                    DateType,
                    "day, UTC",
                    "The first of the nights in a row in which GitHub did not know it; null where it does")
            .required("missing_nights", IntegerType, "nights", "How many they are")
            .optional("last_seen_on", DateType, "day, UTC", "The last day on which GitHub gave its counts")
            .optional("stars", LongType, "stars", "Stars on that day")
            .optional("created_on", DateType, "day, UTC", "Creation of the repository")
            .optional("topics_on", DateType, "day, UTC", "The last day on which its topics were asked for")
            .optional(
                    "released_on",
                    DateType,
                    "day, UTC",
                    "The day of its latest release, asked for with its topics; null where none is known")
            .check("missing nights are not negative", "missing_nights >= 0");

    public static final Table COLLECTS = Table.named("collects", "the collection of one day by reposignal collect")
            .keys(Table.DAY)
            .required(Table.DAY, DateType, "day, UTC", "The day collected")
            .required("asked", LongType, "repositories", "What was followed: present + missing + failed")
            .required("present", LongType, "repositories", "GitHub gave the counts")
            .required("missing", LongType, "repositories", "GitHub has no such public repository")
            .required("failed", LongType, "repositories", "GitHub did not answer")
            .required("found", LongType, "repositories", "New repositories that discovery brought that day")
            .required("paused", LongType, "repositories", "Left by a rule that day")
            .required("gone", LongType, "repositories", "Found to be gone that day")
            .required("followed", LongType, "repositories", "Followed afterwards")
            .required("graphql_requests", LongType, "requests", "Requests of GraphQL by the process that ended it")
            .required("search_requests", LongType, "requests", "Searches by that process")
            .required("rest_requests", LongType, "requests", "Other requests of REST by that process")
            .optional(
                    "not_modified",
                    LongType,
                    "answers",
                    "Answers of REST that GitHub called unchanged, which cost nothing of the limit; null for older collections")
            .required("points_used", LongType, "points", "Points of GraphQL")
            .required("points_left", LongType, "points", "As GitHub last said; -1 where it said nothing")
            .required("started_at", TimestampType, "time, UTC", "First answer")
            .required("ended_at", TimestampType, "time, UTC", "When its files were written")
            .optional("stopped", StringType, "", "Why not everything was asked for; null where it was")
            .check("everything is counted once", "asked = present + missing + failed");

    public static final Table STAR_HISTORY = Table.named(
                    "star_history", "the stars of one repository's day that GitHub still listed when it was read")
            .keys("read_on", "repo_key", "star_day")
            .by("read_on")
            .required("read_on", DateType, "day, UTC", "The day on which reposignal collect read it")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("star_day", DateType, "day, Pacific time", "The day the stars were given")
            .required("stars_retained", LongType, "stars", "Stars of that day that were still there")
            .required("stars_before", LongType, "stars", "Stars at the start of that day, of those still there")
            .check("stars of a history are not negative", "stars_retained >= 0 AND stars_before >= 0");

    public static final Table STAR_RETENTION = Table.named(
                    "star_retention", "how many of the stars that a repository was seen to gain were kept")
            .keys("read_on", "repo_key", "star_day")
            .by("read_on")
            .required("read_on", DateType, "day, UTC", "The day on which the star history was read")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("star_day", DateType, "day", "The middle of the three days compared")
            .optional(
                    "observed_gain",
                    LongType,
                    "stars",
                    "Stars gained by the snapshots, from the start of the day before to the end of the day after; null where one of the two is missing")
            .required("stars_retained", LongType, "stars", "Stars of the three days that were still there")
            .optional(
                    "retained_share",
                    DoubleType,
                    "ratio",
                    "stars_retained / observed_gain; above 1 where older stars were taken back; null below 30 stars or without observed_gain")
            .optional(
                    "retained_at_most",
                    DoubleType,
                    "ratio",
                    "Stars still there of the three days and of the days before and after them / observed_gain: no more than this share was kept, at whatever hour the snapshots were taken; null as retained_share, and where one of the five days is missing");

    public static final Table ALERTS = Table.named("alerts", "one event of a published night that was told, once")
            .keys("alert_id")
            .required("alert_id", StringType, "", "Hash of rule, subject and occasion: the same event has the same id")
            .required("raised_on", DateType, "day, UTC", "The night that showed it")
            .required("rule", StringType, "", ColumnValues.listed(AlertRule.class) + "; see jobs/docs/alerts.md")
            .required("subject_type", StringType, "", "repository, cluster, field, language or feed")
            .required("subject_key", StringType, "", "repo_key, cluster_id, field, language, or feed")
            .required("subject_name", StringType, "", "Name to print")
            .required(
                    "occasion",
                    StringType,
                    "",
                    "What tells it from other events of the rule and subject: milestone, prediction_id or day")
            .required("title", StringType, "", "The event in one sentence")
            .optional("value", DoubleType, "see value_unit", "The number that decided")
            .required("value_unit", StringType, "", "Unit of value, '' without one")
            .optional("stars", LongType, "stars", "Stars of a repository on that night; null for other subjects")
            .optional(
                    "required_value",
                    DoubleType,
                    "see jobs/docs/alerts.md",
                    "What the observation 28 days later is compared with; null where nothing is")
            .required("due_on", DateType, "day, UTC", "The first day on which it can be graded: raised_on + 28 days")
            .required("lists", Table.listOf(StringType), "", "The watchlists that name the subject")
            .oneOf("rule", AlertRule.class)
            .check("a grade comes later", "due_on > raised_on");

    public static final Table ALERT_OUTCOMES = Table.named(
                    "alert_outcomes", "one alert, graded; never changed once written")
            .keys("alert_id")
            .required("alert_id", StringType, "", "As in alerts")
            .required("graded_on", DateType, "day, UTC", "The night that graded it")
            .required("outcome", StringType, "", ColumnValues.listed(Outcome.class))
            .optional(
                    "observed_value",
                    DoubleType,
                    "see jobs/docs/alerts.md",
                    "The number that decided; null without one")
            .required("evidence", StringType, "", "The observation that decided, as a sentence")
            .oneOf("outcome", Outcome.class);

    public static final Table ALERT_CHECKS = Table.named("alert_checks", "one run of a night that alerts looked at")
            .keys("run_id")
            .required("run_id", StringType, "", "As in runs")
            .required(Table.DAY, DateType, "day, UTC", "The night")
            .required("alerts", LongType, "alerts", "New alerts it gave");

    public static final Table ALERT_DELIVERIES = Table.named("alert_deliveries", "one alert that one channel took")
            .keys("alert_id", "channel")
            .required("alert_id", StringType, "", "As in alerts")
            .required("channel", StringType, "", "Name of the channel")
            .required("sent_at", TimestampType, "time, UTC", "When its receiver had taken it");

    /** All tables, in the data's order. */
    public static final List<Table> ALL = List.of(
            SNAPSHOTS,
            REPO_MONTHS,
            REJECTED_ROWS,
            INGESTS,
            CENSUS,
            COLLECTS,
            STAR_HISTORY,
            STAR_RETENTION,
            FEED_HEALTH,
            REPO_SIGNALS,
            SCORE_COMPONENTS,
            EMBEDDINGS,
            CLUSTERS,
            CLUSTER_MEMBERS,
            CLUSTER_LINEAGE,
            FIELDS,
            LANGUAGE_BREAKDOWN,
            NIGHT_SUMMARY,
            PREDICTIONS,
            PREDICTION_OUTCOMES,
            TRACK_RECORD,
            TRACK_RECORD_KINDS,
            TRACK_RECORD_BINS,
            MODELS,
            YOUNG_RATES,
            BACKTEST_SCORES,
            BACKTEST_METRICS,
            EARLY_BOARDS,
            EARLY_SIGHTINGS,
            COVERAGE,
            HIGHLIGHTS,
            INSIGHTS,
            TRENDS,
            TREND_MEMBERS,
            REPO_MOVEMENT,
            ARTICLES,
            ARTICLE_FACTS,
            WRITER_LOG,
            RUNS,
            REMOVED_DAYS,
            ALERTS,
            ALERT_OUTCOMES,
            ALERT_CHECKS,
            ALERT_DELIVERIES);
}
