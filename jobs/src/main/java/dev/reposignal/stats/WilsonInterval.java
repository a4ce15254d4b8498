package dev.reposignal.stats;

/**
 * The 95% score interval of a share (Wilson 1927): which true shares the observed one does not contradict. It never
 * leaves 0 to 1 and is of use for few cases too.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record WilsonInterval(double low, double high) {
    /** The two-sided 95% quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of a share of so many cases.
     *
     * @param share observed, 0 to 1
     * @param cases at least one
     */
    public static WilsonInterval of(double share, long cases) {
        if (cases < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("No interval of a share of %s of %d cases".formatted(share, cases));
        }
        double square = Z * Z / cases;
        double middle = (share + square / 2) / (1 + square);
        double half = Z / (1 + square) * Math.sqrt(share * (1 - share) / cases + square / (4.0 * cases));
        return new WilsonInterval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
