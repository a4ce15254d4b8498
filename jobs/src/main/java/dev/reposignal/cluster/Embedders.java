package dev.reposignal.cluster;

import dev.reposignal.config.Settings;

/** The embedders by the name the settings give them. */
public final class Embedders {
    private Embedders() {}

    /**
     * The embedder the settings name; they let no unknown name through.
     *
     * @throws dev.reposignal.error.UserException where it is a model that cannot be loaded
     */
    public static Embedder of(Settings.Cluster settings) {
        String name = settings.embedder();
        return switch (name) {
            case "minilm" -> new MiniLmEmbedder();
            case "tfidf" -> new TfIdfEmbedder();
            case "onnx" -> new OnnxEmbedder(settings.model(), settings.pooling());
            default -> throw new IllegalArgumentException("No embedder is named " + name);
        };
    }
}
