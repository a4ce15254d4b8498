package dev.reposignal.insight.wrong;

/** Has the name of a class of {@code signal}. */
public final class Score {
    private Score() {}
}
