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
 * @param releasedOn the day of its latest release, as far as GitHub was asked; null where none is known
 * @param historyOn the day on which its star history was read last
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
        @Nullable LocalDate topicsOn,
        @Nullable LocalDate releasedOn,
        @Nullable LocalDate historyOn) {

    /** The pace of a repository is counted over at most so many days. */
    private static final int REFERENCE_DAYS = 28;

    /** Followed by name, before GitHub was asked. */
    static Followed asked(String fullName, LocalDate day) {
        return named(fullName, FoundBy.ASKED, day);
    }

    /** Found by discovery. */
    static Followed found(Observed found, FoundBy by, LocalDate day) {
        return named(found.fullName(), by, day).seen(found, day);
    }

    /** Named by a watchlist, before GitHub was asked. */
    static Followed watched(String fullName, LocalDate day) {
        return named(fullName, FoundBy.WATCHLIST, day);
    }

    private static Followed named(String fullName, FoundBy by, LocalDate day) {
        return new Followed(
                null,
                null,
                fullName,
                day,
                by,
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
                null,
                null,
                null);
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
                observed.topics() != null ? day : topicsOn,
                observed.releasedAt() == null
                        ? releasedOn
                        : observed.releasedAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                historyOn);
    }

    /** After a night in which GitHub did not know it. The same night twice is once. */
    Followed missed(LocalDate night) {
        return night.equals(lastMissingOn)
                ? this
                : with(
                        foundBy,
                        state,
                        why,
                        stateOn,
                        missingSince == null ? night : missingSince,
                        missingNights + 1,
                        night,
                        historyOn);
    }

    Followed in(FollowState newState, @Nullable String reason, LocalDate day) {
        return with(
                foundBy, newState, reason, since(newState, day), missingSince, missingNights, lastMissingOn, historyOn);
    }

    /** Now asked for by a person, whoever found it. */
    Followed asked(LocalDate day) {
        return with(
                FoundBy.ASKED, FollowState.FOLLOWED, null, since(FollowState.FOLLOWED, day), null, 0, null, historyOn);
    }

    private LocalDate since(FollowState newState, LocalDate day) {
        return newState == state ? stateOn : day;
    }

    /** The same repository with the same counts. */
    private Followed with(
            FoundBy by,
            FollowState newState,
            @Nullable String reason,
            LocalDate newStateOn,
            @Nullable LocalDate newMissingSince,
            int newMissingNights,
            @Nullable LocalDate newLastMissingOn,
            @Nullable LocalDate newHistoryOn) {
        return new Followed(
                repoId,
                nodeId,
                fullName,
                firstSeenOn,
                by,
                newState,
                reason,
                newStateOn,
                newMissingSince,
                newMissingNights,
                newLastMissingOn,
                lastSeenOn,
                stars,
                referenceStars,
                referenceOn,
                createdOn,
                topics,
                topicsOn,
                releasedOn,
                newHistoryOn);
    }

    /** After its star history was read. */
    Followed withHistory(LocalDate day) {
        return with(foundBy, state, why, stateOn, missingSince, missingNights, lastMissingOn, day);
    }
}
