package dev.reposignal.cluster;

import dev.reposignal.error.Errors;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Sentence embeddings by a user's own BERT-like model: an ONNX file with the {@code tokenizer.json} of Hugging Face beside
 * it, at the same path on every machine.
 */
public final class OnnxEmbedder implements Embedder {
    private static final String TOKENIZER = "tokenizer.json";
    private static final int DIGITS = 12;

    private final String file;
    private final String pooling;
    private final String model;

    /**
     * Loads the model, so that a wrong file is told before anything is written.
     *
     * @param pooling mean or cls
     * @throws dev.reposignal.error.UserException where it cannot be used
     */
    public OnnxEmbedder(String file, String pooling) {
        this.file = file;
        this.pooling = pooling;
        Path onnx = Path.of(file);
        if (!Files.isRegularFile(onnx)) {
            throw Errors.unreadableModel(file, "there is no such file");
        }
        if (!Files.isRegularFile(tokenizer(file))) {
            throw Errors.unreadableModel(file, "there is no " + tokenizer(file));
        }
        this.model = "%s-%s-%s".formatted(onnx.getFileName(), pooling, digest(onnx));
        SentenceModel.ofFile(onnx, tokenizer(file), pooling);
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean isCacheable() {
        return true;
    }

    @Override
    public Dataset<Row> embedded(Dataset<Row> texts) {
        String path = file;
        String pooled = pooling;
        return SentenceVectors.embedded(
                model, () -> SentenceModel.ofFile(Path.of(path), tokenizer(path), pooled), texts);
    }

    private static Path tokenizer(String file) {
        return Path.of(file).resolveSibling(TOKENIZER);
    }

    /** Another file under the same name is another model. */
    private static String digest(Path onnx) {
        try {
            return new Sha256()
                    .add(Files.readAllBytes(onnx))
                    .add(Files.readAllBytes(tokenizer(onnx.toString())))
                    .hex(DIGITS);
        } catch (IOException e) {
            throw Errors.unreadableModel(onnx.toString(), e.toString());
        }
    }
}
