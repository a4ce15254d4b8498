package dev.reposignal.collect;

import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.LakeLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A collection in a process of its own, which can be killed. Its clock does not move, so that two collections of the same
 * answers give the same bytes.
 *
 * <pre>GITHUB_TOKEN=... java -cp ... dev.reposignal.collect.CollectProcess FOLDER [KEY=VALUE...]</pre>
 */
final class CollectProcess {
    private CollectProcess() {}

    public static void main(String[] arguments) {
        Map<String, String> set = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            set.put(pair[0], pair[1]);
        }
        CollectFolders folders = new CollectFolders(Path.of(arguments[0]));
        Waiting frozen = new Waiting() {
            @Override
            public Instant now() {
                return Instant.parse(CollectFixture.DAY + "T00:05:00Z");
            }

            @Override
            public void pause(Duration duration) {}
        };
        LakeLock lock = LakeLock.take(folders.own().toString(), Duration.ZERO);
        try {
            new Collector(
                            folders,
                            SettingsLoader.load(Optional.empty(), Map.of(), set).collect(),
                            new HttpTransport(Token.of(null, System.getenv())),
                            frozen,
                            CollectProgress.SILENT,
                            Duration.ofMillis(1))
                    .collect(CollectFixture.DAY);
        } finally {
            lock.close();
        }
    }
}
