package dev.reposignal.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.reposignal.error.Errors;
import dev.reposignal.text.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@link Settings}: defaults, then a file, then {@code REPOSIGNAL_*} variables, then flags; the later wins. */
public final class SettingsLoader {
    /** The variable with the key of the language model's server; no setting, as settings are stored with every run. */
    public static final String MODEL_KEY = "REPOSIGNAL_MODEL_KEY";

    /** The variable with the key of the server that gets lineage events; no setting for the same reason. */
    public static final String LINEAGE_KEY = "REPOSIGNAL_LINEAGE_KEY";

    private static final String PREFIX = "REPOSIGNAL_";
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper RECORDS = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private SettingsLoader() {}

    /**
     * The settings in force.
     *
     * @param file the configuration file; empty to go without one
     * @param environment variables by name; only those that begin with REPOSIGNAL_ matter, but for the keys
     * @param flags dotted key to value, as given by {@code --set}
     * @throws dev.reposignal.error.UserException with all problems of all sources
     */
    public static Settings load(Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        List<String> problems = new ArrayList<>();
        ObjectNode tree = defaults();
        Map<String, JsonNode> known = leaves(tree);

        file.ifPresent(path -> leaves(read(path)).forEach((key, value) -> {
            if (known.containsKey(key)) {
                put(tree, key, value);
            } else {
                problems.add("%s in %s is not a setting; %s".formatted(key, path, nearest(key, known)));
            }
        }));
        Map<String, String> keysByVariable = new LinkedHashMap<>();
        known.keySet().forEach(key -> keysByVariable.put(variable(key), key));
        new TreeMap<>(environment).forEach((name, text) -> {
            if (name.startsWith(PREFIX) && !name.equals(MODEL_KEY) && !name.equals(LINEAGE_KEY)) {
                String key = keysByVariable.get(name);
                if (key != null) {
                    put(tree, key, parse(text));
                } else {
                    problems.add("the environment variable %s is not a setting".formatted(name));
                }
            }
        });
        flags.forEach((key, text) -> {
            if (known.containsKey(key)) {
                put(tree, key, parse(text));
            } else {
                problems.add("--set %s is not a setting; %s".formatted(key, nearest(key, known)));
            }
        });

        Settings settings = toSettings(tree, problems);
        problems.addAll(settings.problems());
        if (!problems.isEmpty()) {
            throw Errors.invalidSettings(problems);
        }
        return settings;
    }

    /** The settings as one line of JSON, for the manifest of a run. */
    public static String toJson(Settings settings) {
        try {
            return RECORDS.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Settings must have a JSON form", e);
        }
    }

    /** Environment variable of a dotted key: health.minimum_coverage is REPOSIGNAL_HEALTH_MINIMUM_COVERAGE. */
    static String variable(String key) {
        return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Every key that can be set, dotted. */
    static List<String> keys() {
        return List.copyOf(leaves(defaults()).keySet());
    }

    private static ObjectNode defaults() {
        try {
            return (ObjectNode) YAML.readTree(Resources.bytes(SettingsLoader.class, "defaults.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return YAML.readTree(in);
        } catch (JsonProcessingException e) {
            throw Errors.unreadableSettings(
                    file.toString(), "line %d: %s".formatted(e.getLocation().getLineNr(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw Errors.unreadableSettings(file.toString(), e.toString());
        }
    }

    private static Settings toSettings(ObjectNode tree, List<String> problems) {
        ObjectNode remaining = tree;
        // A value of the wrong type is reported and replaced by its default, so that the other problems are reported
        // too.
        while (true) {
            try {
                return RECORDS.treeToValue(remaining, Settings.class);
            } catch (com.fasterxml.jackson.databind.JsonMappingException e) {
                String key = dotted(e);
                JsonNode standard = leaves(defaults()).get(key);
                if (standard == null || standard.equals(leaves(remaining).get(key))) {
                    throw new IllegalStateException("Defaults must be valid", e);
                }
                problems.add("%s is %s but must be like %s"
                        .formatted(key, leaves(remaining).get(key), standard));
                put(remaining, key, standard);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A tree in memory has no syntax to break", e);
            }
        }
    }

    private static String dotted(com.fasterxml.jackson.databind.JsonMappingException e) {
        return String.join(
                ".",
                e.getPath().stream()
                        .map(reference -> reference.getFieldName())
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static Map<String, JsonNode> leaves(JsonNode tree) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        collectLeaves("", tree, leaves);
        return leaves;
    }

    private static void collectLeaves(String prefix, JsonNode node, Map<String, JsonNode> leaves) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                collectLeaves(key + ".", entry.getValue(), leaves);
            } else {
                leaves.put(key, entry.getValue());
            }
        }
    }

    private static void put(ObjectNode tree, String key, JsonNode value) {
        int dot = key.lastIndexOf('.');
        ObjectNode parent = dot < 0
                ? tree
                : (ObjectNode) tree.at("/" + key.substring(0, dot).replace('.', '/'));
        parent.set(key.substring(dot + 1), value);
    }

    private static JsonNode parse(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return RECORDS.getNodeFactory().textNode(text);
        }
    }

    private static String nearest(String key, Map<String, JsonNode> known) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        return known.keySet().stream()
                .filter(candidate -> candidate.endsWith("." + last))
                .findFirst()
                .map("did you mean %s?"::formatted)
                .orElse("the settings are " + String.join(", ", known.keySet()));
    }
}
