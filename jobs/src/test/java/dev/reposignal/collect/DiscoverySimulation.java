package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.config.SettingsLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures discovery: the share of the repositories with 1,000 stars within 90 days of their creation that are followed
 * before they have 300. The collector itself runs night by night against a GitHub of a million repositories.
 *
 * <p>The repositories are drawn by what is known of real ones: 710 of a day's creations reach 10 stars, 1.67 % of these
 * 1,000; quartiles from creation to 1,000 stars 23, 68 and 132 days; median from the first star to 100 four days. Not known,
 * and assumed: when the first star comes (the square of an even share of the time left), and that stars grow by a constant
 * rate between 1, 100 and 1,000. No hints are used.
 *
 * <p>{@code jobs/bench/discovery.sh} runs it.
 *
 * <pre>java -cp ... dev.reposignal.collect.DiscoverySimulation SEED NIGHTS FOLDER [KEY=VALUE...]</pre>
 */
final class DiscoverySimulation {
    private static final int STOCK = 850_000;
    private static final int BIRTHS_PER_DAY = 710;
    private static final double WINNERS = 0.0167;
    private static final int YOUNG_DAYS = 90;
    private static final int WARM_UP = 14;
    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern STARS = Pattern.compile("stars:(?:>=(\\d+)|(\\d+)\\.\\.(\\d+))");
    private static final Pattern CREATED = Pattern.compile("created:(\\d{4}-\\d{2}-\\d{2})");

    private final Random random;
    private final Map<LocalDate, List<Born>> byDay = new HashMap<>();
    private final Map<Long, Born> byId = new HashMap<>();
    private final long[] stock = new long[STOCK];
    private LocalDate now = FIRST;

    /**
     * A repository whose stars are known for every day.
     *
     * @param first age in days at which it has its first star
     * @param hundred age at which a winner has 100
     * @param thousand age at which a winner has 1,000
     * @param end stars that another one comes to
     * @param tau days in which it comes nearer to them by 63 %
     */
    private record Born(
            long id,
            LocalDate created,
            boolean isWinner,
            double first,
            double hundred,
            double thousand,
            double end,
            double tau) {
        long stars(LocalDate day) {
            double age = day.toEpochDay() - created.toEpochDay() - 0.5;
            if (age < first) {
                return 0;
            }
            if (!isWinner) {
                return Math.round(end * (1 - Math.exp(-(age - first) / tau)));
            }
            if (age < hundred) {
                return Math.round(Math.pow(100, (age - first) / (hundred - first)));
            }
            double rate = Math.log(10) / (thousand - hundred);
            return Math.round(100 * Math.exp(rate * (Math.min(age, thousand) - hundred)));
        }
    }

    private DiscoverySimulation(long seed, int nights) {
        random = new Random(seed);
        for (int i = 0; i < STOCK; i++) {
            stock[i] = Math.round(78 * Math.pow(1 - random.nextDouble(), -1 / 1.1));
        }
        Arrays.sort(stock);
        long id = 10_000_000;
        for (LocalDate day = FIRST.minusDays(YOUNG_DAYS); day.isBefore(FIRST.plusDays(nights)); day = day.plusDays(1)) {
            for (int i = 0; i < BIRTHS_PER_DAY; i++) {
                Born born = born(id++, day);
                byDay.computeIfAbsent(day, key -> new ArrayList<>()).add(born);
                byId.put(born.id(), born);
            }
        }
    }

    private Born born(long id, LocalDate day) {
        if (random.nextDouble() < WINNERS) {
            double thousand = Math.max(1, 68 * spread(Math.log(68.0 / 23), Math.log(132.0 / 68)));
            double span = Math.min(0.6 * thousand, 4 * spread(1.2, 1.2));
            double first = Math.pow(random.nextDouble(), 2) * (thousand - span) * 0.9;
            return new Born(id, day, true, first, first + span, thousand, 0, 1);
        }
        double end = Math.min(990, 10 * Math.pow(1 - random.nextDouble(), -1 / 0.863));
        return new Born(id, day, false, 5 * random.nextDouble(), 0, 0, end + 1, 10 * spread(0.8, 0.8));
    }

    /** A log-normal factor of median 1, with distances from the median to the quartiles in logarithms. */
    private double spread(double down, double up) {
        double z = random.nextGaussian() / 0.6745;
        return Math.exp(z < 0 ? z * down : z * up);
    }

    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[0]);
        int nights = Integer.parseInt(arguments[1]);
        Map<String, String> set = new LinkedHashMap<>();
        set.put("collect.minutes", "600");
        set.put("collect.history_requests", "0");
        for (String argument : Arrays.copyOfRange(arguments, 3, arguments.length)) {
            String[] pair = argument.split("=", 2);
            set.put(pair[0], pair[1]);
        }
        new DiscoverySimulation(seed, nights).run(nights, Path.of(arguments[2]), set);
    }

    private void run(int nights, Path folder, Map<String, String> set) {
        var settings = SettingsLoader.load(Optional.empty(), Map.of(), set).collect();
        CollectFolders folders = new CollectFolders(folder);
        Map<Long, Long> starsWhenFound = new HashMap<>();
        long mostPoints = 0;
        long mostSearches = 0;
        long mostMinutes = 0;
        long followed = 0;
        for (int night = 0; night < nights; night++) {
            now = FIRST.plusDays(night);
            FakeTime time = new FakeTime(now + "T00:05:00Z");
            CollectReport report = new Collector(
                            folders,
                            settings,
                            ask -> answer(ask, time),
                            time,
                            CollectProgress.SILENT,
                            Duration.ofMillis(1))
                    .collect(now)
                    .get(0);
            for (Followed each : Census.read(folders.census()).all()) {
                if (each.repoId() != null && byId.containsKey(each.repoId())) {
                    starsWhenFound.putIfAbsent(
                            each.repoId(), byId.get(each.repoId()).stars(now));
                }
            }
            WholeFiles.remove(folders.raw(now));
            followed = report.followed();
            if (night >= WARM_UP) {
                mostPoints = Math.max(mostPoints, report.pointsUsed());
                mostSearches = Math.max(mostSearches, report.searchRequests());
                mostMinutes = Math.max(
                        mostMinutes,
                        Duration.between(report.startedAt(), report.endedAt()).toMinutes());
            }
            if (night % 10 == 0) {
                System.err.println(report.lines());
            }
        }
        print(nights, starsWhenFound);
        System.out.printf(
                Locale.ROOT,
                "a night at most: %d points, %d searches, %d minutes; %d followed at the end%n",
                mostPoints,
                mostSearches,
                mostMinutes,
                followed);
    }

    private void print(int nights, Map<Long, Long> starsWhenFound) {
        int winners = 0;
        int early = 0;
        int found = 0;
        int lateBurst = 0;
        for (Born born : byId.values()) {
            double threeHundred = born.hundred() + (born.thousand() - born.hundred()) * Math.log10(3);
            double crossing = born.created().toEpochDay() + threeHundred - FIRST.toEpochDay();
            if (born.isWinner() && born.thousand() <= YOUNG_DAYS && crossing >= WARM_UP && crossing < nights) {
                winners++;
                Long stars = starsWhenFound.get(born.id());
                early += stars != null && stars < 300 ? 1 : 0;
                found += stars != null ? 1 : 0;
                lateBurst += born.first() > 14 ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d (%.1f %%) followed before 300 stars; %d found at all; %d had their first star after 14"
                        + " days%n",
                early,
                winners,
                100.0 * early / winners,
                found,
                lateBurst);
    }

    private Answer answer(Ask ask, FakeTime time) {
        time.pause(Duration.ofMillis(400));
        JsonNode body = ask.body() == null ? null : JsonTexts.parsed(ask.body());
        return new Answer(200, Map.of(), body == null ? search(ask.address()) : graphql(body));
    }

    private String graphql(JsonNode body) {
        boolean withDetails = body.path("query").asText().contains("repositoryTopics");
        ObjectNode answer = MAPPER.createObjectNode();
        ObjectNode data = answer.putObject("data");
        int size = body.path("variables").path("ids").size();
        data.putObject("rateLimit")
                .put("cost", withDetails ? Math.max(1, size * 3 / 100) : 1)
                .put("remaining", 4_000)
                .put("resetAt", now + "T01:00:00Z");
        ArrayNode nodes = data.putArray("nodes");
        for (JsonNode id : body.path("variables").path("ids")) {
            nodes.add(repository(SimulatedRepository.id(id.asText())).graphql(withDetails));
        }
        return answer.toString();
    }

    private SimulatedRepository repository(long id) {
        Born born = byId.get(id);
        SimulatedRepository repository =
                new SimulatedRepository(id, "o/r" + id, born == null ? stock[(int) id - 1] : born.stars(now));
        repository.createdAt = (born == null ? "2020-01-01" : born.created()) + "T00:00:00Z";
        return repository;
    }

    private String search(String address) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : address.substring(address.indexOf('?') + 1).split("&", -1)) {
            String[] pair = part.split("=", 2);
            parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        String query = parameters.getOrDefault("q", "");
        int page = Integer.parseInt(parameters.getOrDefault("page", "1"));
        Matcher stars = STARS.matcher(query);
        Matcher created = CREATED.matcher(query);
        if (!stars.find()) {
            throw new IllegalArgumentException(query);
        }
        long low = Long.parseLong(stars.group(1) == null ? stars.group(2) : stars.group(1));
        long high = stars.group(1) == null ? Long.parseLong(stars.group(3)) : Long.MAX_VALUE;
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode items = MAPPER.createArrayNode();
        int total;
        if (created.find()) {
            List<Born> found = byDay.getOrDefault(LocalDate.parse(created.group(1)), List.of()).stream()
                    .filter(each -> each.stars(now) >= low && each.stars(now) <= high)
                    .sorted((a, b) -> Long.compare(b.stars(now), a.stars(now)))
                    .toList();
            total = found.size();
            found.stream()
                    .skip((page - 1) * 100L)
                    .limit(100)
                    .forEach(each -> items.add(repository(each.id()).rest()));
        } else {
            // Ids of the stock are positions in the order of stars, from 1. Young winners are a thousandth of these
            // bands.
            int from = lowerBound(low);
            int to = high == Long.MAX_VALUE ? STOCK : lowerBound(high + 1);
            total = to - from;
            for (int i = to - 1 - (page - 1) * 100; i >= from && items.size() < 100; i--) {
                items.add(repository(i + 1L).rest());
            }
        }
        answer.put("total_count", total).put("incomplete_results", false).set("items", items);
        return answer.toString();
    }

    private int lowerBound(long stars) {
        int low = 0;
        int high = STOCK;
        while (low < high) {
            int middle = (low + high) / 2;
            if (stock[middle] < stars) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
