package dev.reposignal.reach.read;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the site that is replaced, for the nights that were not run again since: a night's rows change only with its
 * run. A file that is not as its checksum says, or has other columns, is not used; the lake has all rows.
 */
final class EarlierTables {
    /** The published nights, with the run that each shows. */
    static final String NIGHTS = PublicPaths.ROOT + "nights/index.json";

    static final String SUMS = PublicPaths.ROOT + "SHA256SUMS";

    private final SparkSession spark;
    private final SiteFolder site;
    private final Set<LocalDate> nights;
    private final Map<String, String> sums;

    private EarlierTables(SparkSession spark, SiteFolder site, Set<LocalDate> nights, Map<String, String> sums) {
        this.spark = spark;
        this.site = site;
        this.nights = nights;
        this.sums = sums;
    }

    /**
     * What can be taken over.
     *
     * @param runs the run that each night shows now
     */
    static EarlierTables of(SparkSession spark, SiteFolder site, Map<LocalDate, String> runs) {
        Set<LocalDate> nights = new HashSet<>();
        Map<String, String> sums = new HashMap<>();
        Path index = site.previous(NIGHTS);
        Path checksums = site.previous(SUMS);
        if (index != null && checksums != null) {
            try {
                for (JsonNode night : new ObjectMapper().readTree(index.toFile())) {
                    LocalDate day = LocalDate.parse(night.path("snapshot_date").asText());
                    if (night.path("run_id").asText().equals(runs.get(day))) {
                        nights.add(day);
                    }
                }
                for (String line : Files.readAllLines(checksums)) {
                    String[] cells = line.split("  ", 2);
                    sums.put(cells[cells.length - 1], cells[0]);
                }
            } catch (IOException | java.time.DateTimeException e) {
                nights.clear();
            }
        }
        return new EarlierTables(spark, site, nights, sums);
    }

    /** The nights whose rows can be taken over. */
    Set<LocalDate> nights() {
        return nights;
    }

    /**
     * The rows of a table for nights.
     *
     * @param wanted the nights, all of them among {@link #nights()}
     * @return empty where the file cannot be used
     */
    Optional<List<Row>> rows(String table, StructType schema, Collection<LocalDate> wanted) throws IOException {
        String path = "tables/" + table + ".parquet";
        @Nullable Path file = site.previous(PublicPaths.ROOT + path);
        if (wanted.isEmpty() || file == null || !PublicData.sha256(file).equals(sums.get(path))) {
            return Optional.empty();
        }
        var rows = spark.read().parquet(file.toString());
        boolean isSame = rows.columns().length == schema.length()
                && Arrays.stream(schema.fields())
                        .allMatch(field -> Arrays.stream(rows.schema().fields())
                                .anyMatch(each -> each.name().equals(field.name())
                                        && each.dataType().sameType(field.dataType())));
        if (!isSame) {
            return Optional.empty();
        }
        return Optional.of(rows.where(col(Table.DAY)
                        .isInCollection(wanted.stream().map(Date::valueOf).toList()))
                .select(Arrays.stream(schema.fieldNames())
                        .map(name -> col(name))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList());
    }
}
