package dev.reposignal.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes {@code data/sample}: 75 days of about 1,500 invented repositories, with every fault a feed can have.
 *
 * <p>After a build: {@code java -cp jobs/target/test-classes dev.reposignal.sample.SampleData data/sample}
 */
public final class SampleData {
    /** First day of the sample. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2025, 12, 22);

    /** Last day of the sample. */
    public static final LocalDate LAST_DAY = LocalDate.of(2026, 3, 6);

    private static final long SEED = 20_260_306;
    private static final int ORDINARY_REPOSITORIES = 1_410;
    private static final LocalDate FILLED_IN_UNTIL = LocalDate.of(2026, 1, 4);

    private SampleData() {}

    /** Writes the files into the folder named first. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Cannot write the sample: name one folder, as in SampleData data/sample");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> file : files().entrySet()) {
            byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = open(folder.resolve(file.getKey()))) {
                new ByteArrayInputStream(content).transferTo(out);
            }
        }
    }

    /** The text of every file by its name; {@code .gz} files are given before compression. */
    static NavigableMap<String, String> files() {
        return made().files();
    }

    /** Every row, repository by repository. */
    static List<SampleRow> rows() {
        return made().rows();
    }

    private record Made(List<SampleRow> rows, NavigableMap<String, String> files) {}

    private static Made made() {
        Map<String, Theme> themes = Theme.all();
        Dice dice = new Dice(SEED);
        Words words = new Words(dice);
        Scenarios scenarios = new Scenarios(themes, words, dice);
        Map<String, NavigableMap<LocalDate, SampleRow>> feed = new LinkedHashMap<>();
        long seed = SEED;
        for (Profile profile : scenarios.profiles()) {
            feed.put(profile.name(), profile.rows(new Dice(++seed)));
        }
        List<Theme> order = List.copyOf(themes.values());
        for (int i = 0; i < ORDINARY_REPOSITORIES; i++) {
            Profile profile = ordinary(order.get(i % order.size()), words, dice);
            NavigableMap<LocalDate, SampleRow> rows = profile.rows(new Dice(++seed));
            loseSomeDays(rows, i, new Dice(-seed));
            feed.put(profile.name(), rows);
        }
        scenarios.apply(feed);
        loseFeedDays(feed);

        List<SampleRow> rows = sorted(feed);
        NavigableMap<String, String> files = new TreeMap<>();
        csvByMonth(rows).forEach((month, text) -> files.put("snapshots-" + month + ".csv.gz", text.toString()));
        files.put("README.md", SampleReadme.text(scenarios.catalogue(), feed));
        return new Made(rows, files);
    }

    private static Profile ordinary(Theme theme, Words words, Dice dice) {
        long stars = Math.round(Math.min(180_000, Math.max(100, 1_800 * dice.spread(1.45))));
        boolean knownToApi = dice.chance(0.69);
        String language = dice.pick(theme.languages());
        double tongue = dice.share();
        String description = tongue < 0.035
                ? words.chinese(theme)
                : tongue < 0.045 ? words.japanese(theme) : words.description(theme);
        return new Profile(
                words.owner() + "/" + words.repository(theme, language),
                dice.chance(0.025) ? null : description,
                language.equals("-") || dice.chance(0.01) ? null : language,
                dice.chance(0.12) ? List.of() : words.topics(theme),
                stars,
                Growth.steady(0.0017 * StrictMath.pow((double) stars, 0.88) * dice.spread(1.0)),
                knownToApi,
                knownToApi || dice.chance(0.5),
                knownToApi && dice.chance(0.02));
    }

    /** What happens to single repositories of any feed, by their number: entering, vanishing, holes, weekly lists, back-fills. */
    private static void loseSomeDays(NavigableMap<LocalDate, SampleRow> rows, int number, Dice dice) {
        if (number % 25 == 3) {
            rows.headMap(FIRST_DAY.plusDays(dice.between(5, 68))).clear();
        } else if (number % 71 == 5) {
            rows.tailMap(FIRST_DAY.plusDays(dice.between(20, 72))).clear();
        } else if (number % 30 == 7) {
            for (int i = dice.between(1, 6); i > 0; i--) {
                rows.remove(FIRST_DAY.plusDays(dice.below(74)));
            }
        } else if (number % 47 == 11) {
            rows.keySet().removeIf(day -> day.getDayOfWeek() != DayOfWeek.FRIDAY);
        } else if (number % 45 == 13) {
            Scenarios.fillIn(rows, FIRST_DAY.plusDays(1), (int) ChronoUnit.DAYS.between(FIRST_DAY, FILLED_IN_UNTIL));
        }
    }

    private static void loseFeedDays(Map<String, NavigableMap<LocalDate, SampleRow>> feed) {
        Dice dice = new Dice(SEED / 2);
        for (NavigableMap<LocalDate, SampleRow> rows : feed.values()) {
            rows.remove(Scenarios.MISSING_DAY);
            rows.subMap(Scenarios.GAP_FIRST_DAY, Scenarios.GAP_LAST_DAY.plusDays(1))
                    .clear();
            if (!dice.chance(0.4)) {
                rows.remove(Scenarios.THIN_DAY);
            }
            SampleRow before = rows.get(Scenarios.FROZEN_DAY.minusDays(1));
            if (before == null) {
                rows.remove(Scenarios.FROZEN_DAY);
            } else {
                rows.computeIfPresent(Scenarios.FROZEN_DAY, (day, row) -> row.countingAs(before));
            }
        }
    }

    /** A repository's days stand together: that is what makes the files small. */
    private static List<SampleRow> sorted(Map<String, NavigableMap<LocalDate, SampleRow>> feed) {
        NavigableMap<String, NavigableMap<LocalDate, SampleRow>> byName = new TreeMap<>();
        feed.forEach((name, days) -> byName.put(name.toLowerCase(Locale.ROOT), days));
        List<SampleRow> rows = new ArrayList<>();
        byName.values().forEach(days -> rows.addAll(days.values()));
        return rows;
    }

    private static NavigableMap<YearMonth, StringBuilder> csvByMonth(List<SampleRow> rows) {
        NavigableMap<YearMonth, StringBuilder> months = new TreeMap<>();
        for (SampleRow row : rows) {
            months.computeIfAbsent(
                            YearMonth.from(row.day()), month -> new StringBuilder(SampleRow.HEADER).append("\r\n"))
                    .append(row.toCsv())
                    .append("\r\n");
        }
        return months;
    }

    private static OutputStream open(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return file.toString().endsWith(".gz") ? new SmallestGzip(out) : out;
    }

    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
