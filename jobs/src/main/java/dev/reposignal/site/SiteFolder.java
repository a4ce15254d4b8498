package dev.reposignal.site;

import dev.reposignal.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The folder of a release while it is written. */
public final class SiteFolder {
    private final Path release;
    private final Settings.Site settings;
    private final DataLicence licence;
    private final Edition edition;
    private final @Nullable Path before;
    private final Sitemap sitemap;
    private final List<Map.Entry<String, String>> links;
    private final List<String> frontScripts;

    SiteFolder(
            Path release,
            Settings.Site settings,
            DataLicence licence,
            Edition edition,
            @Nullable Path before,
            List<SiteAddition> additions) {
        this.release = release;
        this.settings = settings;
        this.licence = licence;
        this.edition = edition;
        this.before = before;
        this.sitemap = new Sitemap(settings.baseUrl());
        this.links = additions.stream().flatMap(each -> each.links().stream()).toList();
        this.frontScripts =
                additions.stream().flatMap(each -> each.frontScripts().stream()).toList();
    }

    public Settings.Site settings() {
        return settings;
    }

    /** The licence of all data of the site. */
    public DataLicence licence() {
        return licence;
    }

    public Edition edition() {
        return edition;
    }

    List<String> frontScripts() {
        return frontScripts;
    }

    List<Map.Entry<String, String>> links() {
        return links;
    }

    /** What the layout needs to know about a page without scripts. */
    public PageLayout frame(String path, String title, String description) {
        return frame(path, title, description, List.of());
    }

    /** What the layout needs to know about a page. */
    public PageLayout frame(String path, String title, String description, List<String> scripts) {
        return new PageLayout(settings, edition, path, title, description, null, scripts, links, null);
    }

    /** Writes a page, which the sitemap lists. */
    public void page(String path, String html) throws IOException {
        text(path, html);
        sitemap.add(path);
    }

    /** Takes a file over from the site that is replaced, where it is known to be there. */
    public void keep(String path) throws IOException {
        Files.copy(Objects.requireNonNull(previous(path), path), file(path));
    }

    /** Lists a page that was taken over in the sitemap. */
    void list(String path) {
        sitemap.add(path);
    }

    public void text(String path, String text) throws IOException {
        Files.writeString(file(path), text, StandardCharsets.UTF_8);
    }

    /** Writes a value as a script that sets one variable, for pages that are opened from a disk too. */
    public void script(String path, String variable, Object value) throws IOException {
        try (var out = Files.newBufferedWriter(file(path), StandardCharsets.UTF_8)) {
            SiteJson.script(out, variable, value);
        }
    }

    /**
     * Opens an Atom and a JSON feed; to be closed.
     *
     * @param title name of the feed
     * @param path of both files without their endings, .atom.xml and .json; their ids are made of it
     * @param home path of the page that it belongs to
     */
    public Feeds feeds(String title, String path, String home) throws IOException {
        file(path);
        return Feeds.open(
                release, settings, edition, new Feeds.Head(title, path, path + ".atom.xml", path + ".json", home));
    }

    /** A file of the site that is replaced, to take over what did not change; null where it has none. */
    public @Nullable Path previous(String path) {
        Path file = before == null ? null : before.resolve(path).normalize();
        return file != null && file.startsWith(before) && Files.isRegularFile(file) ? file : null;
    }

    /**
     * A file of the site; its folder is made.
     *
     * @throws IllegalStateException where the path leads out of the site
     */
    public Path file(String path) throws IOException {
        Path file = release.resolve(path).normalize();
        if (!file.startsWith(release)) {
            throw new IllegalStateException("The address %s leads out of the site".formatted(path));
        }
        @Nullable Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return file;
    }

    void finish() throws IOException {
        sitemap.write(release);
    }
}
