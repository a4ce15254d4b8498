package dev.reposignal.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows of the two CSV formats; the header gives the order of the columns. */
final class CsvRows implements RowSource {
    /** Header columns of a GitHub-Ranking file; its columns rank and item are ignored. */
    private static final List<String> RANKING_COLUMNS = List.of(
            "repo_name", "stars", "forks", "language", "repo_url", "username", "issues", "last_commit", "description");

    private static final Map<String, String> RANKING_NAMES =
            Map.of("forks", "forks", "issues", "open_issues", "last_commit", "pushed_at");

    /** Languages that some files spell differently. */
    private static final Map<String, String> LIST_LANGUAGES = Map.of("CSharp", "C#", "CPP", "C++");

    /** Any address of a repository: scheme, host and the rest. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:(?:https?|ssh|git)://)?(?:git@)?(?:www\\.)?([a-z0-9.-]+\\.[a-z]+)[/:](.*)");

    /** Columns of a ranking by which a repository is known to be private, and what they say of one. */
    private static final Map<String, Pattern> PRIVATE = Map.of(
            "private", Pattern.compile("(?i)true|1|yes"),
            "is_private", Pattern.compile("(?i)true|1|yes"),
            "visibility", Pattern.compile("(?i)private|internal"));

    private static final String GITHUB = "github.com";

    private final CsvReader reader;
    private final boolean isRanking;
    private final Map<String, Integer> positions = new HashMap<>();
    private final int width;
    private final RowLimits limits;

    CsvRows(Reader reader, InputFile file, RowLimits limits) throws IOException {
        this.limits = limits;
        this.reader = new CsvReader(reader);
        this.isRanking = file.format() == InputFormat.RANKING_CSV;
        CsvReader.Fields header = this.reader.next();
        if (header == null) {
            throw new BrokenFileException("it has no header line");
        }
        List<String> names = header.values().stream().map(String::strip).toList();
        this.width = names.size();
        for (int i = 0; i < width; i++) {
            if (names.get(i).isEmpty()) {
                throw new BrokenFileException(
                        "column %d of its header has no name; name it or leave it out (pandas: to_csv(index=False))"
                                .formatted(i + 1));
            }
            if (positions.put(names.get(i), i) != null) {
                throw new BrokenFileException("its header has the column %s twice".formatted(names.get(i)));
            }
        }
        if (isRanking) {
            checkRanking(names);
        } else {
            SnapshotColumns.check(names, file);
        }
    }

    private static void checkRanking(List<String> names) throws BrokenFileException {
        Set<String> missing = new LinkedHashSet<>(RANKING_COLUMNS);
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            throw new BrokenFileException("its header has no column %s; it has %s"
                    .formatted(String.join(", ", missing), String.join(", ", names)));
        }
    }

    /** Whether a header is one of a GitHub-Ranking file, complete or not. */
    static boolean isRankingHeader(List<String> names) {
        return names.contains("repo_name") && (names.contains("username") || names.contains("repo_url"));
    }

    /** Whether a header is one of our own files, complete or not. */
    static boolean isSnapshotHeader(List<String> names) {
        return names.contains("full_name");
    }

    @Override
    public @Nullable FoundRow next() throws IOException {
        CsvReader.Fields fields = reader.next();
        if (fields == null) {
            return null;
        }
        if (fields.problem() != null) {
            return FoundRow.rejected(fields.line(), fields.raw(), fields.problem());
        }
        if (fields.values().size() != width) {
            return FoundRow.rejected(
                    fields.line(),
                    fields.raw(),
                    "the row has %d fields and the header %d; quote fields that contain a comma, a quote or a line break"
                            .formatted(fields.values().size(), width));
        }
        return isRanking ? ranking(fields) : snapshot(fields);
    }

    private FoundRow snapshot(CsvReader.Fields fields) {
        List<@Nullable String> values = new ArrayList<>();
        for (String column : FoundRow.COLUMNS) {
            Integer position = positions.get(column);
            values.add(position == null ? null : fields.values().get(position));
        }
        return new FoundRow(fields.line(), fields.raw(), null, values);
    }

    private FoundRow ranking(CsvReader.Fields fields) {
        boolean isPrivate = PRIVATE.entrySet().stream()
                .anyMatch(mark ->
                        mark.getValue().matcher(value(fields, mark.getKey())).matches());
        if (isPrivate && !limits.allowsPrivate()) {
            return FoundRow.rejected(fields.line(), fields.raw(), RepositoryObject.IS_PRIVATE);
        }
        String url = value(fields, "repo_url");
        String joined = value(fields, "username") + "/" + value(fields, "repo_name");
        Matcher address = ADDRESS.matcher(url);
        boolean isAddress = address.matches();
        if (isAddress && !address.group(1).equalsIgnoreCase(GITHUB) && !limits.allowsOtherHosts()) {
            return FoundRow.rejected(
                    fields.line(),
                    fields.raw(),
                    "repo_url is not on github.com; leave the row out or load it with --allow-other-hosts");
        }
        String fromUrl =
                isAddress ? address.group(2).replaceFirst("[?#].*$", "").replaceFirst("(\\.git)?/*$", "") : "";
        if (!fromUrl.isEmpty() && !joined.equals("/") && !fromUrl.equalsIgnoreCase(joined)) {
            return FoundRow.rejected(
                    fields.line(),
                    fields.raw(),
                    "repo_url names %s but username and repo_name name %s; correct one of them"
                            .formatted(fromUrl, joined));
        }
        String fullName = fromUrl.isEmpty() ? joined : fromUrl;
        String language = value(fields, "language");
        Map<String, String> found = new HashMap<>();
        found.put("full_name", fullName.equals("/") ? "" : fullName);
        found.put("description", value(fields, "description"));
        found.put("language", LIST_LANGUAGES.getOrDefault(language, language));
        found.put("stars", value(fields, "stars"));
        RANKING_NAMES.forEach((theirs, ours) -> found.put(ours, value(fields, theirs)));
        List<@Nullable String> values = new ArrayList<>();
        FoundRow.COLUMNS.forEach(column -> values.add(found.get(column)));
        return new FoundRow(fields.line(), fields.raw(), null, values);
    }

    private String value(CsvReader.Fields fields, String column) {
        Integer position = positions.get(column);
        return position == null ? "" : fields.values().get(position).strip();
    }
}
