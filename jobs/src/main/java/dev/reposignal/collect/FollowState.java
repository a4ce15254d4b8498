package dev.reposignal.collect;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the census does with a repository. */
public enum FollowState {
    /** Asked for every night. */
    @JsonProperty("followed")
    FOLLOWED,
    /** Not asked for: left by a rule or by {@code unfollow}. Discovery may bring it back. */
    @JsonProperty("paused")
    PAUSED,
    /** GitHub has it no longer, or not for everybody. */
    @JsonProperty("gone")
    GONE
}
