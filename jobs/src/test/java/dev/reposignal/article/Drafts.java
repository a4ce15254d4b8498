package dev.reposignal.article;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes an article for every night that ReportNights dumped, each after the others, as Markdown: for work on the words. */
public final class Drafts {
    private Drafts() {}

    /** FOLDER with the dumped nights; the articles are written beside them. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Path> nights;
        try (Stream<Path> files = Files.list(folder)) {
            nights = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Article> written = new ArrayList<>();
        for (Path night : nights) {
            try (InputStream in = Files.newInputStream(night)) {
                Rendered rendered = Rendered.of(TestNight.read(in), Memory.of(written));
                written.add(rendered.article());
                Files.writeString(
                        folder.resolve(night.getFileName().toString().replace(".json", ".md")), rendered.markdown());
            }
        }
    }
}
