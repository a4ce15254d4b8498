package dev.reposignal.reach.read;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.lake.FileTree;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.ResultFile;
import dev.reposignal.reach.PublicShapes;
import dev.reposignal.site.Edition;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.table.Table;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The report tables of each night as files of their own, {@code nights/DAY/TABLE.csv} and {@code .parquet}, with checksums, and
 * its board as an object, {@code nights/DAY.json}. A night's files change only when it is run again or a table has other
 * columns: until then they are those of the site before, once their checksums have been compared, and a site made from the
 * lake alone has the same bytes. So the rows of earlier nights are not read again.
 */
final class NightFiles {
    static final String INDEX = PublicPaths.ROOT + "nights/index.json";

    private static final String SUMS = "SHA256SUMS";
    private static final String BOARD = "board";
    private static final int DIGITS = 16;
    /** Raised where a night gets other files, so that those of a site by an older version are not taken over. */
    private static final int FORMAT = 2;

    private final SiteFolder site;
    private final List<PublicData.Published> tables;
    private final Map<LocalDate, String> runs;
    private final Map<LocalDate, Edition.ArticleHeading> headings = new HashMap<>();
    private final Map<LocalDate, String> editions = new HashMap<>();

    /**
     * The files of nights.
     *
     * @param runs the run that each night shows
     * @param tables with the rows of these nights
     */
    NightFiles(SiteFolder site, Map<LocalDate, String> runs, List<PublicData.Published> tables) {
        this.site = site;
        this.tables = List.copyOf(tables);
        this.runs = Map.copyOf(runs);
        site.edition().articles().forEach(heading -> headings.put(heading.day(), heading));
        String layout = tables.stream()
                .map(table -> table.name() + table.rows().schema().toDDL())
                .collect(Collectors.joining("\n"));
        runs.forEach((day, run) -> editions.put(day, Sha256.hex(FORMAT + "\n" + run + "\n" + layout, DIGITS)));
    }

    /** What the files of a night are made of, as {@code nights/index.json} keeps it: another run or other columns, another text. */
    String edition(LocalDate night) {
        return editions.getOrDefault(night, "");
    }

    /** The run that a night shows; null where none can be published. */
    @Nullable
    String run(LocalDate night) {
        return runs.get(night);
    }

    /** Writes the files of all nights. */
    void write(NavigableSet<LocalDate> nights) throws IOException {
        Map<LocalDate, String> before = before();
        NavigableSet<LocalDate> changed = new TreeSet<>();
        for (LocalDate night : nights) {
            if (!edition(night).equals(before.get(night)) || !takenOver(night)) {
                changed.add(night);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        Map<LocalDate, Map<String, String>> sums = new TreeMap<>();
        for (PublicData.Published table : tables) {
            // Read once, written several times.
            Dataset<Row> rows = PublicData.collected(table.rows()
                    .where(col(Table.DAY)
                            .isInCollection(changed.stream().map(Date::valueOf).toList())));
            if (table.name().equals(BOARD)) {
                writeBoards(rows.collectAsList(), sums);
            }
            for (ResultFile.Format format : PublicData.FORMATS) {
                String name = name(table, format);
                Path partial = site.file(PublicPaths.ROOT + "nights/_partial");
                Map<String, Path> parts =
                        ResultFile.writeByDay(rows, Table.DAY, table.order(), format, partial.toString());
                for (Map.Entry<String, Path> part : parts.entrySet()) {
                    LocalDate night = LocalDate.parse(part.getKey());
                    Path file = site.file(folder(night) + name);
                    Files.move(part.getValue(), file);
                    if (format == ResultFile.Format.PARQUET) {
                        ParquetFooter.sort(file);
                    }
                    sums.computeIfAbsent(night, each -> new TreeMap<>()).put(name, Sha256.ofFile(file));
                }
                FileTree.remove(partial);
            }
        }
        for (Map.Entry<LocalDate, Map<String, String>> night : sums.entrySet()) {
            StringBuilder lines = new StringBuilder();
            night.getValue()
                    .forEach((name, sum) ->
                            lines.append(sum).append("  ").append(name).append('\n'));
            site.text(folder(night.getKey()) + SUMS, lines.toString());
        }
    }

    /** Writes the board of each night as an object. */
    private void writeBoards(List<Row> rows, Map<LocalDate, Map<String, String>> sums) throws IOException {
        Map<LocalDate, List<Map<String, @Nullable Object>>> boards = new TreeMap<>();
        rows.stream()
                .sorted(Comparator.comparing(row -> row.<Integer>getAs("board_place")))
                .forEach(row -> boards.computeIfAbsent(
                                Lake.toLocalDate(row, row.fieldIndex(Table.DAY)), day -> new ArrayList<>())
                        .add(PublicData.map(row)));
        for (Map.Entry<LocalDate, List<Map<String, @Nullable Object>>> board : boards.entrySet()) {
            LocalDate night = board.getKey();
            Edition.ArticleHeading heading = Objects.requireNonNull(headings.get(night));
            String path = PublicPaths.night(night.toString());
            PublicData.json(site, path, PublicShapes.night(heading, board.getValue()));
            sums.computeIfAbsent(night, each -> new TreeMap<>()).put(boardName(night), Sha256.ofFile(site.file(path)));
        }
    }

    /**
     * Writes the rows of all nights of a table as one file.
     *
     * @param nights as given to {@link #write}
     */
    void join(PublicData.Published table, ResultFile.Format format, NavigableSet<LocalDate> nights, Path target)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (LocalDate night : nights) {
            Path file = site.file(folder(night) + name(table, format));
            if (Files.exists(file)) {
                files.add(file);
            }
        }
        if (files.isEmpty()) {
            PublicData.write(PublicData.collected(table.rows().limit(0)), table.order(), format, target);
        } else {
            JoinedFiles.write(files, format, target);
        }
    }

    private static String name(PublicData.Published table, ResultFile.Format format) {
        return table.name() + "." + PublicData.ending(format);
    }

    /** The board's object as seen from the folder of its night. */
    private static String boardName(LocalDate night) {
        return "../" + night + ".json";
    }

    private static String folder(LocalDate night) {
        return PublicPaths.ROOT + "nights/" + night + "/";
    }

    /** What the files of the site before were made of, by night; empty where it cannot be read. */
    private Map<LocalDate, String> before() {
        Map<LocalDate, String> editions = new HashMap<>();
        Path index = site.previous(INDEX);
        if (index != null) {
            try {
                for (JsonNode night : new ObjectMapper().readTree(index.toFile())) {
                    editions.put(
                            LocalDate.parse(night.path("snapshot_date").asText()),
                            night.path("edition").asText());
                }
            } catch (IOException | java.time.DateTimeException e) {
                editions.clear();
            }
        }
        return editions;
    }

    /** Takes a night's files from the site before; false, and none taken, where one is not as its checksum says. */
    private boolean takenOver(LocalDate night) throws IOException {
        @Nullable Path sums = site.previous(folder(night) + SUMS);
        if (sums == null) {
            return false;
        }
        List<String> names = new ArrayList<>(List.of(SUMS));
        for (String line : Files.readAllLines(sums)) {
            String[] cells = line.split("  ", 2);
            @Nullable Path file = cells.length < 2 ? null : site.previous(folder(night) + cells[1]);
            if (file == null || !Sha256.ofFile(file).equals(cells[0])) {
                return false;
            }
            names.add(cells[1]);
        }
        for (String name : names) {
            site.keep(folder(night) + name);
        }
        return true;
    }
}
