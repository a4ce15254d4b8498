package dev.reposignal.collect;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a repository came into the census. */
public enum FoundBy {
    /** Named with {@code follow}: never left by a rule. */
    @JsonProperty("asked")
    ASKED,
    /** A search for the repositories created on one day. */
    @JsonProperty("newborn")
    NEWBORN,
    /** A search for the repositories with a number of stars. */
    @JsonProperty("band")
    BAND,
    /** A trending list or a story of Hacker News. */
    @JsonProperty("hint")
    HINT,
    /** A watchlist names it or its owner. */
    @JsonProperty("watchlist")
    WATCHLIST
}
