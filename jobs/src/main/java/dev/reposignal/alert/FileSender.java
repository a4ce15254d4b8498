package dev.reposignal.alert;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends a JSON line per alert. */
final class FileSender implements Sender {
    @Override
    public void send(Channel channel, Message message, Duration limit) throws IOException {
        Path file = Path.of(channel.path());
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        List<String> lines = message.alerts().stream()
                .map(alert -> WebhookSender.text(WebhookSender.json(alert)))
                .toList();
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FileChannel channelOfFile = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channelOfFile.force(true);
        }
    }
}
