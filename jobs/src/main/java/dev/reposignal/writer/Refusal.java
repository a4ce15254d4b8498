package dev.reposignal.writer;

/**
 * Why a text is not printed.
 *
 * @param kind in one word: form, fact, word, name, direction, ...
 * @param reason in a sentence, for the model and the log
 */
record Refusal(String kind, String reason) {
    @Override
    public String toString() {
        return kind + ": " + reason;
    }
}
