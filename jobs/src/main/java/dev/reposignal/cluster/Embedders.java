package dev.reposignal.cluster;

/** The embedders by the name the settings give them. */
public final class Embedders {
    private Embedders() {}

    /**
     * The embedder of that name.
     *
     * @param name minilm or tfidf; the settings let nothing else through
     */
    public static Embedder byName(String name) {
        return switch (name) {
            case "minilm" -> new MiniLmEmbedder();
            case "tfidf" -> new TfIdfEmbedder();
            default -> throw new IllegalArgumentException("No embedder is named " + name);
        };
    }
}
