package dev.reposignal.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The surges of one day, added up by language, owner and topic.
 *
 * <p>Every repository is added, then {@link #close} is called, then questions are answered. Surges are whole numbers, so the
 * sums do not depend on the order.
 */
final class DailyAggregates {
    private static final double PRIOR_REPOSITORIES = 10;

    private final Total all = new Total();
    private final Map<String, Total> languages = new HashMap<>();
    private final Map<String, Total> owners = new HashMap<>();
    private final Map<String, Total> topics = new HashMap<>();
    private long[] surges = new long[1024];

    /** Repositories of a group, and the surges of those that have one. */
    private static final class Total {
        private int repositories;
        private int measured;
        private long sum;

        void add(@Nullable Long surge) {
            repositories++;
            if (surge != null) {
                measured++;
                sum += surge;
            }
        }
    }

    void add(@Nullable Long surge, String language, String owner, @Nullable List<String> topics) {
        if (surge != null) {
            if (all.measured == surges.length) {
                surges = Arrays.copyOf(surges, 2 * surges.length);
            }
            surges[all.measured] = surge;
        }
        all.add(surge);
        languages.computeIfAbsent(language, name -> new Total()).add(surge);
        owners.computeIfAbsent(owner, name -> new Total()).add(surge);
        if (topics != null) {
            topics.forEach(topic ->
                    this.topics.computeIfAbsent(topic, name -> new Total()).add(surge));
        }
    }

    /** To be called after the last repository was added. */
    void close() {
        surges = Arrays.copyOf(surges, all.measured);
        Arrays.sort(surges);
    }

    /** The mean surge; NaN where none has one. */
    double mean() {
        return all.measured == 0 ? Double.NaN : (double) all.sum / all.measured;
    }

    /** The share of the other repositories that surge less, as {@code percent_rank}: those without a surge come first. */
    double rank(@Nullable Long surge) {
        if (surge == null || all.repositories == 1) {
            return 0;
        }
        int low = 0;
        int high = surges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (surges[middle] < surge) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int without = all.repositories - all.measured;
        return (double) (without + low) / (all.repositories - 1);
    }

    double languageSurge(@Nullable Long surge, String language) {
        return surgeOfOthers(surge, languages.get(language));
    }

    double ownerSurge(@Nullable Long surge, String owner) {
        return surgeOfOthers(surge, owners.get(owner));
    }

    double ownerRepositories(String owner) {
        Total total = owners.get(owner);
        return total == null ? 0 : total.repositories;
    }

    /** The highest of its topics; NaN without topics. */
    double topicSurge(@Nullable Long surge, @Nullable List<String> topics) {
        double highest = Double.NaN;
        if (topics != null) {
            for (String topic : topics) {
                double others = surgeOfOthers(surge, this.topics.get(topic));
                if (!Double.isNaN(others)) {
                    highest = Double.isNaN(highest) ? others : Math.max(highest, others);
                }
            }
        }
        return highest;
    }

    /** How far the others of a group surge above the market, drawn towards it; NaN where none of the group has a surge. */
    private double surgeOfOthers(@Nullable Long surge, @Nullable Total group) {
        if (group == null || group.measured == 0) {
            return Double.NaN;
        }
        long own = surge == null ? 0 : surge;
        int others = group.measured - (surge == null ? 0 : 1);
        double excess = group.sum - own - mean() * others;
        return excess / (others + PRIOR_REPOSITORIES);
    }
}
