package dev.reposignal.cluster;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The quantised all-MiniLM-L6-v2, one per executor JVM, loaded at first use.
 *
 * <p>One thread per call: the tasks of Spark are the parallelism, and a text's vector is the same whatever runs beside
 * it. Texts go one by one, since quantised layers scale by the whole batch and padding would change the last bits.
 */
final class MiniLmModel extends AbstractInProcessEmbeddingModel {
    static final int DIMENSIONS = 384;

    private static final String ONNX = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final OnnxBertBiEncoder encoder;

    private MiniLmModel(OnnxBertBiEncoder encoder) {
        // One text is embedded in the calling thread; an executor is asked for and never used.
        super(Runnable::run);
        this.encoder = encoder;
    }

    static MiniLmModel shared() {
        return Holder.MODEL;
    }

    /** The vector of one text: 384 values, unit length. */
    float[] vector(String text) {
        return embedAll(List.of(TextSegment.from(text))).content().get(0).vector();
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    @Override
    protected Integer knownDimension() {
        return DIMENSIONS;
    }

    private static MiniLmModel load() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                InputStream onnx = resource(ONNX);
                InputStream tokenizer = resource(TOKENIZER)) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(onnx.readAllBytes(), options);
            return new MiniLmModel(new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN));
        } catch (OrtException e) {
            throw new IllegalStateException("The MiniLM model in the jar must load", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                AllMiniLmL6V2QuantizedEmbeddingModel.class.getResourceAsStream(name), name + " is part of the jar");
    }

    private static final class Holder {
        static final MiniLmModel MODEL = load();
    }
}
