package dev.reposignal.ingest;

import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** The identity of an ingest: the same files with the same options have the same id in any folder. */
final class IngestId {
    private static final int HEX_DIGITS = 24;

    private IngestId() {}

    /** SHA-256 of the files' names, formats and bytes and of the options that change their meaning, cut to 96 bits. */
    static String of(SparkSession spark, IngestRequest request, List<InputFile> files) {
        SerializableConfiguration configuration =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        List<String> contents = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(files, files.size())
                .map(file -> new Path(file.path()).getName() + " "
                        + file.format().label() + " " + contentHash(configuration.value(), file.path()))
                .collect();
        String options = "day=%s replace=%s".formatted(request.day(), request.replace());
        if (request.limits().allowsPrivate() || request.limits().allowsOtherHosts()) {
            options += " private=%s hosts=%s"
                    .formatted(
                            request.limits().allowsPrivate(), request.limits().allowsOtherHosts());
        }
        return Sha256.hex(options + "\n" + String.join("\n", contents), HEX_DIGITS);
    }

    private static String contentHash(Configuration configuration, String path) throws IOException {
        Path file = new Path(path);
        MessageDigest digest = Sha256.digest();
        try (InputStream in =
                new DigestInputStream(Paths.fileSystem(file, configuration).open(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
