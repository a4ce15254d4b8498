package dev.reposignal.site;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.OutsideText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the explore page shows, as a script that sets one variable. */
final class ExploreData {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExploreData() {}

    static void write(Path file, Edition edition, List<ClusterSummary> themes, List<MappedRepository> signals)
            throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = MAPPER.createGenerator(out)) {
            out.write("globalThis.exploreData = ");
            json.writeStartObject();
            json.writeStringField(
                    "day", edition.day() == null ? "" : edition.day().toString());
            json.writeArrayFieldStart("clusters");
            for (ClusterSummary theme : themes) {
                write(json, edition, theme);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("repositories");
            for (MappedRepository signal : signals) {
                write(json, edition, signal);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
            out.write(";\n");
        }
    }

    private static void write(JsonGenerator json, Edition edition, ClusterSummary theme) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", theme.clusterId());
        json.writeStringField("label", OutsideText.line(theme.label()));
        text(
                json,
                "page",
                edition.clusterLabels().containsKey(theme.clusterId()) ? Addresses.cluster(theme.clusterId()) : null);
        json.writeNumberField("repos", theme.repos());
        json.writeNumberField("velocity7d", theme.velocity7d());
        json.writeBooleanField("isForming", theme.isForming());
        json.writeNumberField("x", theme.x());
        json.writeNumberField("y", theme.y());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void write(JsonGenerator json, Edition edition, MappedRepository signal) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", OutsideText.line(signal.fullName()));
        text(
                json,
                "page",
                edition.repositoryKeys().contains(signal.repoKey()) ? Addresses.repository(signal.repoKey()) : null);
        text(json, "github", GitHubLinks.page(signal.fullName()).orElse(null));
        text(json, "language", signal.language() == null ? null : OutsideText.line(signal.language()));
        json.writeNumberField("stars", signal.stars());
        number(json, "velocity24h", signal.velocity24h());
        number(json, "velocity7d", signal.velocity7d());
        number(json, "velocity28d", signal.velocity28d());
        number(json, "score", signal.score());
        number(json, "rank", signal.rank());
        number(json, "probability", signal.breakoutProbability());
        number(json, "place", signal.boardPlace());
        json.writeStringField("tier", signal.tier());
        text(json, "cluster", signal.clusterId());
        number(json, "x", signal.x());
        number(json, "y", signal.y());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        if (value instanceof java.math.BigDecimal exact) {
            json.writeNumberField(name, exact);
        } else if (value instanceof Integer whole) {
            json.writeNumberField(name, whole);
        } else if (value != null) {
            json.writeNumberField(name, value.doubleValue());
        }
    }
}
