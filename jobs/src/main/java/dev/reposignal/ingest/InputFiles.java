package dev.reposignal.ingest;

import dev.reposignal.error.Errors;
import dev.reposignal.error.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Finds the files of the paths of the command line, with their format and day; refuses a path that cannot be loaded. */
final class InputFiles {
    private static final Pattern DAY = Pattern.compile("(?<!\\d)\\d{4}-\\d{2}-\\d{2}(?!\\d)");
    private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};
    private static final int HEAD_CHARACTERS = 1 << 16;

    /** A heading, a table, a link or a picture at the very beginning. */
    private static final Pattern MARKDOWN =
            Pattern.compile("#{1,6} |\\|[^\\n]*\\||!?\\[[^\\]\"{}\\n]*\\]\\(|<!--|---\\n");

    /** A field by which a repository object is known: of REST, GraphQL or gh. */
    private static final Pattern REPOSITORY = Pattern.compile(
            "\"(full_name|nameWithOwner|fullName|stargazers_count|stargazerCount|stargazersCount)\"\\s*:");

    private final SparkSession spark;
    private final Configuration configuration;
    private final IngestRequest request;
    private final List<SkippedFile> skipped = new ArrayList<>();

    private InputFiles(SparkSession spark, IngestRequest request) {
        this.spark = spark;
        this.configuration = spark.sparkContext().hadoopConfiguration();
        this.request = request;
    }

    /**
     * Every file once, in order of path, whatever the order and number of times it was named.
     *
     * @param skipped takes the files that cannot be loaded, where the request skips them
     */
    static List<InputFile> of(IngestRequest request, SparkSession spark, List<SkippedFile> skipped) {
        InputFiles input = new InputFiles(spark, request);
        List<InputFile> files = input.files();
        skipped.addAll(input.skipped);
        return files;
    }

    private List<InputFile> files() {
        Map<String, String> namesByPath = new TreeMap<>();
        for (String name : request.paths()) {
            skipping(name, () -> resolve(name, namesByPath));
        }
        List<InputFile> files = new ArrayList<>();
        namesByPath.forEach((path, name) -> skipping(name, () -> {
            InputFormat format = format(name, path);
            files.add(new InputFile(files.size(), name, path, format, day(name, path, format)));
        }));
        return files;
    }

    private void skipping(String name, Runnable work) {
        try {
            work.run();
        } catch (UserException e) {
            if (!request.skipsBroken()) {
                throw e;
            }
            skipped.add(new SkippedFile(name, e));
        }
    }

    private void resolve(String name, Map<String, String> namesByPath) {
        try {
            Path path = Paths.of(name);
            FileSystem fileSystem = Paths.fileSystem(path, configuration);
            FileStatus status = fileSystem.getFileStatus(path);
            if (!status.isDirectory()) {
                add(name, status, namesByPath);
                return;
            }
            if (addFolder(name, fileSystem, status, namesByPath) == 0) {
                throw Errors.folderWithoutFiles(name);
            }
        } catch (FileNotFoundException e) {
            throw Errors.missingPath(name);
        } catch (IllegalArgumentException | IOException e) {
            throw Errors.brokenFile(name, String.valueOf(e.getMessage()));
        }
    }

    /** The files of a folder, or of the table it is, and of folders inside it that are named by a day; how many there are. */
    private int addFolder(String name, FileSystem fileSystem, FileStatus folder, Map<String, String> namesByPath)
            throws IOException {
        if (isDeltaTable(fileSystem, folder.getPath())) {
            return addDeltaTable(name, folder, namesByPath);
        }
        for (String marker : List.of(".hoodie", "metadata")) {
            Path inside = new Path(folder.getPath(), marker);
            if (fileSystem.exists(inside) && (marker.startsWith(".") || isIceberg(fileSystem, inside))) {
                throw Errors.brokenFile(
                        name,
                        "it is a table of %s, whose folder also holds rows that are deleted; write its present rows as Parquet"
                                .formatted(marker.startsWith(".") ? "Hudi" : "Iceberg"));
            }
        }
        int files = 0;
        for (FileStatus child : fileSystem.listStatus(folder.getPath())) {
            String childName = child.getPath().getName();
            String childPath = name.endsWith("/") ? name + childName : name + "/" + childName;
            if (child.isFile() && !isSkipped(childName)) {
                add(childPath, child, namesByPath);
                files++;
            } else if (child.isDirectory() && dayOfName(childName) != null) {
                files += addFolder(childPath, fileSystem, child, namesByPath);
            }
        }
        return files;
    }

    private static boolean isIceberg(FileSystem fileSystem, Path metadata) throws IOException {
        for (FileStatus file : fileSystem.listStatus(metadata)) {
            if (file.getPath().getName().endsWith(".metadata.json")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeltaTable(FileSystem fileSystem, Path folder) throws IOException {
        return fileSystem.exists(new Path(folder, "_delta_log"));
    }

    /** The files of a Delta table's present version, whose columns and rows are all in the files; how many there are. */
    private int addDeltaTable(String name, FileStatus folder, Map<String, String> namesByPath) {
        String path = folder.getPath().toUri().getPath();
        String root = folder.getPath().toUri().getScheme() == null
                        || "file".equals(folder.getPath().toUri().getScheme())
                ? path
                : folder.getPath().toString();
        Row detail;
        String[] files;
        try {
            detail = spark.sql("DESCRIBE DETAIL delta.`%s`".formatted(root.replace("`", "``")))
                    .select("tableFeatures", "properties")
                    .head();
            files = spark.read().format("delta").load(root).inputFiles();
        } catch (RuntimeException e) {
            throw Errors.brokenFile(name, "it is a Delta table that cannot be read (%s)".formatted(e.getMessage()));
        }
        String features = detail.toString();
        if (features.contains("deletionVectors") || features.contains("columnMapping")) {
            throw Errors.brokenFile(
                    name,
                    "it is a Delta table with deletion vectors or mapped columns; write its present rows as Parquet");
        }
        if (files.length == 0) {
            throw Errors.fileWithoutRows(name);
        }
        for (String file : files) {
            Path each = new Path(URI.create(file));
            namesByPath.putIfAbsent(each.toString(), name + "/" + each.getName());
        }
        return files.length;
    }

    private void add(String name, FileStatus status, Map<String, String> namesByPath) {
        skipping(name, () -> {
            if (status.getLen() == 0) {
                throw Errors.emptyFile(name);
            }
            namesByPath.putIfAbsent(status.getPath().toString(), name);
        });
    }

    private InputFormat format(String name, String path) {
        InputFormat forced = request.format();
        try {
            boolean isParquet = isParquet(path);
            if (forced != null && isParquet != (forced == InputFormat.PARQUET)) {
                throw Errors.brokenFile(
                        name,
                        isParquet
                                ? "it is a Parquet file, not %s".formatted(forced.label())
                                : "it is not a Parquet file (it does not begin with PAR1)");
            }
            if (isParquet) {
                return InputFormat.PARQUET;
            }
            String head = head(path);
            if (head.isBlank()) {
                throw Errors.emptyFile(name);
            }
            return forced != null ? forced : textFormat(name, head);
        } catch (BrokenFileException e) {
            throw Errors.brokenFile(name, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Errors.brokenFile(name, e.toString());
        }
    }

    /** In a folder: hidden files, marker files such as _SUCCESS, and the notes that describe the data. */
    private static boolean isSkipped(String fileName) {
        return fileName.startsWith(".")
                || fileName.startsWith("_")
                || fileName.toLowerCase(Locale.ROOT).endsWith(".md");
    }

    private static InputFormat textFormat(String name, String head) {
        String start = head.stripLeading();
        boolean isMarkdown = MARKDOWN.matcher(start).lookingAt();
        if (isMarkdown) {
            throw Errors.brokenFile(
                    name, "it is a Markdown page, not data; load the CSV or JSON file that the page was made from");
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            boolean isEvent = start.contains("\"payload\"") && start.contains("\"type\"");
            if (!isEvent && REPOSITORY.matcher(start).find()) {
                return InputFormat.REST_JSON;
            }
            if (isEvent) {
                throw Errors.brokenFile(
                        name, "it holds events of GH Archive, which count nothing; load snapshots of repositories");
            }
            if (start.contains("\"message\"") && start.contains("\"documentation_url\"")) {
                throw Errors.brokenFile(name, "it is an error message of GitHub's, not data; fetch it again");
            }
            throw Errors.unknownFormat(name, firstLine(start));
        }
        List<String> names = header(head);
        if (CsvRows.isRankingHeader(names)) {
            return InputFormat.RANKING_CSV;
        }
        if (CsvRows.isSnapshotHeader(names)) {
            return InputFormat.SNAPSHOT_CSV;
        }
        throw Errors.unknownFormat(name, firstLine(start));
    }

    private static List<String> header(String head) {
        try {
            CsvReader.Fields fields = new CsvReader(new StringReader(head)).next();
            return fields == null
                    ? List.of()
                    : fields.values().stream().map(String::strip).toList();
        } catch (IOException e) {
            // A quote that is not closed in the first characters: not one of our headers.
            return List.of();
        }
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    private @Nullable LocalDate day(String name, String path, InputFormat format) {
        LocalDate requested = request.day();
        LocalDate named = dayOfPath(name, new Path(path));
        if (requested != null && named != null && !requested.equals(named)) {
            throw Errors.contradictingDay(name, named.toString(), requested.toString());
        }
        LocalDate day = requested != null ? requested : named;
        boolean isDayInRows = format == InputFormat.PARQUET || format == InputFormat.SNAPSHOT_CSV;
        if (day == null && !isDayInRows) {
            throw Errors.fileWithoutDay(name, format.label());
        }
        return day;
    }

    /** The day of a file's name, else of the folder it is in. */
    private static @Nullable LocalDate dayOfPath(String name, Path path) {
        LocalDate ofFile = dayOfName(path.getName());
        LocalDate ofFolder =
                path.getParent() == null ? null : dayOfName(path.getParent().getName());
        if (ofFile != null && ofFolder != null && !ofFile.equals(ofFolder)) {
            throw Errors.brokenFile(
                    name, "its name says %s but its folder says %s; correct one of them".formatted(ofFile, ofFolder));
        }
        return ofFile != null ? ofFile : ofFolder;
    }

    /** The one day a name holds; null where there is none or more than one. */
    static @Nullable LocalDate dayOfName(String name) {
        TreeSet<LocalDate> days = new TreeSet<>();
        Matcher matcher = DAY.matcher(name);
        while (matcher.find()) {
            parsed(matcher.group()).ifPresent(days::add);
        }
        return days.size() == 1 ? days.first() : null;
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            // Digits such as 2026-13-45 are not a day.
            return Optional.empty();
        }
    }

    private boolean isParquet(String path) throws IOException {
        Path file = new Path(path);
        try (InputStream in = Paths.fileSystem(file, configuration).open(file)) {
            return Arrays.equals(in.readNBytes(PARQUET_MAGIC.length), PARQUET_MAGIC);
        }
    }

    private String head(String path) throws IOException {
        StringBuilder head = new StringBuilder();
        char[] buffer = new char[HEAD_CHARACTERS];
        try (Reader reader = TextRows.open(configuration, path)) {
            int count;
            while (head.length() < HEAD_CHARACTERS
                    && (count = reader.read(buffer, 0, HEAD_CHARACTERS - head.length())) > 0) {
                head.append(buffer, 0, count);
            }
        }
        return head.toString();
    }
}
