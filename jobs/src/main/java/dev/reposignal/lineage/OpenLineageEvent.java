package dev.reposignal.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.progress.ObservedRun;
import dev.reposignal.table.RunStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A run as an event of OpenLineage 2.0.2 (https://openlineage.io/docs/spec/object-model), in JSON.
 *
 * <p>Tables are datasets named as the specification names files and objects, with their Delta version and, where written, the
 * rows. A day that is held is a run that completed: the facet {@code reposignal_run} has the status.
 */
final class OpenLineageEvent {
    private static final String SPECIFICATION = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/";
    private static final String FACETS = "https://openlineage.io/spec/facets/";
    private static final String JOB = "reposignal.nightly";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String namespace;
    private final URI lake;
    private final String producer;

    /**
     * Events of the runs on one lake.
     *
     * @param namespace of the job
     * @param lake its path, local or of an object store
     * @param codeVersion version of RepoSignal
     */
    OpenLineageEvent(String namespace, String lake, String codeVersion) {
        this.namespace = namespace;
        this.lake = URI.create(lake.replace(" ", "%20"));
        this.producer = "urn:reposignal:" + codeVersion;
    }

    /** One line of JSON. */
    String json(ObservedRun run) {
        ObjectNode event = MAPPER.createObjectNode();
        event.put("eventType", type(run));
        event.put("eventTime", run.at().toString());
        event.put("producer", producer);
        event.put("schemaURL", SPECIFICATION + "RunEvent");
        ObjectNode described = event.putObject("run");
        described.put("runId", id(run));
        describe(run, described.putObject("facets"));
        ObjectNode job = event.putObject("job");
        job.put("namespace", namespace);
        job.put("name", JOB);
        ArrayNode inputs = event.putArray("inputs");
        run.inputVersions().keySet().stream()
                .sorted()
                .forEach(table -> dataset(table, run.inputVersions(), inputs.addObject()));
        ArrayNode outputs = event.putArray("outputs");
        new TreeMap<>(run.outputVersions()).forEach((table, version) -> {
            ObjectNode output = outputs.addObject();
            dataset(table, run.outputVersions(), output);
            Long rows = run.rowCounts().get(table);
            if (rows != null) {
                facet(output.putObject("outputFacets"), "outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet")
                        .put("rowCount", rows);
            }
        });
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree in memory has a JSON form", e);
        }
    }

    private static String type(ObservedRun run) {
        return switch (RunStatus.of(run.status())) {
            case STARTED -> "START";
            case FAILED -> "FAIL";
            case INTERRUPTED -> "ABORT";
            case WRITTEN, PUBLISHED, SITE_FAILED, HELD -> "COMPLETE";
        };
    }

    /** The specification asks for a UUID: one that the same run always has. */
    private String id(ObservedRun run) {
        String whole = String.join(
                "\n", namespace, lake.toString(), run.runId(), run.startedAt().toString());
        return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void describe(ObservedRun run, ObjectNode facets) {
        facet(facets, "nominalTime", "1-0-1/NominalTimeRunFacet")
                .put(
                        "nominalStartTime",
                        run.day().atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        ObjectNode own = facets.putObject("reposignal_run");
        own.put("_producer", producer);
        own.put("_schemaURL", SPECIFICATION + "RunFacet");
        own.put("run_id", run.runId());
        own.put("snapshot_date", run.day().toString());
        own.put("status", run.status());
        own.put("reason", run.reason());
        if (RunStatus.of(run.status()) == RunStatus.FAILED) {
            facet(facets, "errorMessage", "1-0-1/ErrorMessageRunFacet")
                    .put("message", run.reason() == null ? run.status() : run.reason())
                    .put("programmingLanguage", "Java");
        }
    }

    private void dataset(String table, Map<String, Long> versions, ObjectNode dataset) {
        boolean isObject = lake.getScheme() != null && !lake.getScheme().equals("file");
        String path = (lake.getPath() + "/" + table);
        dataset.put(
                "namespace",
                isObject ? lake.getScheme().replaceFirst("^s3a$", "s3") + "://" + lake.getAuthority() : "file");
        dataset.put("name", isObject ? path.substring(1) : path);
        facet(dataset.putObject("facets"), "version", "1-0-1/DatasetVersionDatasetFacet")
                .put("datasetVersion", String.valueOf(versions.get(table)));
    }

    /** A standard facet; the name of its schema file is its version and type. */
    private ObjectNode facet(ObjectNode facets, String name, String schema) {
        ObjectNode facet = facets.putObject(name);
        String type = schema.substring(schema.indexOf('/') + 1);
        facet.put("_producer", producer);
        facet.put("_schemaURL", FACETS + schema + ".json#/$defs/" + type);
        return facet;
    }
}
