package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.evaluation.Backtest;
import dev.reposignal.evaluation.BacktestFiles;
import dev.reposignal.evaluation.BacktestRun;
import dev.reposignal.evaluation.Measurement;
import dev.reposignal.evaluation.RankingMethod;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal backtest}: grades predictions about past days. */
@Command(
        name = "backtest",
        description =
                "Predicts one day per week with only the data known on that day, grades the predictions, and compares them with simple rankings.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal backtest --lake /data/lake --from 2025-07-01 --to 2026-02-28",
            "  reposignal backtest --lake /data/lake --from 2026-01-06 --to 2026-02-24 --output site/backtest"
        })
final class BacktestCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day, for example 2025-07-01.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day (included).")
    private LocalDate to = LocalDate.EPOCH;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for backtest.json and backtest.html (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("backtest");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (from.isAfter(to)) {
            throw Errors.reversedRange(from.toString(), to.toString());
        }
        Settings read = settings.settings();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return lake.writing(opened -> {
            Backtest backtest =
                    new BacktestRun(opened, read, InstantSource.system(), ConsoleProgress.to(err)).run(from, to);
            BacktestFiles.write(folder, backtest);
            print(out, backtest);
            out.println("figures: " + folder.resolve(BacktestFiles.JSON));
            out.println("charts:  " + folder.resolve(BacktestFiles.PAGE));
            return ExitCode.DONE.number();
        });
    }

    private static void print(PrintWriter out, Backtest backtest) {
        out.println("share of break-outs (base rate): %s; backtest %s"
                .formatted(figure(backtest, Measurement.UNIVERSE, "breakout_share", 0), backtest.id()));
        out.print(table(backtest, RankingMethod.compared()).aligned());
        out.println(
                "the first 15 of each date: stars gained in 28 days, growth compared with ten matched repositories");
        out.print(worth(backtest).aligned());
        out.println("the score without one of its components");
        out.print(table(backtest, RankingMethod.ablations()).aligned());
    }

    private static TextTable table(Backtest backtest, List<RankingMethod> methods) {
        List<Row> lines = new ArrayList<>();
        for (RankingMethod method : methods) {
            String name = method.column();
            lines.add(RowFactory.create(
                    name,
                    figure(backtest, name, Measurement.PRECISION, 5),
                    figure(backtest, name, Measurement.PRECISION, 15),
                    figure(backtest, name, Measurement.PRECISION, 50),
                    figure(backtest, name, Measurement.AVERAGE_PRECISION, 0),
                    figure(backtest, name, Measurement.AUC, 0),
                    figure(backtest, name, Measurement.BRIER_SKILL, 0)));
        }
        return new TextTable(List.of("method", "p@5", "p@15", "p@50", "avg precision", "AUC", "Brier skill"), lines);
    }

    private static TextTable worth(Backtest backtest) {
        List<Row> lines = new ArrayList<>();
        for (RankingMethod method : RankingMethod.compared()) {
            String name = method.column();
            lines.add(RowFactory.create(
                    name,
                    count(backtest, name, Measurement.MEDIAN_GAIN, 15),
                    figure(backtest, name, Measurement.MEDIAN_GROWTH, 15),
                    count(backtest, name, Measurement.MEDIAN_GAIN_LATER, 15),
                    figure(backtest, name, Measurement.MEAN_GROWTH, 15),
                    figure(backtest, name, Measurement.CONTROL_MEAN_GROWTH, 15),
                    ratio(backtest, name),
                    figure(backtest, name, Measurement.NEW_NAMES, 15),
                    figure(backtest, name, Measurement.DOUBLING_PRECISION, 15),
                    figure(backtest, name, Measurement.CAPTURED_SHARE, 50),
                    count(backtest, name, Measurement.NAMES_LISTED, 50)));
        }
        return new TextTable(
                List.of(
                        "method",
                        "median gain",
                        "growth",
                        "gain, 90 d",
                        "mean growth",
                        "of matched",
                        "ratio",
                        "new names",
                        "doubled",
                        "captured",
                        "names"),
                lines);
    }

    private static String count(Backtest backtest, String method, String metric, int slot) {
        return backtest.measurement(Measurement.WHOLE, method, metric, slot)
                .map(measurement -> NumberFormats.count(measurement.value()))
                .orElse("-");
    }

    private static String ratio(Backtest backtest, String method) {
        return backtest.measurement(Measurement.WHOLE, method, Measurement.GROWTH_RATIO, 15)
                .map(measurement -> NumberFormats.ratio(measurement.value()))
                .orElse("-");
    }

    private static String figure(Backtest backtest, String method, String metric, int slot) {
        return backtest.measurement(Measurement.WHOLE, method, metric, slot)
                .filter(measurement -> measurement.value() != null)
                .map(measurement -> NumberFormats.thousandths(measurement.value()))
                .orElse(NumberFormats.UNKNOWN);
    }
}
