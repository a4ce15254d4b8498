package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were damaged at random are loaded with {@code --skip-broken}: each is refused with a sentence, or every row of it is
 * accepted, a duplicate or rejected. The property {@code reposignal.fuzz.files} sets how many; jobs/bench/fuzz.sh takes 1,000.
 * The same number gives the same files.
 */
class FuzzTest {
    private static final int FILES = Integer.getInteger("reposignal.fuzz.files", 48);
    private static final int FILES_OF_A_COMMAND = 250;
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    static Path folder;

    private static byte[] parquet = new byte[0];

    @BeforeAll
    static void writeParquet() throws IOException {
        Path table = folder.resolve("parquet");
        TestSpark.session()
                .sql(
                        "SELECT concat('lab', id, '/tool') AS full_name, id * 7 AS stars, date'2026-03-06' AS snapshot_date"
                                + " FROM range(30)")
                .coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(table.toString());
        try (var files = Files.list(table)) {
            parquet = Files.readAllBytes(files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** A sound file; its number says of which format. */
    private static byte[] sound(int number, Random random) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean isCsv = number % 4 < 2;
        if (isCsv) {
            text.append("snapshot_date,full_name,stars,description,language,pushed_at\n");
        }
        for (int row = 0; row < 5 + random.nextInt(30); row++) {
            String format = isCsv
                    ? "%s,lab%d/tool-%d,%d,\"A %s, with a comma\",Go,2026-03-01T05:06:07Z%n"
                    : "{\"snapshot_date\":\"%s\",\"full_name\":\"lab%d/tool-%d\",\"stars\":%d,\"description\":\"A %s\","
                            + "\"topics\":[\"cli\",\"go\"]}%n";
            text.append(String.format(
                    Locale.ROOT,
                    format,
                    DAY,
                    number,
                    row,
                    random.nextInt(90_000),
                    row % 2 == 0 ? "parser" : "Kärte \u2603"));
        }
        byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
        return number % 4 == 1 ? zipped(plain) : plain;
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** One to three changes of bytes, of which each kind has been seen in a real file. */
    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int change = 0; change <= random.nextInt(3); change++) {
            int at = random.nextInt(Math.max(1, bytes.length));
            int length = Math.min(1 + random.nextInt(40), bytes.length - at);
            bytes = switch (random.nextInt(14)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> joined(part(bytes, 0, at), part(bytes, at + length, bytes.length));
                case 2 -> joined(part(bytes, 0, at + length), part(bytes, at, bytes.length));
                case 3 -> inserted(bytes, at, new byte[] {0});
                case 4 -> inserted(bytes, at, new byte[] {(byte) 0xFF, (byte) 0xFE});
                case 5 -> inserted(bytes, at, "\"".getBytes(StandardCharsets.UTF_8));
                case 6 -> inserted(bytes, at, "\r\n".getBytes(StandardCharsets.UTF_8));
                case 7 -> inserted(bytes, at, ",,,{[".getBytes(StandardCharsets.UTF_8));
                case 8 -> inserted(bytes, at, "99999999999999999999".getBytes(StandardCharsets.UTF_8));
                case 9 -> inserted(bytes, at, "x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
                case 10 -> inserted(bytes, at, "\u202E\uFEFF\u2028".getBytes(StandardCharsets.UTF_8));
                case 11 -> joined(bytes, bytes);
                case 12 -> joined(bytes, part(bytes, at, at + length));
                default -> {
                    byte[] flipped = bytes.clone();
                    for (int i = at; i < at + length; i++) {
                        flipped[i] ^= (byte) (1 << random.nextInt(8));
                    }
                    yield flipped;
                }
            };
        }
        return bytes;
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(
                bytes,
                Math.min(from, bytes.length),
                Math.max(Math.min(from, bytes.length), Math.min(to, bytes.length)));
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] more) {
        return joined(joined(part(bytes, 0, at), more), part(bytes, at, bytes.length));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void damagedFiles_areRefusedOrEveryRowOfThemIsCounted() throws IOException {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        Map<Integer, Integer> exits = new TreeMap<>();
        int skipped = 0;
        for (int from = 0; from < FILES; from += FILES_OF_A_COMMAND) {
            Path feed = Files.createDirectory(folder.resolve("feed-" + from));
            int to = Math.min(FILES, from + FILES_OF_A_COMMAND);
            for (int number = from; number < to; number++) {
                Random random = new Random(number);
                boolean isParquet = number % 25 == 24;
                String ending = isParquet
                        ? ".parquet"
                        : List.of(".csv", ".csv.gz", ".jsonl", ".json").get(number % 4);
                byte[] sound = isParquet ? parquet : sound(number, random);
                Files.write(feed.resolve("file-%04d-2026-03-06%s".formatted(number, ending)), damaged(sound, random));
            }
            CommandOutcome outcome =
                    CommandOutcome.run("ingest", "--skip-broken", "--lake", lake.root(), feed.toString());
            assertThat(outcome.exit()).as(outcome.err()).isIn(0, 2, 5);
            assertThat(outcome.err()).doesNotContain("Internal error", "\tat ");
            exits.merge(outcome.exit(), 1, Integer::sum);
            long refused = outcome.err()
                    .lines()
                    .filter(line -> line.startsWith("Skipped: "))
                    .count();
            skipped += (int) refused;
        }

        Map<String, Long> sums = new TreeMap<>();
        List<Row> files = lake.read(Tables.INGESTS)
                .select("source_file", "rows_read", "rows_accepted", "rows_duplicate", "rows_rejected")
                .collectAsList();
        for (Row file : files) {
            assertThat(file.getLong(2) + file.getLong(3) + file.getLong(4))
                    .as(file.getString(0))
                    .isEqualTo(file.getLong(1));
            sums.merge("read", file.getLong(1), Long::sum);
            sums.merge("accepted", file.getLong(2), Long::sum);
            sums.merge("duplicate", file.getLong(3), Long::sum);
            sums.merge("rejected", file.getLong(4), Long::sum);
        }
        assertThat(files.size() + skipped).as("files loaded and refused").isEqualTo(FILES);
        assertThat(lake.read(Tables.SNAPSHOTS).count()).isLessThanOrEqualTo(sums.get("accepted"));
        assertThat(lake.read(Tables.REJECTED_ROWS).count()).isEqualTo(sums.get("rejected"));
        System.err.printf(
                Locale.ROOT,
                "%d files: %d loaded, %d refused, exits %s, %s, peak heap %d of %d MB%n",
                FILES,
                files.size(),
                skipped,
                exits,
                sums,
                peakHeap() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** Bytes; what the collector had not yet freed counts too, so the rows needed less than this. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
