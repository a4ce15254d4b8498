package dev.reposignal.stats;

/**
 * Exact t-SNE in the plane (van der Maaten and Hinton 2008): points whose distances in many dimensions are small come to
 * lie near each other. Without random numbers: the caller gives the points it starts from.
 */
public final class Tsne {
    private static final double LEARNING_RATE = 10;
    private static final double EARLY_EXAGGERATION = 4;
    private static final double EARLY_MOMENTUM = 0.5;
    private static final double MOMENTUM = 0.8;
    private static final int BISECTIONS = 60;

    private Tsne() {}

    /**
     * The joint probabilities p of the paper: for each point a distribution over the others that falls with the distance
     * and has the given perplexity, made symmetric; all entries add up to 1.
     *
     * @param distances in place of the paper's squared distances, 0 on the diagonal; at least three points
     * @param perplexity effective number of neighbours; at most half of the other points
     */
    public static double[][] affinities(double[][] distances, double perplexity) {
        int size = distances.length;
        double total = 0;
        for (double[] row : distances) {
            for (double distance : row) {
                total += distance;
            }
        }
        double mean = Math.max(total / (size * (size - 1.0)), Double.MIN_NORMAL);
        double[][] affinities = new double[size][size];
        for (int i = 0; i < size; i++) {
            double[] neighbours = neighbours(distances[i], i, mean, perplexity);
            for (int j = 0; j < size; j++) {
                affinities[i][j] += neighbours[j] / (2 * size);
                affinities[j][i] += neighbours[j] / (2 * size);
            }
        }
        return affinities;
    }

    /** Weights that fall exponentially with the distance; the rate is found by bisection. */
    private static double[] neighbours(double[] distances, int self, double mean, double most) {
        double perplexity = Math.min(most, (distances.length - 1) / 2.0);
        double low = 1e-3;
        double high = 1e4;
        double[] weights = new double[distances.length];
        for (int bisection = 0; bisection < BISECTIONS; bisection++) {
            double steepness = Math.sqrt(low * high);
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < distances.length; j++) {
                nearest = j == self ? nearest : Math.min(nearest, distances[j]);
            }
            double sum = 0;
            for (int j = 0; j < distances.length; j++) {
                weights[j] = j == self ? 0 : Math.exp(-steepness * (distances[j] - nearest) / mean);
                sum += weights[j];
            }
            double entropy = 0;
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= sum;
                entropy -= weights[j] > 0 ? weights[j] * Math.log(weights[j]) : 0;
            }
            if (entropy > Math.log(perplexity)) {
                low = steepness;
            } else {
                high = steepness;
            }
        }
        return weights;
    }

    /**
     * Moves points of the plane, in place, down the gradient of the Kullback-Leibler divergence between the affinities and
     * those of the plane, which a Student t kernel gives.
     *
     * @param steps all steps
     * @param earlySteps how many of them exaggerate the affinities fourfold, which lets groups form first
     */
    public static void descend(double[][] points, double[][] affinities, int steps, int earlySteps) {
        int size = points.length;
        double[][] velocity = new double[size][2];
        double[][] kernel = new double[size][size];
        for (int step = 0; step < steps; step++) {
            double exaggeration = step < earlySteps ? EARLY_EXAGGERATION : 1;
            double momentum = step < earlySteps ? EARLY_MOMENTUM : MOMENTUM;
            double total = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    double dx = points[i][0] - points[j][0];
                    double dy = points[i][1] - points[j][1];
                    kernel[i][j] = 1 / (1 + dx * dx + dy * dy);
                    kernel[j][i] = kernel[i][j];
                    total += 2 * kernel[i][j];
                }
            }
            double[][] gradient = new double[size][2];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double pull = 4 * (exaggeration * affinities[i][j] - kernel[i][j] / total) * kernel[i][j];
                    gradient[i][0] += pull * (points[i][0] - points[j][0]);
                    gradient[i][1] += pull * (points[i][1] - points[j][1]);
                }
            }
            for (int i = 0; i < size; i++) {
                for (int axis = 0; axis < 2; axis++) {
                    velocity[i][axis] = momentum * velocity[i][axis] - LEARNING_RATE * gradient[i][axis];
                    points[i][axis] += velocity[i][axis];
                }
            }
        }
    }
}
