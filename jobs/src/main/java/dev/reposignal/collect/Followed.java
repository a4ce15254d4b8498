package dev.reposignal.collect;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A repository of the census. It is one by its numeric id: a new name or owner changes nothing, another repository under
 * its old name is another one. Before GitHub was asked for it, it is known by its name.
 *
 * @param firstSeenOn the day it came into the census
 * @param why of its state, in words; null for what is simply followed
 * @param stateOn the day it came into its state
 * @param missingSince the first of the nights in a row in which GitHub did not know it
 * @param missingNights how many they are
 * @param referenceStars an earlier count, of referenceOn, from which the pace is computed
 * @param topics as last asked for, on topicsOn
 */
public record Followed(
        @Nullable Long repoId,
        @Nullable String nodeId,
        String fullName,
        LocalDate firstSeenOn,
        FoundBy foundBy,
        FollowState state,
        @Nullable String why,
        LocalDate stateOn,
        @Nullable LocalDate missingSince,
        int missingNights,
        @Nullable LocalDate lastMissingOn,
        @Nullable LocalDate lastSeenOn,
        @Nullable Long stars,
        @Nullable Long referenceStars,
        @Nullable LocalDate referenceOn,
        @Nullable LocalDate createdOn,
        @Nullable List<String> topics,
        @Nullable LocalDate topicsOn) {

    /** The pace of a repository is counted over at most so many days. */
    private static final int REFERENCE_DAYS = 28;

    /** Followed by name, before GitHub was asked. */
    static Followed asked(String fullName, LocalDate day) {
        return new Followed(
                null,
                null,
                fullName,
                day,
                FoundBy.ASKED,
                FollowState.FOLLOWED,
                null,
                day,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Found by discovery. */
    static Followed found(Observed found, FoundBy by, LocalDate day) {
        Followed named = asked(found.fullName(), day);
        return new Followed(
                        found.repoId(),
                        found.nodeId(),
                        found.fullName(),
                        day,
                        by,
                        named.state,
                        null,
                        day,
                        null,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .seen(found, day);
    }

    /** As {@code repo_key} of snapshots: one repository has one key. */
    @JsonIgnore
    public String key() {
        return repoId != null ? "id:" + repoId : "name:" + fullName.toLowerCase(Locale.ROOT);
    }

    /** Whether it is asked for. */
    @JsonIgnore
    public boolean isFollowed() {
        return state == FollowState.FOLLOWED;
    }

    /** Stars per day since the reference; 0 where there is none. */
    @JsonIgnore
    public double pace() {
        if (stars == null || referenceStars == null || referenceOn == null || lastSeenOn == null) {
            return 0;
        }
        long days = ChronoUnit.DAYS.between(referenceOn, lastSeenOn);
        return days <= 0 ? 0 : (double) (stars - referenceStars) / days;
    }

    /** The days over which the pace is known. */
    @JsonIgnore
    long paceDays() {
        return referenceOn == null || lastSeenOn == null ? 0 : ChronoUnit.DAYS.between(referenceOn, lastSeenOn);
    }

    /** After an answer of a day that has it. The same day twice is once. */
    Followed seen(Observed observed, LocalDate day) {
        boolean needsReference = referenceOn == null
                || (!day.equals(lastSeenOn)
                        && referenceOn.plusDays(REFERENCE_DAYS).isBefore(day));
        boolean isFirst = lastSeenOn == null;
        Long newReference = needsReference ? (isFirst ? (Long) observed.stars() : stars) : referenceStars;
        LocalDate newReferenceOn = needsReference ? (isFirst ? day : lastSeenOn) : referenceOn;
        boolean isBack = state == FollowState.GONE;
        return new Followed(
                observed.repoId(),
                observed.nodeId(),
                observed.fullName(),
                firstSeenOn,
                foundBy,
                isBack ? FollowState.FOLLOWED : state,
                isBack ? "came back" : why,
                isBack ? day : stateOn,
                null,
                0,
                null,
                day,
                observed.stars(),
                newReference,
                newReferenceOn,
                observed.createdAt() == null
                        ? createdOn
                        : observed.createdAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                observed.topics() != null ? observed.topics() : topics,
                observed.topics() != null ? day : topicsOn);
    }

    /** After a night in which GitHub did not know it. The same night twice is once. */
    Followed missed(LocalDate night) {
        if (night.equals(lastMissingOn)) {
            return this;
        }
        return new Followed(
                repoId,
                nodeId,
                fullName,
                firstSeenOn,
                foundBy,
                state,
                why,
                stateOn,
                missingSince == null ? night : missingSince,
                missingNights + 1,
                night,
                lastSeenOn,
                stars,
                referenceStars,
                referenceOn,
                createdOn,
                topics,
                topicsOn);
    }

    Followed in(FollowState newState, @Nullable String reason, LocalDate day) {
        return new Followed(
                repoId,
                nodeId,
                fullName,
                firstSeenOn,
                foundBy,
                newState,
                reason,
                newState == state ? stateOn : day,
                missingSince,
                missingNights,
                lastMissingOn,
                lastSeenOn,
                stars,
                referenceStars,
                referenceOn,
                createdOn,
                topics,
                topicsOn);
    }

    /** Now asked for by a person, whoever found it. */
    Followed asked(LocalDate day) {
        Followed followed = in(FollowState.FOLLOWED, null, day);
        return new Followed(
                followed.repoId,
                followed.nodeId,
                followed.fullName,
                followed.firstSeenOn,
                FoundBy.ASKED,
                followed.state,
                followed.why,
                followed.stateOn,
                null,
                0,
                null,
                followed.lastSeenOn,
                followed.stars,
                followed.referenceStars,
                followed.referenceOn,
                followed.createdOn,
                followed.topics,
                followed.topicsOn);
    }
}
