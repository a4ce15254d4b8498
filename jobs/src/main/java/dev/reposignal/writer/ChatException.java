package dev.reposignal.writer;

/** No usable answer came from the server. The message says why and holds nothing that the server sent. */
final class ChatException extends Exception {
    private static final long serialVersionUID = 1;

    ChatException(String message) {
        super(message);
    }
}
