package dev.reposignal.sample;

import java.util.List;
import java.util.SplittableRandom;

/** Randomness that rolls the same on every machine and JDK: raw 64-bit numbers of a seed, shaped by strict maths. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** In [0, 1). */
    double share() {
        return (random.nextLong() >>> 11) * 0x1p-53;
    }

    /** In [0, bound). */
    int below(int bound) {
        return (int) (share() * bound);
    }

    /** In [first, last]. */
    int between(int first, int last) {
        return first + below(last - first + 1);
    }

    boolean chance(double probability) {
        return share() < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Standard normal, by Box and Muller. */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - share()));
        return radius * StrictMath.cos(2 * StrictMath.PI * share());
    }

    /** Log-normal with median 1. */
    double spread(double sigma) {
        return StrictMath.exp(sigma * normal());
    }

    /** Poisson: Knuth's product for small means, a rounded normal for large ones. */
    long poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 40) {
            return Math.max(0, StrictMath.round(mean + StrictMath.sqrt(mean) * normal()));
        }
        double limit = StrictMath.exp(-mean);
        long events = 0;
        for (double product = share(); product > limit; product *= share()) {
            events++;
        }
        return events;
    }
}
