package dev.reposignal.cluster;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.reposignal.error.Errors;
import dev.reposignal.text.Resources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sentence model in the ONNX format, one per executor JVM, loaded at first use.
 *
 * <p>One thread per call: the tasks of Spark are the parallelism, and a text's vector is the same whatever runs beside
 * it. Texts go one by one, since quantised layers scale by the whole batch and padding would change the last bits.
 */
final class SentenceModel extends AbstractInProcessEmbeddingModel {
    private static final String ONNX = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final Map<String, SentenceModel> OF_FILES = new ConcurrentHashMap<>();

    private final OnnxBertBiEncoder encoder;

    private SentenceModel(OnnxBertBiEncoder encoder) {
        // One text is embedded in the calling thread; an executor is asked for and never used.
        super(Runnable::run);
        this.encoder = encoder;
    }

    /** The quantised all-MiniLM-L6-v2 of the jar. */
    static SentenceModel miniLm() {
        return MiniLm.MODEL;
    }

    /**
     * A user's own model.
     *
     * @param pooling mean or cls
     * @throws dev.reposignal.error.UserException where the file is no model that can be used
     */
    static SentenceModel ofFile(Path onnx, Path tokenizer, String pooling) {
        return OF_FILES.computeIfAbsent(onnx + "|" + tokenizer + "|" + pooling, key -> {
            try {
                return loaded(
                        Files.readAllBytes(onnx),
                        Files.readAllBytes(tokenizer),
                        PoolingMode.valueOf(pooling.toUpperCase(Locale.ROOT)));
            } catch (IOException | OrtException | RuntimeException e) {
                throw Errors.unreadableModel(onnx.toString(), String.valueOf(e.getMessage()));
            }
        });
    }

    /** The vector of one text, of unit length. */
    float[] vector(String text) {
        return embedAll(List.of(TextSegment.from(text))).content().get(0).vector();
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    private static SentenceModel loaded(byte[] onnx, byte[] tokenizer, PoolingMode pooling) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(onnx, options);
            return new SentenceModel(
                    new OnnxBertBiEncoder(environment, session, new ByteArrayInputStream(tokenizer), pooling));
        }
    }

    private static final class MiniLm {
        static final SentenceModel MODEL = load();

        private static SentenceModel load() {
            try {
                Class<?> jar = AllMiniLmL6V2QuantizedEmbeddingModel.class;
                return loaded(Resources.bytes(jar, ONNX), Resources.bytes(jar, TOKENIZER), PoolingMode.MEAN);
            } catch (OrtException e) {
                throw new IllegalStateException("The MiniLM model in the jar must load", e);
            }
        }
    }
}
