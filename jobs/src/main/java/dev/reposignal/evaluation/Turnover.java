package dev.reposignal.evaluation;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/** How much of a list changes from one day to a later one. */
final class Turnover {
    private Turnover() {}

    /**
     * The mean share of the names on a list that were not on the list so many days before, over the days that have both.
     *
     * @param lists the names on the list of each day
     * @return empty if no two lists are so many days apart
     */
    static OptionalDouble shareNew(Map<LocalDate, Set<String>> lists, int daysApart) {
        return lists.entrySet().stream()
                .filter(list -> !list.getValue().isEmpty()
                        && lists.containsKey(list.getKey().minusDays(daysApart)))
                .mapToDouble(list -> {
                    Set<String> before =
                            Objects.requireNonNull(lists.get(list.getKey().minusDays(daysApart)));
                    long fresh = list.getValue().stream()
                            .filter(name -> !before.contains(name))
                            .count();
                    return (double) fresh / list.getValue().size();
                })
                .average();
    }
}
