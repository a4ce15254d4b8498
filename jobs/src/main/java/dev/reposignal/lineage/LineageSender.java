package dev.reposignal.lineage;

import dev.reposignal.config.Settings;
import dev.reposignal.progress.ObservedRun;
import dev.reposignal.progress.RunObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends an event for each start and end of a run to a server, or writes it to a file, one line each. What cannot be sent is
 * said and changes nothing else: lineage is no reason to lose a night.
 */
public final class LineageSender implements RunObserver {
    private final Settings.Lineage settings;
    private final OpenLineageEvent event;
    private final @Nullable String key;
    private final Consumer<String> warnings;

    private LineageSender(
            Settings.Lineage settings, OpenLineageEvent event, @Nullable String key, Consumer<String> warnings) {
        this.settings = settings;
        this.event = event;
        this.key = key;
        this.warnings = warnings;
    }

    /**
     * An observer that sends where the settings name a target, else one that does nothing.
     *
     * @param lake path of the lake
     * @param codeVersion version of RepoSignal
     * @param key sent as a bearer token to a server; null sends none
     * @param warnings is told what could not be sent
     */
    public static RunObserver of(
            Settings.Lineage settings,
            String lake,
            String codeVersion,
            @Nullable String key,
            Consumer<String> warnings) {
        return settings.target().isEmpty()
                ? RunObserver.NONE
                : new LineageSender(
                        settings, new OpenLineageEvent(settings.namespace(), lake, codeVersion), key, warnings);
    }

    @Override
    public void started(ObservedRun run) {
        send(run);
    }

    @Override
    public void ended(ObservedRun run) {
        send(run);
    }

    private void send(ObservedRun run) {
        try {
            String json = event.json(run);
            if (settings.isServer()) {
                post(json);
            } else {
                Path file = Path.of(settings.target());
                Files.writeString(file, json + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            warn("no answer within %d seconds".formatted(settings.timeoutSeconds()));
        } catch (ExecutionException e) {
            warn(String.valueOf(e.getCause()));
        } catch (IOException | RuntimeException e) {
            warn(e.toString());
        }
    }

    private void warn(String cause) {
        warnings.accept("cannot send lineage to %s: %s".formatted(settings.target(), cause));
    }

    private void post(String json) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.target()))
                .timeout(Duration.ofSeconds(settings.timeoutSeconds()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        CompletableFuture<HttpResponse<Void>> exchange =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        try {
            // The request's own limit ends with the headers; a body may come slowly for ever.
            int status =
                    exchange.get(settings.timeoutSeconds(), TimeUnit.SECONDS).statusCode();
            if (status / 100 != 2) {
                throw new IOException("the server answered with status " + status);
            }
        } finally {
            exchange.cancel(true);
        }
    }
}
