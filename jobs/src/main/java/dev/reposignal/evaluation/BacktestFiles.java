package dev.reposignal.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reposignal.error.Errors;
import dev.reposignal.render.Templates;
import dev.reposignal.table.ScoreComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a backtest leaves beside the lake: {@code backtest.json} for machines, {@code backtest.html} for readers. */
public final class BacktestFiles {
    public static final String JSON = "backtest.json";
    public static final String PAGE = "backtest.html";

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private BacktestFiles() {}

    /**
     * Writes both files, in place of earlier ones.
     *
     * @throws dev.reposignal.error.UserException where the folder cannot be written
     */
    public static void write(Path folder, Backtest backtest) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(JSON), json(backtest));
            Files.writeString(folder.resolve(PAGE), page(backtest));
        } catch (IOException e) {
            throw Errors.cannotWriteBacktest(folder.toString(), e);
        }
    }

    /** Every figure with its interval, and what the methods are called. */
    static String json(Backtest backtest) throws IOException {
        Map<String, Object> methods = new LinkedHashMap<>();
        for (RankingMethod method : RankingMethod.values()) {
            methods.put(
                    method.column(),
                    Map.of(
                            "title",
                            method.title(),
                            "is_baseline",
                            method.isBaseline(),
                            "left_out",
                            method.leftOut().map(ScoreComponent::value).orElse("")));
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("backtest_id", backtest.id());
        root.put("first_day", backtest.firstDay().toString());
        root.put("last_day", backtest.lastDay().toString());
        root.put("interval", "95 % percentile bootstrap over repositories");
        root.put("methods", methods);
        root.put(
                "metrics",
                backtest.measurements().stream().map(BacktestFiles::fields).toList());
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static Map<String, @Nullable Object> fields(Measurement measurement) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("period", measurement.period());
        fields.put("method", measurement.method());
        fields.put("metric", measurement.metric());
        fields.put("place", measurement.place());
        fields.put("value", measurement.value());
        fields.put("low", measurement.low());
        fields.put("high", measurement.high());
        fields.put("cases", measurement.cases());
        return fields;
    }

    static String page(Backtest backtest) {
        return Templates.rendered("backtest/page.jte", Map.of("page", BacktestPage.of(backtest)));
    }
}
