package dev.reposignal.reach.read;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.lake.FileTree;
import dev.reposignal.query.ResultFile;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.table.Table;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The report tables of each night as files of their own, {@code nights/DAY/TABLE.csv} and {@code .parquet}, with checksums. A
 * night's files change only when it is run again or a table has other columns: until then they are those of the site before,
 * once their checksums have been compared, and a site made from the lake alone has the same bytes.
 */
final class NightFiles {
    static final String INDEX = PublicPaths.ROOT + "nights/index.json";

    private static final String SUMS = "SHA256SUMS";
    private static final int DIGITS = 16;

    private final SiteFolder site;
    private final List<PublicData.Published> tables;
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
        String layout = tables.stream()
                .map(table -> table.name() + table.rows().schema().toDDL())
                .collect(Collectors.joining("\n"));
        runs.forEach((day, run) -> editions.put(day, Sha256.hex(run + "\n" + layout, DIGITS)));
    }

    /** What the files of a night are made of, as {@code nights/index.json} keeps it: another run or other columns, another text. */
    String edition(LocalDate night) {
        return editions.getOrDefault(night, "");
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
            Dataset<Row> rows = table.rows()
                    .where(col(Table.DAY)
                            .isInCollection(changed.stream().map(Date::valueOf).toList()));
            for (ResultFile.Format format : PublicData.FORMATS) {
                String name = table.name() + "." + PublicData.ending(format);
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
                    sums.computeIfAbsent(night, each -> new TreeMap<>()).put(name, PublicData.sha256(file));
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
        Map<String, Path> files = new LinkedHashMap<>();
        for (String line : Files.readAllLines(sums)) {
            String[] cells = line.split("  ", 2);
            @Nullable Path file = cells.length < 2 ? null : site.previous(folder(night) + cells[1]);
            if (file == null || !PublicData.sha256(file).equals(cells[0])) {
                return false;
            }
            files.put(cells[1], file);
        }
        files.put(SUMS, sums);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Files.copy(file.getValue(), site.file(folder(night) + file.getKey()));
        }
        return true;
    }
}
