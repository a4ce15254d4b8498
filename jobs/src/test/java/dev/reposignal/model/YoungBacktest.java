package dev.reposignal.model;

import dev.reposignal.model.YoungTraining.Example;
import dev.reposignal.stats.BrierScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Measures {@link YoungRates}: for each month from FROM to TO it learns from the days whose future was known before the month,
 * and judges the days of the month. The file has the columns repo_key, created, day, stars, with days as numbers since
 * 1970-01-01, sorted by repo_key and day.
 *
 * <p>With SHARE below 1 it learns from that share of the repositories only: how many are needed.
 *
 * <p>{@code jobs/bench/young.sh} runs it on a lake.
 *
 * <pre>java -cp ... dev.reposignal.model.YoungBacktest FILE FROM TO [SHARE SEED]</pre>
 */
final class YoungBacktest {
    private static final long GAIN = 500;
    private static final long MOST_STARS = 1_000;
    private static final int RESAMPLES = 400;

    /** The feed ends on its last day: what it does not show until so many days later is not known. */
    private static final int AHEAD_DAYS = 34;

    private final Map<Example, LocalDate> days = new LinkedHashMap<>();

    /** An example of the month judged, what was said of it and what came. */
    private record Judged(String repoKey, LocalDate day, double probability, double base, double pace, boolean came) {
        double error() {
            return BrierScore.error(probability, came);
        }

        double baseError() {
            return BrierScore.error(base, came);
        }
    }

    public static void main(String[] arguments) throws IOException {
        LocalDate from = LocalDate.parse(arguments[1]);
        LocalDate to = LocalDate.parse(arguments[2]);
        double share = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 1;
        Random random = new Random(arguments.length > 4 ? Long.parseLong(arguments[4]) : 1);
        YoungBacktest backtest = new YoungBacktest();
        backtest.read(Path.of(arguments[0]));
        print(backtest.judged(from, to, share, random));
    }

    private void read(Path file) throws IOException {
        Map<String, List<String[]>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("repo_key")) {
                String[] fields = line.split(",", -1);
                rows.computeIfAbsent(fields[0], key -> new ArrayList<>()).add(fields);
            }
        }
        int last = rows.values().stream()
                        .flatMap(List::stream)
                        .mapToInt(row -> Integer.parseInt(row[2]))
                        .max()
                        .orElseThrow()
                - AHEAD_DAYS;
        rows.forEach((key, of) -> {
            double[] none = new double[of.size()];
            Arrays.fill(none, Double.NaN);
            int[] numbers =
                    of.stream().mapToInt(row -> Integer.parseInt(row[2])).toArray();
            double[] stars =
                    of.stream().mapToDouble(row -> Double.parseDouble(row[3])).toArray();
            int created = Integer.parseInt(of.get(0)[1]);
            for (Example each : YoungTraining.examples(
                    key, created, new RepositorySeries(numbers, stars, none, none, none), last, MOST_STARS)) {
                days.put(each, LocalDate.ofEpochDay((long) created + each.age()));
            }
        });
    }

    private List<Judged> judged(LocalDate from, LocalDate to, double share, Random random) {
        Set<String> keys = days.keySet().stream().map(Example::repoKey).collect(Collectors.toCollection(TreeSet::new));
        Set<String> learnedFrom =
                keys.stream().filter(key -> random.nextDouble() < share).collect(Collectors.toSet());
        List<Judged> judged = new ArrayList<>();
        for (LocalDate month = from; month.isBefore(to); month = month.plusMonths(1)) {
            LocalDate start = month;
            LocalDate end = month.plusMonths(1);
            List<Example> known = days.entrySet().stream()
                    .filter(each -> each.getValue().plusDays(AHEAD_DAYS).isBefore(start))
                    .map(Map.Entry::getKey)
                    .filter(each -> learnedFrom.contains(each.repoKey()))
                    .toList();
            YoungRates rates = YoungTraining.rates(start, GAIN, MOST_STARS, known);
            System.err.println(start + " " + rates);
            days.forEach((each, day) -> {
                if (!day.isBefore(start) && day.isBefore(end)) {
                    judged.add(new Judged(
                            each.repoKey(),
                            day,
                            rates.probability(each.age(), each.paced()),
                            rates.baseRate(),
                            each.paced(),
                            each.gain() >= GAIN));
                }
            });
        }
        return judged;
    }

    private static void print(List<Judged> judged) {
        Map<String, List<Judged>> byRepository =
                judged.stream().collect(Collectors.groupingBy(Judged::repoKey, TreeMap::new, Collectors.toList()));
        long gaining = byRepository.values().stream()
                .filter(of -> of.stream().anyMatch(Judged::came))
                .count();
        System.out.printf(
                Locale.ROOT,
                "%d days of %d repositories, %d of them gained; base rate %.4f, mean probability %.4f%n",
                judged.size(),
                byRepository.size(),
                gaining,
                judged.stream().mapToInt(each -> each.came() ? 1 : 0).average().orElse(0),
                judged.stream().mapToDouble(Judged::probability).average().orElse(0));
        List<double[]> measures = new ArrayList<>();
        List<List<Judged>> groups = List.copyOf(byRepository.values());
        Random random = new Random(20260306);
        for (int i = 0; i < RESAMPLES; i++) {
            List<Judged> drawn = new ArrayList<>();
            for (int j = 0; j < groups.size(); j++) {
                drawn.addAll(groups.get(random.nextInt(groups.size())));
            }
            measures.add(measures(drawn));
        }
        double[] measured = measures(judged);
        String[] names = {"Brier skill", "AUC", "hit rate of the first 5 a day", "the same by pace"};
        for (int i = 0; i < names.length; i++) {
            int index = i;
            double[] sorted = measures.stream()
                    .mapToDouble(each -> each[index])
                    .filter(each -> !Double.isNaN(each))
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%s %.3f (%.3f to %.3f)%n",
                    names[i],
                    measured[i],
                    sorted[(int) (0.025 * sorted.length)],
                    sorted[(int) (0.975 * (sorted.length - 1))]);
        }
        double[] bounds = {0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.01};
        for (int i = 0; i + 1 < bounds.length; i++) {
            double low = bounds[i];
            double high = bounds[i + 1];
            List<Judged> in = judged.stream()
                    .filter(each -> each.probability() >= low && each.probability() < high)
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "  %.2f to %.2f: %d days of %d repositories, mean probability %.3f, hit rate %.3f%n",
                    low,
                    high,
                    in.size(),
                    in.stream().map(Judged::repoKey).distinct().count(),
                    in.stream().mapToDouble(Judged::probability).average().orElse(0),
                    in.stream().mapToInt(each -> each.came() ? 1 : 0).average().orElse(0));
        }
    }

    private static double[] measures(List<Judged> judged) {
        double errors = judged.stream().mapToDouble(Judged::error).sum();
        double baseErrors = judged.stream().mapToDouble(Judged::baseError).sum();
        return new double[] {
            BrierScore.skill(errors, baseErrors),
            auc(judged),
            ofFirst(judged, Comparator.comparingDouble(Judged::probability)),
            ofFirst(judged, Comparator.comparingDouble(Judged::pace))
        };
    }

    /** The share that came of the five a day that an order puts first. */
    private static double ofFirst(List<Judged> judged, Comparator<Judged> order) {
        Map<LocalDate, List<Judged>> byDay = new HashMap<>();
        judged.forEach(each ->
                byDay.computeIfAbsent(each.day(), day -> new ArrayList<>()).add(each));
        return byDay.values().stream()
                .flatMap(of -> of.stream().sorted(order.reversed()).limit(5))
                .mapToInt(each -> each.came() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** The probability that one that came was given more than one that did not. */
    private static double auc(List<Judged> judged) {
        List<Judged> sorted = judged.stream()
                .sorted(Comparator.comparingDouble(Judged::probability))
                .toList();
        double ranks = 0;
        long came = 0;
        for (int i = 0; i < sorted.size(); ) {
            int next = i;
            while (next < sorted.size()
                    && sorted.get(next).probability() == sorted.get(i).probability()) {
                next++;
            }
            for (Judged each : sorted.subList(i, next)) {
                if (each.came()) {
                    ranks += (i + next + 1) / 2.0;
                    came++;
                }
            }
            i = next;
        }
        long others = sorted.size() - came;
        return (ranks - came * (came + 1) / 2.0) / ((double) came * others);
    }
}
