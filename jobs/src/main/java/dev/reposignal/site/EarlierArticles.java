package dev.reposignal.site;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.reposignal.site.Edition.ArticleHeading;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The articles of the site that is replaced, as far as they are still right: they are not read from the tables and written
 * again.
 *
 * <p>The files of an article change only where its night or the one before is run again, where its neighbours in the list
 * change, where a repository it names gets or loses its page, or with the program and its settings. All of that is in a hash,
 * which {@link #INDEX} keeps with the checksums of the files. A site made from the lake alone has the same bytes.
 */
final class EarlierArticles {
    /** By day, what the files of each article were made of, and their checksums. */
    static final String INDEX = "articles/editions.json";

    private static final int DIGITS = 16;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final SiteFolder folder;
    private final String program;
    private final Map<String, Article> before;
    private final Map<String, Article> now = new TreeMap<>();

    /**
     * The files of one article.
     *
     * @param edition what they are made of
     * @param sums the SHA-256 of each by its path
     */
    record Article(String edition, Map<String, String> sums) {}

    EarlierArticles(SiteFolder folder) throws IOException {
        this.folder = folder;
        this.program = program();
        this.before = before(folder);
    }

    /** The hash of the program, which tells each build from others; "" where it does not run from a jar. */
    private static String program() throws IOException {
        @Nullable
        CodeSource source = EarlierArticles.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = source == null ? null : Path.of(source.getLocation().toURI());
            return jar == null || !Files.isRegularFile(jar) ? "" : Sha256.ofFile(jar);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Article> before(SiteFolder folder) {
        @Nullable Path index = folder.previous(INDEX);
        if (index == null) {
            return Map.of();
        }
        try {
            return MAPPER.readValue(index.toFile(), new TypeReference<Map<String, Article>>() {});
        } catch (IOException e) {
            // All articles are written then.
            return Map.of();
        }
    }

    /**
     * Takes the files of an article from the site before.
     *
     * @param earlier the article before it
     * @param more the articles it leads to
     * @return false, and none taken, where they may be others now or are not as their checksums say
     */
    boolean takenOver(ArticleHeading article, @Nullable ArticleHeading earlier, List<ArticleHeading> more)
            throws IOException {
        @Nullable Article files = before.get(article.day().toString());
        String edition = edition(article, earlier, more);
        if (files == null || edition.isEmpty() || !edition.equals(files.edition())) {
            return false;
        }
        for (String path : paths(article.day())) {
            @Nullable Path file = folder.previous(path);
            if (file == null || !Sha256.ofFile(file).equals(files.sums().get(path))) {
                return false;
            }
        }
        for (String path : paths(article.day())) {
            folder.keep(path);
        }
        folder.list(Addresses.article(article.day()));
        now.put(article.day().toString(), files);
        return true;
    }

    /** Notes an article whose files were written. */
    void written(ArticleHeading article, @Nullable ArticleHeading earlier, List<ArticleHeading> more)
            throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String path : paths(article.day())) {
            sums.put(path, Sha256.ofFile(folder.file(path)));
        }
        now.put(article.day().toString(), new Article(edition(article, earlier, more), sums));
    }

    void finish() throws IOException {
        folder.text(INDEX, MAPPER.writeValueAsString(now) + "\n");
    }

    /** What the files of an article are made of, as a hash; "" where that is not known. */
    private String edition(ArticleHeading article, @Nullable ArticleHeading earlier, List<ArticleHeading> more) {
        Edition.Run run = article.run();
        if (run == null || (earlier != null && earlier.run() == null)) {
            return "";
        }
        List<Object> parts = new ArrayList<>(List.of(
                program,
                folder.settings(),
                folder.licence(),
                folder.links(),
                article.day(),
                run.runId(),
                run.linked()));
        if (earlier != null && earlier.run() != null) {
            parts.add(earlier.run().runId());
        }
        more.forEach(other -> parts.add(List.of(other.day(), other.title(), other.standfirst())));
        return Sha256.hex(String.join("\n", parts.stream().map(Object::toString).toList()), DIGITS);
    }

    private static List<String> paths(LocalDate day) {
        String page = Addresses.article(day);
        return List.of(page, Addresses.markdown(day), Addresses.data(page, "csv"), Addresses.data(page, "json"));
    }
}
