package dev.reposignal.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Every table of the lake. Names and keys are a contract with analysts; columns may grow. */
public final class Tables {
    private Tables() {}

    /** Two decimals, exact: points add up to scores without a rounding error. */
    public static final DataType POINTS = DataTypes.createDecimalType(5, 2);

    /** The repositories behind a claim about a group, with their stars on the day of the claim. */
    public static final DataType MEMBERS = Table.listOf(DataTypes.createStructType(List.of(
            DataTypes.createStructField("repo_key", StringType, true),
            DataTypes.createStructField("stars", LongType, true))));

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
                    "id:<number> where the numeric id is known, else name:<lower-case full name>")
            .required("full_name", StringType, "", "owner/name as the source spells it")
            .optional("repo_id", LongType, "", "GitHub's numeric id; it survives renames")
            .optional("description", StringType, "", "The repository's own one-line description")
            .optional("language", StringType, "", "Primary language as GitHub names it; null where there is none")
            .optional("topics", Table.listOf(StringType), "", "Topics in lower case, sorted, without repeats")
            .required("stars", LongType, "stars", "Stargazers at the start of the day")
            .optional("forks", LongType, "forks", "Forks; null where the source does not tell")
            .optional(
                    "open_issues",
                    LongType,
                    "issues",
                    "Open issues and pull requests; null where the source does not tell")
            .optional("pushed_at", TimestampType, "time, UTC", "Last push")
            .optional("created_at", TimestampType, "time, UTC", "When the repository was made")
            .optional("archived", BooleanType, "", "Whether the owner has archived it")
            .required("source", StringType, "", "The feed this row came from")
            .required("observed", BooleanType, "", "False where the row was filled in later and not seen on the day")
            .check("stars are not negative", "stars >= 0")
            .check("forks are not negative", "forks >= 0")
            .check("open issues are not negative", "open_issues >= 0")
            .check("the name has an owner", "full_name LIKE '_%/_%'");

    public static final Table REPO_MONTHS = Table.named(
                    "repo_months", "one repository in one month: its rows of snapshots side by side")
            .keys("month", "repo_key")
            .by("month")
            .required("month", DateType, "day, UTC", "The first day of the month")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on its last day in the month")
            .required("first_day", DateType, "day, UTC", "Its first day in the month that has a row")
            .required("last_day", DateType, "day, UTC", "Its last day in the month that has a row")
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
                    "Its rows in the month, in order of days; the view repo_history unfolds them")
            .check("there is a day", "size(days) > 0");

    public static final Table REJECTED_ROWS = Table.named("rejected_rows", "one input row that could not be taken")
            .keys("ingest_id", "source_file", "line_number")
            .required("ingest_id", StringType, "", "The ingest that met it, as in ingests")
            .required("source_file", StringType, "", "The file as it was named on the command line")
            .required("line_number", LongType, "1-based", "Line in a text file, row number in a Parquet file")
            .optional("raw_text", StringType, "", "The row as it stood there, cut at 4,000 characters")
            .required("reason", StringType, "", "Why it was rejected and what to mend");

    public static final Table INGESTS = Table.named("ingests", "one input file of one ingest")
            .keys("ingest_id", "source_file")
            .required("ingest_id", StringType, "", "Hash of what the files of this ingest contain")
            .required("source_file", StringType, "", "The file as it was named on the command line")
            .required("format", StringType, "", "parquet, ranking-csv, rest-json or snapshot-csv")
            .required("rows_read", LongType, "rows", "Rows in the file: accepted + duplicate + rejected")
            .required("rows_accepted", LongType, "rows", "Rows that stand in snapshots because of this file")
            .required("rows_duplicate", LongType, "rows", "Rows whose repository and day another row already gave")
            .required("rows_rejected", LongType, "rows", "Rows kept in rejected_rows instead")
            .optional("first_day", DateType, "day, UTC", "Earliest accepted day")
            .optional("last_day", DateType, "day, UTC", "Latest accepted day")
            .required("ingested_at", TimestampType, "time, UTC", "When the ingest ended")
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
                    "The latest observed day before, within the window of a day's velocity")
            .required("compared_repos", LongType, "repositories", "Repositories observed on both days")
            .optional(
                    "share_unchanged",
                    DoubleType,
                    "0-1",
                    "Share of the compared repositories whose stars did not change")
            .optional("share_negative", DoubleType, "0-1", "Share of the compared repositories that lost stars")
            .required("is_thin", BooleanType, "", "Coverage below the configured share: rows are missing")
            .required("is_frozen", BooleanType, "", "Hardly any count changed: the feed repeats itself")
            .required(
                    "is_purge_day",
                    BooleanType,
                    "",
                    "Far more repositories than usual lost stars: GitHub removed accounts")
            .required("verdict", StringType, "", ColumnValues.listed(Verdict.class))
            .optional("reason", StringType, "", "Why the day is held, as a sentence with figures")
            .oneOf("verdict", Verdict.class)
            .check("a held day says why", "verdict = '%s' OR reason IS NOT NULL".formatted(Verdict.PUBLISH.value()));

    public static final Table REPO_SIGNALS = Table.named("repo_signals", "one repository observed on one day, measured")
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
                    "Days between the repository's earliest observation inside the window read and this day")
            .optional(
                    "stars_gained_24h",
                    LongType,
                    "stars",
                    "Stars since the reference 1 to 3 days before; negative where stars were lost")
            .optional("stars_gained_7d", LongType, "stars", "Stars since the reference 7 to 10 days before")
            .optional("stars_gained_28d", LongType, "stars", "Stars since the reference 28 to 34 days before")
            .optional(
                    "forks_gained_7d",
                    LongType,
                    "forks",
                    "Forks since the reference of the week; null where either day does not tell them")
            .optional(
                    "open_issues_gained_7d",
                    LongType,
                    "issues",
                    "Open issues since the reference of the week; null where either day does not tell them")
            .optional("days_elapsed_24h", IntegerType, "days", "Days since that reference: 1 to 3")
            .optional("days_elapsed_7d", IntegerType, "days", "Days since that reference: 7 to 10")
            .optional("days_elapsed_28d", IntegerType, "days", "Days since that reference: 28 to 34")
            .optional(
                    "velocity_24h",
                    DoubleType,
                    "stars/day",
                    "stars_gained_24h / days_elapsed_24h; null without a reference")
            .optional(
                    "velocity_7d",
                    DoubleType,
                    "stars/day",
                    "stars_gained_7d / days_elapsed_7d; null without a reference")
            .optional(
                    "velocity_28d",
                    DoubleType,
                    "stars/day",
                    "stars_gained_28d / days_elapsed_28d; null without a reference")
            .optional("acceleration", DoubleType, "stars/day", "velocity_7d - velocity_28d")
            .optional(
                    "burst",
                    DoubleType,
                    "robust deviations",
                    "How far the week stands above the repository's own earlier weeks")
            .required(
                    "is_level_shift",
                    BooleanType,
                    "",
                    "Stars jumped to another repository's level in one step: a swap, a rename or a return, not growth")
            .required(
                    "is_alias",
                    BooleanType,
                    "",
                    "Another name of the same owner has the same count and pace: one repository under two names")
            .required(
                    "is_frozen_series",
                    BooleanType,
                    "",
                    "The count has not moved for weeks although the repository is large enough to move")
            .required(
                    "is_new_arrival",
                    BooleanType,
                    "",
                    "Less than 28 days of history: velocities of 28 days are unknown")
            .required(
                    "is_filled_in",
                    BooleanType,
                    "",
                    "The day or its week's reference was filled in later, not observed")
            .required(
                    "is_suspect_burst",
                    BooleanType,
                    "",
                    "The week's stars came in a burst with hardly a fork or issue, as bought stars do; tracked at most, never surfacing")
            .optional(
                    "signal_score",
                    POINTS,
                    "points, 0-100",
                    "Sum of the points in score_components; null without a week of history")
            .optional(
                    "signal_rank", IntegerType, "1 is best", "Rank by score; ties by velocity_7d, stars, then repo_key")
            .optional(
                    "breakout_probability",
                    DoubleType,
                    "0-1",
                    "The model's probability of a break-out in the 28 days after the day; null without a model or 28 days of history")
            .optional("model", StringType, "", "What gave the probability, as in models")
            .optional(
                    "board_place",
                    IntegerType,
                    "1 is best",
                    "Place on the board of tracked repositories; null for those watched")
            .required(
                    "tier",
                    StringType,
                    "",
                    "%s (at most 15, first on the board), %s (at most 50 with them) or %s; see jobs/docs/scores.md"
                            .formatted(Tier.SURFACING.value(), Tier.TRACKED.value(), Tier.WATCHED.value()))
            .oneOf("tier", Tier.class)
            .check("the score is a share of 100", "signal_score BETWEEN 0 AND 100")
            .check("a probability is a share", "breakout_probability BETWEEN 0 AND 1")
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
            .optional("raw_value", DoubleType, "see unit", "The measured value; null where it cannot be known")
            .required("unit", StringType, "", "Unit of raw_value")
            .optional("normalised", DoubleType, "0-1", "raw_value on the component's scale; null where raw_value is")
            .required("weight", POINTS, "points", "The most points this component can give")
            .required("points", POINTS, "points", "weight x normalised, rounded to two decimals; 0 where unknown")
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
            .required("language", StringType, "", "Language; 'none' where the repository has none")
            .required("repos", LongType, "repositories", "Repositories of that language")
            .required("scope_repos", LongType, "repositories", "Repositories in the scope")
            .required("share", DoubleType, "0-1", "repos / scope_repos")
            .required("position", IntegerType, "1 is most", "Order by repos, then by name")
            .optional("previous_day", DateType, "day, UTC", "The day of the article before this one")
            .optional("previous_share", DoubleType, "0-1", "The share on that day; null without an earlier article")
            .optional("share_change", DoubleType, "-1 to 1", "share - previous_share")
            .required("surfacing_repos", LongType, "repositories", "Those of them that surface")
            .optional(
                    "surfacing_share",
                    DoubleType,
                    "0-1",
                    "surfacing_repos / all surfacing repositories; null where nothing surfaces")
            .required(
                    "accelerating_repos",
                    LongType,
                    "repositories",
                    "Those of them whose acceleration is positive, level shifts and aliases left out")
            .required("accelerating_share", DoubleType, "0-1", "accelerating_repos / repos")
            .required(
                    "velocity_7d",
                    DoubleType,
                    "stars/day",
                    "Sum of their velocity_7d, level shifts and aliases left out")
            .oneOf("scope", LanguageScope.class);

    public static final Table EMBEDDINGS = Table.named("embeddings", "one text under one model")
            .keys("text_hash", "model")
            .required("text_hash", StringType, "sha-256, hex", "Hash of the text")
            .required("model", StringType, "", "The embedder that made the vector")
            .required("text", StringType, "", "The prepared text: name, description and topics")
            .required("vector", Table.listOf(FloatType), "unit length", "The embedding");

    public static final Table CLUSTERS = Table.named("clusters", "one cluster of repositories on one day")
            .keys(Table.DAY, "cluster_id")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day clustered")
            .required("cluster_id", StringType, "", "Identity of the theme; it stays from night to night")
            .required("label", StringType, "", "Two to four words a reader recognises")
            .required("keywords", Table.listOf(StringType), "", "The terms that set the cluster apart, strongest first")
            .required("repos", LongType, "repositories", "Members")
            .required("owners", LongType, "owners", "Distinct owners among the members")
            .required(
                    "accelerating_repos",
                    LongType,
                    "repositories",
                    "Members whose acceleration is positive, who gain at least one star a day and are no level shift")
            .required("accelerating_owners", LongType, "owners", "Distinct owners among those")
            .required("tracked_repos", LongType, "repositories", "Members among the tracked")
            .required("surfacing_repos", LongType, "repositories", "Members among the surfacing")
            .required("velocity_7d", DoubleType, "stars/day", "Sum of the members' velocity_7d, level shifts left out")
            .required(
                    "velocity_28d", DoubleType, "stars/day", "Sum of the members' velocity_28d, level shifts left out")
            .required(
                    "acceleration", DoubleType, "stars/day", "Sum of the members' acceleration, level shifts left out")
            .optional("cohesion", DoubleType, "0-1", "Mean cosine similarity of the members to the centre")
            .required(
                    "age_days",
                    IntegerType,
                    "days",
                    "Days since this cluster_id appeared, counted over nights that all had it")
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
            .required("is_forming", BooleanType, "", "Whether the cluster is one of the three shown as forming now")
            .optional("new_repos", LongType, "repositories", "Members with less than 28 days of history: new entrants")
            .optional(
                    "surfacing_share",
                    DoubleType,
                    "0-1",
                    "surfacing_repos / all surfacing repositories of clusters; null where none surfaces")
            .optional(
                    "median_growth",
                    DoubleType,
                    "1/day",
                    "Median of the members' velocity_7d / stars, level shifts left out")
            .optional(
                    "forming_heat",
                    DoubleType,
                    "points, 0-30",
                    "Part of forming_score: median_growth against that of the day's clusters")
            .optional(
                    "forming_breadth",
                    DoubleType,
                    "points, 0-30",
                    "Part of forming_score: the share of the owners that accelerate, against that of the day")
            .optional("forming_reach", DoubleType, "points, 0-10", "Part of forming_score: how many owners accelerate")
            .optional(
                    "forming_pace",
                    DoubleType,
                    "points, 0-20",
                    "Part of forming_score: how much faster the week is than the four weeks, borne by many")
            .optional(
                    "forming_notice",
                    DoubleType,
                    "points, 0-10",
                    "Part of forming_score: how many members the tracker shows already")
            .optional(
                    "same_theme_as",
                    StringType,
                    "",
                    "The better ranked cluster shown as forming whose theme this one repeats; it has no rank then")
            .required("x", DoubleType, "", "Place on the map, where near themes lie near each other")
            .required("y", DoubleType, "", "Place on the map, where near themes lie near each other")
            .optional("model", StringType, "", "The embedder whose vectors were clustered")
            .optional(
                    "centre",
                    Table.listOf(FloatType),
                    "unit length",
                    "The direction of the theme among that embedder's vectors; the next night starts from it");

    public static final Table CLUSTER_MEMBERS = Table.named(
                    "cluster_members", "one repository's place among the clusters of a day")
            .keys(Table.DAY, "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day clustered")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .optional(
                    "cluster_id",
                    StringType,
                    "",
                    "As in clusters; null for an outlier and where the text says nothing to cluster by")
            .optional(
                    "distance",
                    DoubleType,
                    "cosine, 0-2",
                    "Distance to the centre of its cluster, for an outlier to the nearest one")
            .optional("x", DoubleType, "", "Place on the map, amid the themes it is near to")
            .optional("y", DoubleType, "", "Place on the map, amid the themes it is near to")
            .optional("is_outlier", BooleanType, "", "Too far from every theme to belong to one")
            .optional(
                    "text_hash",
                    StringType,
                    "SHA-256",
                    "As in embeddings, where its vector is; null where the text says nothing, and on nights of older versions")
            .check("an outlier has no cluster", "NOT (is_outlier AND cluster_id IS NOT NULL)");

    public static final Table CLUSTER_LINEAGE = Table.named(
                    "cluster_lineage", "one cluster of a day or of the night before it, and what became of it")
            .keys(Table.DAY, "cluster_id")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day clustered")
            .required("cluster_id", StringType, "", "As in clusters, of this day or of the night before")
            .required(
                    "event",
                    StringType,
                    "",
                    "continued, born, split (off another), merged (into another) or died; the last two are no longer there")
            .optional("previous_day", DateType, "day, UTC", "The night before; null for the first")
            .optional(
                    "related_cluster_id",
                    StringType,
                    "",
                    "The cluster most of it came from (split) or went to (merged); null otherwise")
            .required("repos", LongType, "repositories", "Members on this day; 0 where it ended")
            .required(
                    "previous_repos",
                    LongType,
                    "repositories",
                    "Members the night before: its own, or of the cluster it split off; 0 where it was born")
            .required(
                    "shared_repos",
                    LongType,
                    "repositories",
                    "Members it has in common with itself the night before, or with the related cluster")
            .oneOf("event", LineageEvent.class)
            .check(
                    "only what splits or merges names another",
                    "(%s) = (related_cluster_id IS NOT NULL)"
                            .formatted(
                                    ColumnValues.isOneOf("event", List.of(LineageEvent.SPLIT, LineageEvent.MERGED))));

    public static final Table NIGHT_SUMMARY = Table.named("night_summary", "one day's headline figures")
            .keys(Table.DAY)
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day summed up")
            .required("repos_observed", LongType, "repositories", "Repositories observed on the day")
            .required("repos_scored", LongType, "repositories", "Repositories with a signal score")
            .required(
                    "repos_gaining",
                    LongType,
                    "repositories",
                    "Repositories with a positive velocity_7d, level shifts and aliases left out")
            .required(
                    "repos_losing_24h",
                    LongType,
                    "repositories",
                    "Repositories that lost stars since their last reference, level shifts and aliases left out")
            .required(
                    "stars_gained_7d",
                    LongType,
                    "stars",
                    "Sum of stars_gained_7d over all repositories, level shifts and aliases left out")
            .required("tracked_repos", LongType, "repositories", "Repositories tracked")
            .required("surfacing_repos", LongType, "repositories", "Repositories surfacing")
            .optional("lowest_surfacing_score", POINTS, "points, 0-100", "The score of the last surfacing repository")
            .optional("highest_score", POINTS, "points, 0-100", "The best score of the day")
            .required("tracked_languages", LongType, "languages", "Distinct languages among the tracked")
            .required("clusters", LongType, "clusters", "Clusters found")
            .required(
                    "new_surfacing_repos",
                    LongType,
                    "repositories",
                    "Surfacing repositories that were not surfacing in the previous article; 0 without one")
            .required(
                    "dropped_surfacing_repos",
                    LongType,
                    "repositories",
                    "Repositories that were surfacing in the previous article and are not now; 0 without one")
            .required("forming_clusters", LongType, "clusters", "Clusters shown as forming now")
            .optional("previous_day", DateType, "day, UTC", "The day of the article before this one");

    public static final Table HIGHLIGHTS = Table.named("highlights", "one choice the article makes, with its reason")
            .keys(Table.DAY, "kind", "position")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the article")
            .required("kind", StringType, "", ColumnValues.listed(HighlightKind.class))
            .required("rule", StringType, "", "Short name of the rule that chose it, explained in insight.Highlights")
            .required("position", IntegerType, "1 is first", "Order within the kind")
            .required("subject_type", StringType, "", ColumnValues.listed(SubjectType.KEYED))
            .required("subject_key", StringType, "", "repo_key, language or cluster_id")
            .required("subject_name", StringType, "", "Name to print")
            .optional("measure", DoubleType, "see measure_unit", "The figure that decided")
            .optional("measure_unit", StringType, "", "Unit of measure")
            .required("reason", StringType, "", "The rule that chose it, as a sentence")
            .oneOf("kind", HighlightKind.class)
            .oneOf("rule", HighlightRule.class)
            .oneOf("subject_type", SubjectType.KEYED);

    public static final Table INSIGHTS = Table.named("insights", "one thing that is notable about a night")
            .keys(Table.DAY, "kind", "subject_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The night")
            .required("kind", StringType, "", "What kind of thing it is, explained in jobs/docs/insights.md")
            .required("subject_type", StringType, "", ColumnValues.listed(SubjectType.class))
            .required("subject_key", StringType, "", "repo_key, language, cluster_id, or the subject_type itself")
            .required("subject_name", StringType, "", "Name to print")
            .required("value", DoubleType, "see value_unit", "The figure that is notable")
            .required("value_unit", StringType, "", "Unit of value and expected")
            .required("expected", DoubleType, "see value_unit", "What it is compared with")
            .required("cases", LongType, "see cases_unit", "How many cases stand behind it")
            .required("cases_unit", StringType, "", "What is counted in cases")
            .required(
                    "surprise",
                    DoubleType,
                    "bits",
                    "At most -log2 of the chance to see a figure as extreme; one coin toss is one bit")
            .required("support", DoubleType, "0-1", "cases / (cases + what is enough for one half)")
            .required(
                    "articles_running",
                    IntegerType,
                    "articles",
                    "Articles in a row before this night that found the same of the same subject")
            .required("strength", DoubleType, "bits", "surprise x support, halved for each of articles_running")
            .required("position", IntegerType, "1 is first", "Order by strength")
            .required("reason", StringType, "", "What was compared with what, as a sentence")
            .oneOf("kind", InsightKind.class)
            .oneOf("subject_type", SubjectType.class)
            .check("support is a share", "support BETWEEN 0 AND 1")
            .check("a surprise is at least what is notable", "surprise >= 3");

    public static final Table PREDICTIONS = Table.named(
                    "predictions", "one claim about the future; never changed once written")
            .keys("prediction_id")
            .required(
                    "prediction_id",
                    StringType,
                    "",
                    "made_on, kind and subject, joined: the same claim has the same id")
            .required("made_on", DateType, "day, UTC", "The day whose data the claim rests on")
            .required("due_on", DateType, "day, UTC", "The first day it can be graded: made_on + 28 days")
            .required(
                    "kind",
                    StringType,
                    "",
                    "What is claimed: %s; see jobs/docs/predictions.md".formatted(ColumnValues.listed(ClaimKind.class)))
            .required("subject_type", StringType, "", ColumnValues.listed(SubjectType.KEYED))
            .required("subject_key", StringType, "", "repo_key, cluster_id or language")
            .required("subject_name", StringType, "", "Name to print")
            .required("position", IntegerType, "1 is first", "Order among the predictions of the day")
            .required("claim", StringType, "", "The claim as a sentence")
            .required("criterion", StringType, "", "The claim as JSON a program can check")
            .optional(
                    "unit",
                    StringType,
                    "",
                    "What is counted: stars or repositories; null before other kinds than breakout")
            .optional(
                    "required_value",
                    DoubleType,
                    "see unit",
                    "The least observed value that makes the claim true; null where required_gain alone says it")
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
                    "The least gain in 28 days that makes the claim true; null for a language")
            .optional(
                    "members",
                    MEMBERS,
                    "",
                    "The repositories of the cluster, or those surfacing when a language is claimed; null for a repository")
            .required("probability", DoubleType, "0-1", "How likely we hold it to be")
            .required(
                    "base_rate",
                    DoubleType,
                    "0-1",
                    "How often the same came true for everything eligible in the finished windows; of groups by Laplace's rule")
            .required(
                    "base_repos",
                    LongType,
                    "cases",
                    "Eligible repositories, clusters or languages behind base_rate, counted once per window")
            .required("model", StringType, "", "What gave the probability")
            .check("a probability is a share", "probability BETWEEN 0 AND 1")
            .oneOf("kind", ClaimKind.class)
            .oneOf("subject_type", SubjectType.KEYED)
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
                    "The observation 28 to 34 days after the claim it is graded on; null where there was none")
            .optional(
                    "observed_value",
                    DoubleType,
                    "see predictions.unit",
                    "Stars gained until then, scaled to 28 days, or repositories counted; null where unobservable")
            .required("evidence", StringType, "", "What it was graded on, as a sentence")
            .oneOf("outcome", Outcome.class)
            .check(
                    "a graded value was observed",
                    "outcome = '%s' OR observed_value IS NOT NULL".formatted(Outcome.UNOBSERVABLE.value()));

    public static final Table TRACK_RECORD = Table.named(
                    "track_record", "one day's sum of all predictions graded so far")
            .keys(Table.DAY)
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day summed up")
            .required("predictions_made", LongType, "predictions", "Predictions made up to this day")
            .required("resolved_today", LongType, "predictions", "Those graded on this very day, hit or miss")
            .required("predictions_open", LongType, "predictions", "Predictions not graded yet")
            .required("hits", LongType, "predictions", "Graded and true")
            .required("misses", LongType, "predictions", "Graded and false")
            .required("unobservable", LongType, "predictions", "Due, and nobody can tell any more")
            .optional("hit_rate", DoubleType, "0-1", "hits / (hits + misses); null where nothing was graded")
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
                    "track_record_kinds", "one kind of claim in one day's sum of all predictions graded so far")
            .keys(Table.DAY, "kind")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day summed up")
            .required("kind", StringType, "", "As in predictions")
            .required("predictions_made", LongType, "predictions", "Predictions made up to this day")
            .required("predictions_open", LongType, "predictions", "Predictions not graded yet")
            .required("hits", LongType, "predictions", "Graded and true")
            .required("misses", LongType, "predictions", "Graded and false")
            .required("unobservable", LongType, "predictions", "Due, and nobody can tell any more")
            .optional("hit_rate", DoubleType, "0-1", "hits / (hits + misses); null where nothing was graded")
            .optional("mean_probability", DoubleType, "0-1", "Mean probability of the graded predictions")
            .optional("mean_base_rate", DoubleType, "0-1", "Mean base_rate of the graded predictions")
            .optional("brier_score", DoubleType, "0-1, lower is better", "As in track_record, of this kind")
            .optional(
                    "brier_skill", DoubleType, "1 is perfect, 0 is the base rate", "As in track_record, of this kind");

    public static final Table TRACK_RECORD_BINS = Table.named(
                    "track_record_bins", "the predictions of like probability in one day's sum: calibration")
            .keys(Table.DAY, "kind", "bin")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day summed up")
            .required("kind", StringType, "", "As in predictions, or all")
            .required("bin", IntegerType, "1-10", "Tenth of the probability: 1 is 0 to 0.1, 10 is 0.9 to 1")
            .required("predictions", LongType, "predictions", "Graded predictions in the bin, hit or miss")
            .required("hits", LongType, "predictions", "Those that came true")
            .required("mean_probability", DoubleType, "0-1", "Mean probability they were given")
            .required("hit_rate", DoubleType, "0-1", "hits / predictions: the same as mean_probability if calibrated")
            .check("the bin is one of ten", "bin BETWEEN 1 AND 10")
            .check("no bin is empty", "predictions > 0");

    public static final Table MODELS = Table.named("models", "one trained model")
            .keys("model_id")
            .required("model_id", StringType, "", "Method, last day seen and a hash of features and trees")
            .required(
                    "trained_on",
                    DateType,
                    "day, UTC",
                    "The last day whose data it has seen; nights from then on use it")
            .required("features", Table.listOf(StringType), "", "What it judges by, in order; see jobs/docs/model.md")
            .required(
                    "calibration_slope",
                    DoubleType,
                    "",
                    "Factor on the trees' log-odds (Platt 1999); 1 where too few days were held out")
            .required("calibration_intercept", DoubleType, "", "Added to the trees' log-odds")
            .required("base_rate", DoubleType, "0-1", "Share of break-outs among all it could learn from")
            .required(
                    "figures",
                    DataTypes.createMapType(StringType, DoubleType, false),
                    "",
                    "What was measured in training, held_out_ on the last eight weeks before the trees saw them")
            .required(
                    "parameters",
                    DataTypes.createMapType(StringType, StringType, false),
                    "",
                    "How the trees were grown")
            .required("trees", DataTypes.BinaryType, "", "The trees in XGBoost's UBJSON format")
            .check("a base rate is a share", "base_rate BETWEEN 0 AND 1");

    public static final Table EARLY_BOARDS = Table.named(
                    "early_boards", "one place of a board set up again for an earlier day, to see how early it was")
            .keys(Table.DAY, "method", "board_place")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day of the board; it rests on that day and those before")
            .required(
                    "method",
                    StringType,
                    "",
                    "board: as a night sets it up; velocity_24h: the fastest of the day, any size")
            .required("board_place", IntegerType, "1 is best", "Place on the board")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .required("stars", LongType, "stars", "Stars on that day")
            .optional("model", StringType, "", "What gave the probabilities of the board; null without a model")
            .check("the method is known", "method IN ('board', 'velocity_24h')");

    public static final Table EARLY_SIGHTINGS = Table.named(
                    "early_sightings",
                    "one repository's first appearance on a trending list, and whether a board had named it before")
            .keys("trended_on", "repo_key", "method")
            .required("trended_on", DateType, "day, UTC", "The first day the list named it")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name as the list has it")
            .required("stars", LongType, "stars", "Stars on that day as the list has them")
            .required(
                    "days_observed",
                    LongType,
                    "days",
                    "Of the 60 days before, those on which the feed held it: with none no board could name it")
            .required("method", StringType, "", "Which boards are asked, as in early_boards")
            .optional("first_listed_on", DateType, "day, UTC", "The first board of the 60 days before that named it")
            .optional("days_ahead", IntegerType, "days", "trended_on - first_listed_on; null where no board named it")
            .check("a sighting is before the appearance", "days_ahead BETWEEN 1 AND 60");

    public static final Table BACKTEST_SCORES = Table.named(
                    "backtest_scores", "one forecast of a backtest, graded: one repository on one date")
            .keys(Table.DAY, "repo_key")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day whose data the forecast rests on")
            .required("repo_key", StringType, "", "As in snapshots")
            .required("full_name", StringType, "", "owner/name on that day")
            .required("backtest_id", StringType, "", "The backtest that last wrote this row, as in backtest_metrics")
            .optional("model", StringType, "", "What gave the probability; null where no model was trained yet")
            .optional("signal_score", DoubleType, "points, 0-100", "The documented score; null where it is unknown")
            .optional("probability", DoubleType, "0-1", "The model's probability of a break-out; null without a model")
            .optional(
                    "base_rate", DoubleType, "0-1", "Share of break-outs among the forecasts resolved before that day")
            .required("label", BooleanType, "", "Whether it broke out; false where it vanished")
            .required("is_vanished", BooleanType, "", "Not observed 28 to 34 days later: graded as no break-out")
            .optional("gain_before", LongType, "stars", "stars_gained_28d on that day")
            .optional(
                    "future_gain",
                    DoubleType,
                    "stars",
                    "Stars gained afterwards, scaled to 28 days; null where it vanished")
            .required("stars", LongType, "stars", "Stars on that day, the plainest ranking")
            .optional("velocity_24h", DoubleType, "stars/day", "As in repo_signals: what trending lists rank by")
            .optional("velocity_7d", DoubleType, "stars/day", "As in repo_signals")
            .optional("relative_growth_7d", DoubleType, "ratio", "Stars gained in 7 days / stars before them")
            .optional("acceleration_24h", DoubleType, "stars/day", "velocity_24h - velocity_28d")
            .optional("acceleration_3d", DoubleType, "stars/day", "Velocity of 3 days - velocity_28d")
            .optional(
                    "recency_weighted_gain",
                    DoubleType,
                    "weighted stars and forks",
                    "OSSInsight's sum on daily counts of 7 days; see jobs/docs/backtest.md")
            .optional("score_without_day_surge", DoubleType, "points", "signal_score less the points of day_surge")
            .optional("score_without_week_surge", DoubleType, "points", "signal_score less the points of week_surge")
            .optional("score_without_momentum", DoubleType, "points", "signal_score less the points of momentum")
            .optional("score_without_growth", DoubleType, "points", "signal_score less the points of growth")
            .optional("score_without_burst", DoubleType, "points", "signal_score less the points of burst")
            .optional("score_without_persistence", DoubleType, "points", "signal_score less the points of persistence")
            .check("a probability is a share", "probability BETWEEN 0 AND 1")
            .check("a base rate is a share", "base_rate BETWEEN 0 AND 1")
            .check("what vanished did not break out", "NOT (label AND is_vanished)")
            .check("what vanished has no gain, all else has one", "is_vanished = (future_gain IS NULL)");

    public static final Table BACKTEST_METRICS = Table.named(
                    "backtest_metrics", "one figure of one backtest, for one period and method")
            .keys("backtest_id", "period", "method", "metric", "place")
            .required("backtest_id", StringType, "", "First and last day: 2025-07-01..2026-02-28")
            .required("first_day", DateType, "day, UTC", "First day forecasts were asked for")
            .required("last_day", DateType, "day, UTC", "Last day forecasts were asked for")
            .required("period", StringType, "", "A quarter as 2025-Q3, or all")
            .required(
                    "method",
                    StringType,
                    "",
                    "The column of backtest_scores that ranks; universe for counts, base_rate for the reference")
            .required("metric", StringType, "", "What is measured, explained in jobs/docs/backtest.md")
            .required("place", IntegerType, "", "k of precision@k and recall@k, bin 1 to 10 of reliability, else 0")
            .optional("value", DoubleType, "", "The figure; null where it is not defined")
            .optional("low", DoubleType, "", "Lower end of the 95 % bootstrap interval over repositories")
            .optional("high", DoubleType, "", "Upper end of it")
            .required("cases", LongType, "", "Dates behind precision and recall, rows behind all else")
            .check("an interval is not reversed", "low <= high");

    public static final Table ARTICLES = Table.named("articles", "one rendered article")
            .keys(Table.DAY)
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The day the article is about")
            .required("title", StringType, "", "Headline")
            .required("standfirst", StringType, "", "The sentences under the headline")
            .required("author", StringType, "", "Byline")
            .optional("previous_day", DateType, "day, UTC", "The article it compares itself with")
            .optional(
                    "warning",
                    StringType,
                    "",
                    "Printed where the day would have been held and was published by --allow-stale")
            .required("markdown", StringType, "", "The article in Markdown")
            .required(
                    "body_html",
                    StringType,
                    "",
                    "The article element of its page: the whole site can be written again from this table")
            .optional(
                    "frames",
                    Table.listOf(StringType),
                    "",
                    "The frames its sentences were built on, in order; the next articles choose others");

    public static final Table ARTICLE_FACTS = Table.named(
                    "article_facts", "one printed number or name, bound to the table row it comes from")
            .keys(Table.DAY, "fact_id")
            .byDay()
            .required(Table.DAY, DateType, "day, UTC", "The article")
            .required("fact_id", StringType, "", "Identity within the article, in reading order")
            .required("section", StringType, "", "Section of the article")
            .required("text", StringType, "", "The fact as printed")
            .optional("value", DoubleType, "see unit", "The number behind the text; null for a name")
            .required("unit", StringType, "", "Unit of value, '' for a name")
            .required("table_name", StringType, "", "The table it stands in")
            .required("row_key", StringType, "", "The row's key columns as JSON")
            .required("column_name", StringType, "", "The column it was read from")
            .required("table_version", LongType, "Delta version", "The version of the table it was read at")
            .optional(
                    "format",
                    StringType,
                    "",
                    "How text was made of the column's value, as in article.Format: reposignal facts makes it again");

    public static final Table RUNS = Table.named("runs", "one run of a night, written after its tables")
            .keys("run_id")
            .required("run_id", StringType, "", "Day and attempt: 2026-03-06-0001")
            .required(Table.DAY, DateType, "day, UTC", "The day that was run")
            .required(
                    "status",
                    StringType,
                    "",
                    "%s (tables whole, site not switched yet), %s (site switched), %s (tables whole, site could not be switched), %s or %s"
                            .formatted(
                                    RunStatus.WRITTEN.value(),
                                    RunStatus.PUBLISHED.value(),
                                    RunStatus.SITE_FAILED.value(),
                                    RunStatus.HELD.value(),
                                    RunStatus.FAILED.value()))
            .optional("reason", StringType, "", "Why it was held or failed, or why its site was")
            .required("started_at", TimestampType, "time, UTC", "Start of the run")
            .required("finished_at", TimestampType, "time, UTC", "When its tables were written, or it failed")
            .required("code_version", StringType, "", "Version of RepoSignal")
            .required("settings", StringType, "", "The settings in force, as JSON")
            .required("input_versions", VERSIONS, "Delta versions", "Version of every table read")
            .required("output_versions", VERSIONS, "Delta versions", "Version of every table written")
            .required("row_counts", VERSIONS, "rows", "Rows of the day in every table written")
            .required("stage_millis", VERSIONS, "ms", "Wall time of every stage up to finished_at")
            .optional(
                    "published_at",
                    TimestampType,
                    "time, UTC",
                    "When the site with it was switched into place; null without, and in runs of older versions")
            .oneOf("status", RunStatus.class);

    /** All tables, in the data's order. */
    public static final List<Table> ALL = List.of(
            SNAPSHOTS,
            REPO_MONTHS,
            REJECTED_ROWS,
            INGESTS,
            FEED_HEALTH,
            REPO_SIGNALS,
            SCORE_COMPONENTS,
            EMBEDDINGS,
            CLUSTERS,
            CLUSTER_MEMBERS,
            CLUSTER_LINEAGE,
            LANGUAGE_BREAKDOWN,
            NIGHT_SUMMARY,
            PREDICTIONS,
            PREDICTION_OUTCOMES,
            TRACK_RECORD,
            TRACK_RECORD_KINDS,
            TRACK_RECORD_BINS,
            MODELS,
            BACKTEST_SCORES,
            BACKTEST_METRICS,
            EARLY_BOARDS,
            EARLY_SIGHTINGS,
            HIGHLIGHTS,
            INSIGHTS,
            ARTICLES,
            ARTICLE_FACTS,
            RUNS);
}
