package dev.reposignal.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Folders of lakes as Hadoop names them. */
final class LakePaths {
    private LakePaths() {}

    /** The same folder, whatever the working directory: Delta makes no table at a relative path, it takes one for a name. */
    static String absolute(SparkSession spark, String folder) {
        Path given = new Path(folder);
        if (given.toUri().getScheme() != null || given.isAbsolute()) {
            return folder;
        }
        try {
            Path qualified = given.getFileSystem(spark.sparkContext().hadoopConfiguration())
                    .makeQualified(given);
            return "file".equals(qualified.toUri().getScheme())
                    ? qualified.toUri().getPath()
                    : qualified.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
