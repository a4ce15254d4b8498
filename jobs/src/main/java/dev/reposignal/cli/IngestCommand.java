package dev.reposignal.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.ingest.FileCounts;
import dev.reposignal.ingest.Format;
import dev.reposignal.ingest.Ingest;
import dev.reposignal.ingest.IngestReport;
import dev.reposignal.ingest.IngestRequest;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.SparkSessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal ingest}: files to snapshots. */
@Command(
        name = "ingest",
        description = "Loads files of daily snapshots into the lake. The format is found by content.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
    @Option(names = "--lake", required = true, paramLabel = "DIR", description = "The lake, any Hadoop path.")
    private String lake = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Forces parquet, ranking-csv, rest-json or snapshot-csv instead of finding the format.")
    private @Nullable String format;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "The day of rows that carry none; a row of another day is rejected.")
    private @Nullable LocalDate date;

    @Option(names = "--replace", description = "Replaces the files' days instead of merging with what is there.")
    private boolean replace;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders whose files are meant.")
    private List<String> paths = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String forced = format;
        IngestRequest request = new IngestRequest(paths, forced == null ? null : Format.named(forced), date, replace);
        try (SparkSession session = SparkSessions.open("reposignal ingest")) {
            IngestReport report = Ingest.run(new Lake(session, lake), request, Instant.now());
            print(report);
        }
        return 0;
    }

    private void print(IngestReport report) throws JsonProcessingException {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command's spec before it calls it");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(report));
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
    }

    static String toJson(IngestReport report) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("ingest_id", report.ingestId());
        root.put("days_written", report.daysWritten());
        counts(root, report.read(), report.accepted(), report.duplicate(), report.rejected());
        days(root, report.firstDay().orElse(null), report.lastDay().orElse(null));
        for (FileCounts file : report.files()) {
            ObjectNode node = root.withArray("files").addObject();
            node.put("file", file.file());
            node.put("format", file.format().label());
            counts(node, file.read(), file.accepted(), file.duplicate(), file.rejected());
            days(node, file.firstDay(), file.lastDay());
        }
        return mapper.writeValueAsString(root);
    }

    private static void counts(ObjectNode node, long read, long accepted, long duplicate, long rejected) {
        node.put("rows_read", read);
        node.put("rows_accepted", accepted);
        node.put("rows_duplicate", duplicate);
        node.put("rows_rejected", rejected);
    }

    private static void days(ObjectNode node, @Nullable LocalDate first, @Nullable LocalDate last) {
        node.put("first_day", first == null ? null : first.toString());
        node.put("last_day", last == null ? null : last.toString());
    }
}
