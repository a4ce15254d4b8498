package dev.reposignal.stats;

/**
 * How far probabilities are from what happened: the mean of (probability - outcome)², outcome 1 or 0 (Brier 1950). Lower
 * is better; 0 is perfect.
 */
public final class BrierScore {
    private BrierScore() {}

    /** The squared error of one forecast. */
    public static double error(double probability, boolean outcome) {
        double difference = probability - (outcome ? 1 : 0);
        return difference * difference;
    }

    /**
     * The skill against a reference: 1 is perfect, 0 is no better than the reference, negative is worse (Murphy 1973).
     * Both may be sums over the same cases instead of means.
     */
    public static double skill(double score, double referenceScore) {
        return 1 - score / referenceScore;
    }

    /** The Brier score of always giving the share of outcomes itself: share (1 - share). */
    public static double ofConstant(double share) {
        return share * (1 - share);
    }
}
