package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.lineage.LineageSender;
import dev.reposignal.night.Night;
import dev.reposignal.night.NightResult;
import dev.reposignal.progress.Progress;
import dev.reposignal.progress.RunObserver;
import dev.reposignal.query.CatalogNames;
import dev.reposignal.site.Site;
import dev.reposignal.table.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of {@code nightly} and {@code backfill}. */
final class NightOptions {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--site",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the site; readers see the old or the new site, never a mixture.")
    private @Nullable Path site;

    @Option(
            names = "--allow-stale",
            description = "Publish a day that the data checks would hold back; the article shows a warning.")
    private boolean allowStale;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Writes the metrics of the night for Prometheus to this file, also when it fails.")
    private @Nullable Path metrics;

    @Option(
            names = "--hooks",
            paramLabel = "DIR",
            description = "Folder with programs to run at the end: on-success, on-held, on-failed.")
    private @Nullable Path hooks;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    /** The settings; read before Spark starts, so that an error in them is reported at once. */
    Settings settings() {
        return settings.settings();
    }

    /** The watchlists; read before Spark starts too. */
    Reach reach(Settings read) {
        return Reach.of(settings, read);
    }

    Night night(Lake lake, Settings read) {
        return night(
                lake,
                read,
                allowStale,
                isJson
                        ? Progress.SILENT
                        : ConsoleProgress.to(spec().commandLine().getErr()));
    }

    static Night night(Lake lake, Settings settings, boolean allowStale, Progress progress) {
        return new Night(
                        lake,
                        settings,
                        allowStale,
                        VersionProvider.version(),
                        InstantSource.system(),
                        progress,
                        modelKey(settings.article()))
                .interruptible(Ending::isRequestedNow)
                .observedBy(CommandLog.runs().and(lineage(lake, settings.lineage(), progress)));
    }

    /** The key of the language model's server. It comes from the environment alone, so that no file, table or log has it. */
    private static @Nullable String modelKey(Settings.Article article) {
        String key = System.getenv(SettingsLoader.MODEL_KEY);
        if (!article.asksModel() || key == null || key.isBlank()) {
            return null;
        }
        if (!article.isPrivate()) {
            throw Errors.keyOverPlainHttp(SettingsLoader.MODEL_KEY, "article.base_url", article.baseUrl());
        }
        return key.strip();
    }

    private static RunObserver lineage(Lake lake, Settings.Lineage settings, Progress progress) {
        String key = System.getenv(SettingsLoader.LINEAGE_KEY);
        boolean hasKey = settings.isServer() && key != null && !key.isBlank();
        if (hasKey && !settings.isPrivate()) {
            throw Errors.keyOverPlainHttp(SettingsLoader.LINEAGE_KEY, "lineage.target", settings.target());
        }
        return LineageSender.of(
                settings, lake.root(), VersionProvider.version(), hasKey ? key.strip() : null, progress::warned);
    }

    /** Registers tables and views in Spark's catalog if the settings name a database. */
    void register(Lake lake) {
        String database = settings.settings().catalog().database();
        if (!database.isEmpty()) {
            CatalogNames.register(lake, database);
        }
    }

    Path site() {
        return Objects.requireNonNull(site);
    }

    /** Runs nights; where they fail, that is written to the metrics, operators are told and the hook is run. */
    int watched(LakeOption lake, Reach reach, IntSupplier nights) {
        try {
            return nights.getAsInt();
        } catch (RuntimeException e) {
            if (Ending.isRequested()) {
                // There is no time left for a hook.
                throw e;
            }
            int exitCode = MachineFault.of(e)
                    .map(UserException::exitCode)
                    .orElse(ExitCode.INTERNAL_ERROR)
                    .number();
            if (metrics != null) {
                MetricsFile.ofFailure(metrics, exitCode, Instant.now());
            }
            String told = MachineFault.of(e).map(Throwable::getMessage).orElseGet(e::toString);
            reach.operators(lake.root(), err())
                    .ifPresent(operators -> operators.failed("reposignal " + lake.name(), exitCode, told));
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            runHook(Hook.ON_FAILED, lake.root(), Map.of("RS_REASON", reason, "RS_EXIT_CODE", String.valueOf(exitCode)));
            throw e;
        }
    }

    /** Writes the metrics of the last of these nights, tells operators of held ones and runs the hook of its result. */
    void tell(Lake lake, Reach reach, List<NightResult> nights) {
        if (nights.isEmpty()) {
            return;
        }
        NightResult last = nights.get(nights.size() - 1);
        if (metrics != null) {
            MetricsFile.ofNight(metrics, lake, last, Instant.now());
        }
        Map<String, String> variables = new HashMap<>();
        variables.put("RS_DAY", last.day().toString());
        variables.put("RS_RUN_ID", last.runId());
        variables.put("RS_SITE", site().toString());
        String reason = last.reason();
        if (reason != null) {
            variables.put("RS_REASON", reason);
        }
        reach.operators(lake.root(), err()).ifPresent(operators -> operators.nights(nights, site()));
        runHook(last.isHeld() ? Hook.ON_HELD : Hook.ON_SUCCESS, lake.root(), variables);
    }

    private void runHook(Hook hook, String lake, Map<String, String> variables) {
        if (hooks != null) {
            Map<String, String> all = new HashMap<>(variables);
            all.put("RS_LAKE", lake);
            hook.run(hooks, all, err());
        }
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    /** Prints the results and returns the exit code. */
    int report(Lake lake, List<NightResult> nights) {
        PrintWriter out = spec().commandLine().getOut();
        if (isJson) {
            out.println(Json.of(nights.stream().map(this::asMap).toList()));
        } else {
            nights.forEach(night -> out.println(
                    night.isHeld()
                            ? "held %s: %s".formatted(night.day(), night.reason())
                            : "published %s: %s".formatted(night.day(), article(night))));
            nights.stream()
                    .filter(night -> !night.isHeld())
                    .reduce((earlier, later) -> later)
                    .ifPresent(night -> BoardTable.printFirst(lake, night.day(), out));
        }
        return nights.stream().anyMatch(NightResult::isHeld) ? ExitCode.HELD.number() : ExitCode.DONE.number();
    }

    private Map<String, @Nullable Object> asMap(NightResult night) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("run_id", night.runId());
        map.put("snapshot_date", night.day().toString());
        map.put("status", (night.isHeld() ? RunStatus.HELD : RunStatus.PUBLISHED).value());
        map.put("reason", night.reason());
        map.put("article", night.isHeld() ? null : article(night).toString());
        map.put("row_counts", night.rowCounts());
        map.put("stage_millis", night.stageMillis());
        return map;
    }

    private Path article(NightResult night) {
        return Site.article(site(), night.day());
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(command);
    }
}
