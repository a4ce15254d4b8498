package dev.reposignal.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.reposignal.testing.TestSpark;
import io.delta.storage.HDFSLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.storage.DelegatingLogStore;
import org.apache.spark.sql.delta.storage.LogStore;
import org.apache.spark.sql.delta.storage.LogStoreAdaptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    private final Configuration configuration =
            TestSpark.session().sparkContext().hadoopConfiguration();

    @TempDir
    Path folder;

    @Test
    void listingOfTheLogStore_isThatOfDeltas() throws IOException {
        Path log = log(
                "00000000000000000009.json",
                "00000000000000000010.checkpoint.parquet",
                ".00000000000000000010.json.crc",
                "00000000000000000010.json",
                "00000000000000000010.crc",
                "00000000000000000011.json",
                "_last_checkpoint");
        var first = new org.apache.hadoop.fs.Path(log.toUri().toString(), "00000000000000000010.");

        List<FileStatus> listed = ImmutableList.copyOf(new LocalLogStore(configuration).listFrom(first, configuration));

        assertThat(listed)
                .extracting(file -> file.getPath().getName())
                .containsExactly(
                        "00000000000000000010.checkpoint.parquet",
                        "00000000000000000010.crc",
                        "00000000000000000010.json",
                        "00000000000000000011.json",
                        "_last_checkpoint");
        List<FileStatus> deltas = ImmutableList.copyOf(new HDFSLogStore(configuration).listFrom(first, configuration));
        assertThat(listed).isEqualTo(deltas);
        assertThat(listed).extracting(FileStatus::getLen).containsExactlyElementsOf(lengths(deltas));
        assertThat(listed).extracting(FileStatus::getModificationTime).containsExactlyElementsOf(times(deltas));
    }

    @Test
    void fileRemovedAfterItsNameWasListed_isLeftOut() throws IOException {
        Path log = log("00000000000000000000.json");
        // A link to nothing has a name and, like a file that was just removed, neither length nor time.
        Files.createSymbolicLink(log.resolve("00000000000000000001.json"), log.resolve("removed"));

        List<FileStatus> listed = LogFiles.from(
                new org.apache.hadoop.fs.Path(log.toString(), "00000000000000000000.json"), configuration);

        assertThat(listed).extracting(file -> file.getPath().getName()).containsExactly("00000000000000000000.json");
    }

    @Test
    void missingLog_isAFileNotFound() {
        var first = new org.apache.hadoop.fs.Path(
                folder.resolve("nothing/_delta_log").toString(), "0.json");

        assertThatThrownBy(() -> new LocalLogStore(configuration).listFrom(first, configuration))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("nothing/_delta_log");
    }

    @Test
    void tablesOnALocalDisk_useTheLogStore() {
        DeltaLog log =
                DeltaLog.forTable(TestSpark.session(), folder.resolve("table").toString());

        LogStore store = ((DelegatingLogStore) log.store()).getDelegate(log.logPath());
        assertThat(((LogStoreAdaptor) store).logStoreImpl()).isInstanceOf(LocalLogStore.class);
    }

    private Path log(String... names) throws IOException {
        Path log = Files.createDirectory(folder.resolve("_delta_log"));
        for (String name : names) {
            Files.writeString(log.resolve(name), name);
        }
        return log;
    }

    private static List<Long> lengths(List<FileStatus> files) {
        return files.stream().map(FileStatus::getLen).toList();
    }

    private static List<Long> times(List<FileStatus> files) {
        return files.stream().map(FileStatus::getModificationTime).toList();
    }
}
