package dev.reposignal.ingest;

import dev.reposignal.error.Errors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
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
import org.jspecify.annotations.Nullable;

/** Finds the files of the paths of the command line, with their format and day; refuses a path that cannot be loaded. */
final class InputFiles {
    private static final Pattern DAY = Pattern.compile("(?<!\\d)\\d{4}-\\d{2}-\\d{2}(?!\\d)");
    private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};
    private static final int HEAD_CHARACTERS = 1 << 16;

    private final Configuration configuration;
    private final IngestRequest request;

    private InputFiles(Configuration configuration, IngestRequest request) {
        this.configuration = configuration;
        this.request = request;
    }

    /** Every file once, in order of path, even if it is named several times. */
    static List<InputFile> of(IngestRequest request, Configuration configuration) {
        return new InputFiles(configuration, request).files();
    }

    private List<InputFile> files() {
        Map<String, String> namesByPath = new TreeMap<>();
        for (String name : request.paths()) {
            resolve(name, namesByPath);
        }
        List<InputFile> files = new ArrayList<>();
        namesByPath.forEach((path, name) -> {
            InputFormat format = format(name, path);
            files.add(new InputFile(files.size(), name, path, format, day(name, path, format)));
        });
        return files;
    }

    private void resolve(String name, Map<String, String> namesByPath) {
        try {
            Path path = new Path(name);
            FileSystem fileSystem = path.getFileSystem(configuration);
            FileStatus status = fileSystem.getFileStatus(path);
            if (!status.isDirectory()) {
                add(name, status, namesByPath);
                return;
            }
            boolean isEmpty = true;
            for (FileStatus child : fileSystem.listStatus(path)) {
                String childName = child.getPath().getName();
                if (child.isFile() && !isSkipped(childName)) {
                    add(name.endsWith("/") ? name + childName : name + "/" + childName, child, namesByPath);
                    isEmpty = false;
                }
            }
            if (isEmpty) {
                throw Errors.folderWithoutFiles(name);
            }
        } catch (FileNotFoundException e) {
            throw Errors.missingPath(name);
        } catch (IllegalArgumentException | IOException e) {
            throw Errors.brokenFile(name, String.valueOf(e.getMessage()));
        }
    }

    private static void add(String name, FileStatus status, Map<String, String> namesByPath) {
        if (status.getLen() == 0) {
            throw Errors.emptyFile(name);
        }
        namesByPath.putIfAbsent(status.getPath().toString(), name);
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
        if (start.startsWith("[")) {
            throw Errors.brokenFile(
                    name, "it is a JSON array, but one object per line is needed (jq -c '.[]' converts it)");
        }
        if (start.startsWith("{")) {
            if (start.contains("\"full_name\"") || start.contains("\"stargazers_count\"")) {
                return InputFormat.REST_JSON;
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
        LocalDate named = dayOfName(new Path(path).getName());
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

    /** The day in a name; null if there is none or more than one. */
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
        try (InputStream in = file.getFileSystem(configuration).open(file)) {
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
