package dev.reposignal.signal.wrong;

import dev.reposignal.night.NightResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One class for each thing that a transform may not do. */
public final class Wrong {
    private Wrong() {}

    /** A transform that knows the order of the night. */
    public static final class Arrow {
        private Arrow() {}

        static boolean isHeld(NightResult night) {
            return night.isHeld();
        }
    }

    /** A transform that runs its dataset. */
    public static final class DatasetAction {
        private DatasetAction() {}

        static long count(Dataset<Row> rows) {
            return rows.count();
        }
    }

    /** A transform that runs an RDD. */
    public static final class RddAction {
        private RddAction() {}

        static List<Row> rows(Dataset<Row> rows) {
            return rows.toJavaRDD().collect();
        }
    }

    /** A transform that writes. */
    public static final class TableWrite {
        private TableWrite() {}

        static void write(Dataset<Row> rows) {
            rows.write().save("somewhere");
        }
    }

    /** A transform that looks at files. */
    public static final class FileAccess {
        private FileAccess() {}

        static boolean exists(String file) {
            return Files.exists(Path.of(file));
        }
    }

    /** A transform that depends on when it runs. */
    public static final class Clock {
        private Clock() {}

        static Instant now() {
            return Instant.now();
        }
    }
}
