package dev.reposignal.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reposignal.error.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a lake says of itself in the file {@value #FILE}: its format and the version of each table after the last command
 * that ended well. A reader sees these versions while a command writes, or after one was killed; a version that is gone
 * since is a lost commit.
 *
 * @param format the format of the lake; a greater one than {@link #FORMAT} is of a newer RepoSignal
 * @param versions Delta version by table
 * @param writing the command that began to write and has not ended well, else null
 */
public record LakeNote(
        @JsonProperty("format") int format,
        @JsonProperty("versions") Map<String, Long> versions,

        @JsonProperty("writing") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String writing) {
    /** The format this RepoSignal writes. Versions up to 0.1 wrote no such file; theirs is the same. */
    public static final int FORMAT = 1;

    /** Its name in the folder of the lake. */
    public static final String FILE = ".reposignal.json";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public LakeNote {
        versions = versions == null ? Map.of() : Map.copyOf(versions);
    }

    /**
     * The state of a lake; empty for one made by an older RepoSignal, or a new one.
     *
     * @throws dev.reposignal.error.UserException where the lake is of a newer RepoSignal
     */
    public static Optional<LakeNote> read(String root, Configuration configuration) {
        Path file = new Path(root, FILE);
        try {
            Optional<byte[]> bytes = LakeFile.read(root, FILE, configuration);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            LakeNote state = MAPPER.readValue(bytes.get(), LakeNote.class);
            if (state.format() > FORMAT) {
                throw Errors.newerLake(root, state.format(), FORMAT);
            }
            return Optional.of(state);
        } catch (JsonProcessingException e) {
            throw Errors.damagedState(file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the state in one step: a reader sees the old one or this one. */
    public void write(String root, Configuration configuration) {
        try {
            LakeFile.write(
                    root, FILE, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(sorted()), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> sorted() {
        Map<String, Object> sorted = new TreeMap<>();
        sorted.put("format", format);
        sorted.put("versions", new TreeMap<>(versions));
        if (writing != null) {
            sorted.put("writing", writing);
        }
        return sorted;
    }

    /** The tables of which a version is gone that was there, each as a sentence. */
    public List<String> lostCommits(Map<String, Long> present) {
        List<String> lost = new ArrayList<>();
        new TreeMap<>(versions).forEach((table, version) -> {
            Long now = present.get(table);
            if (now == null || now < version) {
                lost.add("The table %s is %s, but version %d was written: what came after it is lost."
                        .formatted(table, now == null ? "gone" : "at version " + now, version));
            }
        });
        return lost;
    }

    /** While a command writes. */
    public LakeNote begun(String command) {
        return new LakeNote(FORMAT, versions, writing == null ? command : writing);
    }

    /**
     * After a command ended well.
     *
     * @param before the versions at its start
     * @param after the versions at its end
     * @param isWhole whether it also put right what an earlier command left half-written
     */
    public LakeNote ended(Map<String, Long> before, Map<String, Long> after, boolean isWhole) {
        if (isWhole) {
            return new LakeNote(FORMAT, after, null);
        }
        Map<String, Long> touched = new TreeMap<>(versions);
        after.forEach((table, version) -> {
            if (!version.equals(before.get(table))) {
                touched.put(table, version);
            }
        });
        return new LakeNote(FORMAT, touched, writing);
    }
}
