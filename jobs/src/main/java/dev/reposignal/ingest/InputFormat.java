package dev.reposignal.ingest;

import dev.reposignal.error.Errors;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The format of a file, detected from its content, never from its name. */
public enum InputFormat {
    PARQUET("parquet"),
    RANKING_CSV("ranking-csv"),
    REST_JSON("rest-json"),
    SNAPSHOT_CSV("snapshot-csv");

    private final String label;

    InputFormat(String label) {
        this.label = label;
    }

    /** The name on the command line; also the value of source for rows without one. */
    public String label() {
        return label;
    }

    /**
     * The format with a name.
     *
     * @throws dev.reposignal.error.UserException naming the known formats
     */
    public static InputFormat named(String label) {
        for (InputFormat format : values()) {
            if (format.label.equals(label)) {
                return format;
            }
        }
        throw Errors.unknownFormatName(
                label, Arrays.stream(values()).map(InputFormat::label).collect(Collectors.joining(", ")));
    }
}
