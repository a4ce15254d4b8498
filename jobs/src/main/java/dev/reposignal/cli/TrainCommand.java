package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.model.Training;
import dev.reposignal.model.YoungTraining;
import dev.reposignal.night.ModelStage;
import dev.reposignal.table.Tables;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal train}: trains a model on the data known on a day. */
@Command(
        name = "train",
        description =
                "Trains the model that gives each repository its break-out probability, on the history in the lake. The nights from that day on use it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reposignal train --lake /data/lake", "  reposignal train --lake /data/lake --date 2026-03-01"})
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Use only data up to this day (default: the latest snapshot day in the lake).")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Settings read = settings.settings();
        return lake.writing(opened -> {
            LocalDate trainedOn = date != null
                    ? date
                    : opened.latestDay(Tables.SNAPSHOTS).orElseThrow(() -> Errors.noSnapshots(opened.root()));
            ModelStage.Learned learned = ModelStage.learn(opened, read, trainedOn);
            BreakoutModel model = learned.model()
                    .orElseThrow(() -> Errors.tooLittleToLearn(trainedOn.toString(), Training.FEWEST_BREAKOUTS));
            print(model, learned.young());
            return ExitCode.DONE.number();
        });
    }

    private void print(BreakoutModel model, YoungTraining.Result young) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (isJson) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("model_id", model.id());
            map.put("trained_on", model.trainedOn().toString());
            map.put("features", model.features().size());
            map.put("figures", model.figures());
            map.put("young_repositories", young.repositories());
            map.put("young_gaining", young.gaining());
            map.put("young_learned", young.rates().isPresent());
            out.println(Json.of(map));
            return;
        }
        out.println("model %s".formatted(model.id()));
        model.figures().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(figure -> out.println(
                        "  %-28s %s".formatted(figure.getKey(), NumberFormats.quantity(figure.getValue()))));
        out.println(line(young));
    }

    private static String line(YoungTraining.Result young) {
        String found = "%s seen within two weeks of their creation, %s of them gained enough"
                .formatted(
                        NumberFormats.counted(young.repositories(), "repository", "repositories"),
                        NumberFormats.count(young.gaining()));
        return young.rates().isPresent()
                ? "young rates: " + found
                : "no young rates: %s; %d and %d are needed"
                        .formatted(found, YoungTraining.FEWEST_REPOSITORIES, YoungTraining.FEWEST_GAINING);
    }
}
