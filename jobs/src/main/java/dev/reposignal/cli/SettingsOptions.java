package dev.reposignal.cli;

import dev.reposignal.alert.AlertFile;
import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.watch.Watchlists;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, {@code --set} and their short forms. */
final class SettingsOptions {
    /** Set by the launcher to jobs/conf/reposignal.yaml; users of {@code spark-submit} name their file with --config. */
    private static final String DEFAULT_FILE_PROPERTY = "reposignal.conf";

    /** The option that names the configuration file. */
    static final String FILE = "--config";

    @Option(names = FILE, paramLabel = "FILE", description = "Configuration file (default: jobs/conf/reposignal.yaml).")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, for example health.minimum_coverage=0.7; can be repeated.")
    private Map<String, String> flags = new LinkedHashMap<>();

    @Option(
            names = "--embedder",
            paramLabel = "NAME",
            description =
                    "Method that makes vectors of texts: minilm, tfidf or onnx; the same as --set cluster.embedder=NAME.")
    private @Nullable String embedder;

    @Option(
            names = "--embedder-model",
            paramLabel = "FILE",
            description =
                    "ONNX file for --embedder onnx, with tokenizer.json in the same folder; the same as --set cluster.model=FILE.")
    private @Nullable String model;

    Settings settings() {
        Map<String, String> all = new LinkedHashMap<>(flags);
        if (embedder != null) {
            all.put("cluster.embedder", embedder);
        }
        if (model != null) {
            all.put("cluster.model", model);
        }
        return SettingsLoader.load(file(), System.getenv(), all);
    }

    /**
     * The watchlists in the folder that the settings name, else beside the configuration file.
     *
     * @throws dev.reposignal.error.UserException with all problems of all lists
     */
    Watchlists watchlists(Settings read) {
        return Watchlists.read(watchFolder(read));
    }

    /**
     * The rules and channels of alerts; empty without a file.
     *
     * @throws dev.reposignal.error.UserException with all problems of the file
     */
    Optional<AlertFile> alerts(Settings read) {
        return AlertFile.read(alertFile(read), System.getenv());
    }

    /** Where the rules and channels of alerts are looked for. */
    Path alertFile(Settings read) {
        return beside(read.alert().file(), "alerts.yaml");
    }

    Path watchFolder(Settings read) {
        return beside(read.watch().folder(), "watchlists");
    }

    /** A path of the settings; where they name none, one of this name beside the configuration file. */
    private Path beside(String path, String name) {
        return path.isEmpty()
                ? file().map(Path::toAbsolutePath)
                        .map(Path::getParent)
                        .orElse(Path.of("conf"))
                        .resolve(name)
                : Path.of(path);
    }

    /**
     * The lake that the configuration names; "" if none.
     *
     * @param named the file of --config; null without that option
     */
    static String lake(@Nullable Path named) {
        return SettingsLoader.load(file(named), System.getenv(), Map.of())
                .paths()
                .lake();
    }

    private Optional<Path> file() {
        return file(file);
    }

    private static Optional<Path> file(@Nullable Path named) {
        return Optional.ofNullable(named).or(() -> Optional.ofNullable(System.getProperty(DEFAULT_FILE_PROPERTY))
                .map(Path::of));
    }
}
